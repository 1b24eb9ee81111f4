/* The one namespace of the page's scripts. Every file adds one idea to it, in the order of
   maps/assets.py; nothing here may write markup: text of the data goes through textContent. */
const strikemap = (() => {
  'use strict';

  const listeners = new Map();

  return {
    /** Tables of the page's own words by language. */
    words: {},

    /** A word of a closed vocabulary in the page's language; an English page needs no table. */
    term: (text) => text,

    data: JSON.parse(document.getElementById('strikemap-data').textContent),

    /** Call a listener at every event of a name. */
    on(name, listener) {
      listeners.set(name, [...(listeners.get(name) ?? []), listener]);
    },

    /** Tell every listener of a name. */
    emit(name, detail) {
      for (const listener of listeners.get(name) ?? []) listener(detail);
    },
  };
})();
