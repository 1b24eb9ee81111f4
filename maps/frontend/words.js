/* The page's own words: the table of its language over the English one; {names} are filled in,
   and {name:one|many} chooses a form by number, in which # is the number. A language has as many
   forms as its plural needs; what no form is for takes the last one. */
(function (sm) {
  'use strict';

  const { language } = sm.data.page;
  const table = { __proto__: null, ...sm.words.en, ...sm.words[language] };

  /* Arabic text of the data has European digits more often than not; the page keeps to one kind. */
  const locale = language === 'ar' ? 'ar-u-nu-latn' : language;
  const plural = new Intl.PluralRules(language);
  /* Names of the forms in the order of the tables; maps/languages.py has the same order. */
  const FORMS = {
    __proto__: null, en: ['one', 'other'], fr: ['one', 'other'], uk: ['one', 'few', 'many'],
    ar: ['one', 'two', 'few', 'many', 'other'],
  }[language];
  const number = new Intl.NumberFormat(locale);

  sm.language = language;
  sm.locale = locale;

  const formOf = (forms, value) =>
    (forms[FORMS.indexOf(plural.select(value))] ?? forms.at(-1)).replace('#', () => number.format(value));

  /** Give a word or sentence with its blanks filled; numbers are written as the language does. */
  sm.word = (key, blanks) =>
    (table[key] ?? key).replace(/\{(\w+)(?::([^}]*))?\}/g, (_, name, forms) => {
      const value = blanks?.[name] ?? '';
      if (forms) return formOf(forms.split('|'), value);
      return typeof value === 'number' ? number.format(value) : String(value);
    });

  sm.number = (value, options) =>
    options ? new Intl.NumberFormat(locale, options).format(value) : number.format(value);

  /** Write a distance as a person would: metres below one kilometre, tenths below ten. */
  sm.distance = (metres) => {
    if (metres < 995) return sm.word('m', { n: sm.number(Math.round(metres)) });
    const km = metres / 1000;
    return sm.word('km', { n: sm.number(km, { maximumFractionDigits: km < 9.95 ? 1 : 0 }) });
  };

  /** Write an area given in square kilometres, two digits of it. */
  sm.area = (km2) => sm.word('km2', { n: sm.number(km2, { maximumSignificantDigits: 2 }) });
})(strikemap);
