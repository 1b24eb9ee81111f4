/* The page's own words: the table of its language over the English one; {names} are filled in,
   and {name:one|many} chooses a form by number, in which # is the number. A language has as many
   forms as its plural needs; what no form is for takes the last one. */
(function (sm) {
  'use strict';

  const { language } = sm.data.page;
  const table = { __proto__: null, ...sm.words.en, ...sm.words[language] };

  /* Arabic text of the data has European digits more often than not; the page keeps to one kind. */
  const locale = language === 'ar' ? 'ar-u-nu-latn' : language;
  /* Names of the forms in the order of the tables; maps/languages.py has the same order. */
  const FORMS = {
    __proto__: null, en: ['one', 'other'], fr: ['one', 'other'], uk: ['one', 'few', 'many'],
    ar: ['one', 'two', 'few', 'many', 'other'],
  }[language];
  /* The browser takes long to make these; small whole numbers need none of them. */
  const writers = new Map();
  let plural = null;

  function writer(options) {
    const key = JSON.stringify(options ?? null);
    if (!writers.has(key)) writers.set(key, new Intl.NumberFormat(locale, options));
    return writers.get(key);
  }

  const isPlain = (value) => Number.isInteger(value) && value >= 0 && value < 1000;

  /** Write a number as the language does; options are those of Intl.NumberFormat. */
  sm.number = (value, options) =>
    (!options && isPlain(value) ? String(value) : writer(options).format(value));

  sm.language = language;
  sm.locale = locale;

  function formOf(forms, value) {
    plural ??= new Intl.PluralRules(language);
    return (forms[FORMS.indexOf(plural.select(value))] ?? forms.at(-1))
      .replace('#', () => sm.number(value));
  }

  /** Give a word or sentence with its blanks filled; numbers are written as the language does. */
  sm.word = (key, blanks) =>
    (table[key] ?? key).replace(/\{(\w+)(?::([^}]*))?\}/g, (_, name, forms) => {
      const value = blanks?.[name] ?? '';
      if (forms) return formOf(forms.split('|'), value);
      return typeof value === 'number' ? sm.number(value) : String(value);
    });

  /** Write a distance as a person would: metres below one kilometre, tenths below ten. */
  sm.distance = (metres) => {
    if (metres < 995) return sm.word('m', { n: sm.number(Math.round(metres)) });
    const km = metres / 1000;
    return sm.word('km', { n: sm.number(km, { maximumFractionDigits: km < 9.95 ? 1 : 0 }) });
  };

  /** Write an area given in square kilometres, two digits of it. */
  sm.area = (km2) => sm.word('km2', { n: sm.number(km2, { maximumSignificantDigits: 2 }) });
})(strikemap);
