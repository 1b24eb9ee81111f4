/* The page's own words: the table of its language over the English one; {names} are filled in,
   and {name:one|many} chooses between two forms by number. */
(function (sm) {
  'use strict';

  const { language } = sm.data.page;
  const table = { __proto__: null, ...sm.words.en, ...sm.words[language] };

  /* Arabic text of the data has European digits more often than not; the page keeps to one kind. */
  const locale = language === 'ar' ? 'ar-u-nu-latn' : language;
  const plural = new Intl.PluralRules(language);
  const number = new Intl.NumberFormat(locale);

  sm.language = language;
  sm.locale = locale;

  /** Give a word or sentence with its blanks filled; numbers are written as the language does. */
  sm.word = (key, blanks) =>
    (table[key] ?? key).replace(/\{(\w+)(?::([^}]*))?\}/g, (_, name, forms) => {
      const value = blanks?.[name] ?? '';
      if (forms) return forms.split('|')[plural.select(value) === 'one' ? 0 : 1];
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
})(strikemap);
