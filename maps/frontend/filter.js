/* Which reports pass: attribution, precision, actor, source, time and words. The legend's types
   come on top. Each report remembers what speaks against it, so that every count can leave out
   its own filter. */
(function (sm) {
  'use strict';

  const EVENTS = sm.data.events ?? { attributions: [], precisions: [] };
  const [ATTRIBUTION, PRECISION, TEXT, TIME, FACET] = [1, 2, 4, 8, 16];

  /** The filter's state; days count from 1970-01-01, null is open. Lists keep their own. */
  sm.filter = {
    attributions: EVENTS.attributions.map(() => true),
    precisions: EVENTS.precisions.map(() => true),
    from: null,
    to: null,
    text: '',
  };

  /** Letters without case and accents, for comparing. */
  sm.plain = (text) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

  function stringsIn(value) {
    if (typeof value === 'string') return value;
    if (value === null || typeof value !== 'object') return '';
    return Object.values(value).map(stringsIn).join('\n');
  }

  const plainTexts = new Map();

  /* All words of a report, by column and line, made ready once. */
  function plainLines(name) {
    if (!plainTexts.has(name)) {
      const column = sm.store.texts[name];
      const lines = [];
      for (let line = 0; line < column.lines; line += 1) {
        const text = column.line(line);
        lines.push(text === '' ? '' : sm.plain(stringsIn(JSON.parse(text))));
      }
      plainTexts.set(name, lines);
    }
    return plainTexts.get(name);
  }

  let searched = { text: '', found: null };

  /** Whether a report that travels apart from the table holds every word that is searched. */
  sm.holdsWords = (entry) => {
    const said = sm.plain(stringsIn({ ...entry, photo: null }));
    return sm.plain(sm.filter.text).split(/\s+/).filter(Boolean).every((word) => said.includes(word));
  };

  /* A photograph is no text. */
  const readable = () => Object.keys(sm.store.texts).filter((name) => name !== 'photo');

  /* Rows that hold every word somewhere. */
  function rowsWith(text) {
    if (text === '' || !sm.store.isWhole) return null;
    if (searched.text === text) return searched.found;
    const found = new Uint8Array(sm.store.rows).fill(1);
    for (const word of sm.plain(text).split(/\s+/).filter(Boolean)) {
      const here = new Uint8Array(sm.store.rows);
      for (const name of readable()) {
        const column = sm.store.texts[name];
        const hits = plainLines(name).map((line) => line.includes(word));
        for (let row = 0; row < here.length; row += 1) if (hits[column.lineOf(row)]) here[row] = 1;
      }
      for (let row = 0; row < here.length; row += 1) found[row] &= here[row];
    }
    searched = { text, found };
    return found;
  }

  /* What speaks against each report, a bit per filter; lists come after, only those in use. */
  function judge() {
    const { store, filter } = sm;
    const { attributions, precisions, from, to } = filter;
    const words = rowsWith(filter.text);
    const { attribution, precision, start, end, fails } = store;
    for (let row = 0; row < store.rows; row += 1) {
      const isDated = start[row] !== sm.MISSING && end[row] !== sm.MISSING;
      const inTime = from === null || (isDated && start[row] <= to && end[row] >= from);
      fails[row] =
        (attributions[attribution[row]] ? 0 : ATTRIBUTION) |
        (precisions[precision[row]] ? 0 : PRECISION) |
        (!words || words[row] === 1 ? 0 : TEXT) |
        (inTime ? 0 : TIME);
    }
    sm.facets.forEach((facet, number) => {
      const keeps = sm.facetKeeps(facet);
      if (!keeps) return;
      const bit = FACET << number;
      for (let row = 0; row < store.rows; row += 1) if (!keeps[facet.rows[row]]) fails[row] |= bit;
    });
  }

  function apply() {
    const { store } = sm;
    if (!store.ready) return;
    judge();
    const { fails, passes, timeless } = store;
    for (let row = 0; row < store.rows; row += 1) {
      passes[row] = fails[row] === 0 ? 1 : 0;
      // everything but the time: what the histogram counts
      timeless[row] = (fails[row] & ~TIME) === 0 ? 1 : 0;
    }
  }

  /** How many reports have each code of a column and pass everything but one filter. */
  sm.countsBut = (bit, codes, size) => {
    const { fails, styleOn, style, rows } = sm.store;
    const counts = new Uint32Array(size);
    const others = ~bit;
    for (let row = 0; row < rows; row += 1) {
      if ((fails[row] & others) === 0 && styleOn[style[row]]) counts[codes[row]] += 1;
    }
    return counts;
  };

  /** The filters that are lists of names, in the order of the panel. */
  sm.choosable = () => {
    const { store, filter } = sm;
    const own = (key, bit, names, codes) => ({
      key, names, on: filter[key], set: (on) => sm.setFilter({ [key]: on }),
      counts: () => sm.countsBut(bit, codes(), names.length),
    });
    return [
      own('attributions', ATTRIBUTION, EVENTS.attributions, () => store.attribution),
      own('precisions', PRECISION, EVENTS.precisions, () => store.precision),
      ...sm.facets.map((facet, number) => ({
        key: facet.key, names: facet.names, on: facet.on,
        set: (on) => {
          facet.on = on;
          sm.setFilter({});
        },
        counts: () => sm.facetCounts(
          facet, sm.countsBut(FACET << number, facet.rows, facet.sets.length)),
      })),
    ].filter(({ names }) => names.length > 1);
  };

  /** Change the filter and tell everybody. */
  sm.setFilter = (changes) => {
    Object.assign(sm.filter, changes);
    apply();
    sm.emit('filter');
  };

  /** Whether anything is filtered out. */
  sm.isFiltered = () => {
    const { from, text } = sm.filter;
    return from !== null || text !== '' || sm.choosable().some(({ on }) => on.includes(false));
  };

  sm.filters = () => {
    const search = sm.el('input', {
      type: 'search', class: 'sm-search', 'aria-label': sm.word('search'),
      placeholder: sm.word('search'),
    });
    let waiting = 0;
    search.addEventListener('input', () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => sm.setFilter({ text: search.value.trim() }), 160);
    });
    const places = sm.placeFinder(search);
    const choices = sm.el('details', { class: 'sm-more-filters' },
      sm.el('summary', {}, sm.word('filters')));
    const reset = sm.el('button', { type: 'button', class: 'sm-plain', click: () => sm.resetFilter() },
      sm.word('reset'));
    let parts = [];
    const refresh = () => {
      if (choices.open) for (const part of parts) part.refresh();
      if (document.activeElement !== search) search.value = sm.filter.text;
      reset.hidden = !sm.isFiltered();
    };
    choices.addEventListener('toggle', refresh);
    sm.on('loaded', () => {
      parts = sm.choosable().map(({ key }) => sm.choices(key));
      choices.append(...parts.map((part) => part.node));
      choices.hidden = parts.length === 0;
      refresh();
    });
    sm.on('filter', refresh);
    refresh();
    return sm.el('div', { class: 'sm-filters', role: 'search' }, search, places, choices, reset);
  };

  /** Let everything pass again. */
  sm.resetFilter = () => {
    for (const facet of sm.facets) facet.on = facet.names.map(() => true);
    sm.setFilter({
      attributions: EVENTS.attributions.map(() => true),
      precisions: EVENTS.precisions.map(() => true),
      from: null, to: null, text: '',
    });
  };

  for (const name of ['loaded', 'whole']) {
    sm.on(name, () => {
      if (sm.isFiltered()) sm.setFilter({});
    });
  }
})(strikemap);
