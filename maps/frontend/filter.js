/* Which reports pass: attribution, precision, time and words. The legend's types come on top. */
(function (sm) {
  'use strict';

  const EVENTS = sm.data.events ?? { attributions: [], precisions: [] };

  /** The filter's state; days count from 1970-01-01, null is open. */
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

  /* Rows that hold every word somewhere. */
  function rowsWith(text) {
    if (text === '' || !sm.store.texts) return null;
    if (searched.text === text) return searched.found;
    const found = new Uint8Array(sm.store.rows).fill(1);
    for (const word of sm.plain(text).split(/\s+/).filter(Boolean)) {
      const here = new Uint8Array(sm.store.rows);
      for (const name of Object.keys(sm.store.texts)) {
        const column = sm.store.texts[name];
        const hits = plainLines(name).map((line) => line.includes(word));
        for (let row = 0; row < here.length; row += 1) if (hits[column.lineOf(row)]) here[row] = 1;
      }
      for (let row = 0; row < here.length; row += 1) found[row] &= here[row];
    }
    searched = { text, found };
    return found;
  }

  /** Whether a report passes everything but the time: what the histogram counts. */
  function apply() {
    const { store, filter } = sm;
    if (!store.ready) return;
    const { attributions, precisions, from, to } = filter;
    const words = rowsWith(filter.text);
    const { attribution, precision, start, end, passes, timeless } = store;
    for (let row = 0; row < store.rows; row += 1) {
      const rest =
        attributions[attribution[row]] && precisions[precision[row]] && (!words || words[row] === 1);
      timeless[row] = rest ? 1 : 0;
      const isDated = start[row] !== sm.MISSING && end[row] !== sm.MISSING;
      const inTime =
        from === null || (isDated && start[row] <= to && end[row] >= from);
      passes[row] = rest && inTime ? 1 : 0;
    }
  }

  /** Change the filter and tell everybody. */
  sm.setFilter = (changes) => {
    Object.assign(sm.filter, changes);
    apply();
    sm.emit('filter');
  };

  /** Whether anything is filtered out. */
  sm.isFiltered = () => {
    const { attributions, precisions, from, text } = sm.filter;
    return from !== null || text !== '' || attributions.includes(false) || precisions.includes(false);
  };

  function choices(kind, words, named) {
    const inputs = words.map((word, number) => sm.el('input', {
      type: 'checkbox',
      change: (event) => {
        const next = [...sm.filter[kind]];
        next[number] = event.target.checked;
        sm.setFilter({ [kind]: next });
      },
    }));
    const node = sm.el('fieldset', { class: 'sm-choices' },
      sm.el('legend', { class: 'sm-h3' }, sm.word(kind === 'attributions' ? 'attribution' : 'precision')),
      words.map((word, number) => sm.el('label', { class: 'sm-choice' }, inputs[number],
        named ? sm.word(word) : sm.brief(word))));
    const refresh = () => inputs.forEach((input, number) => {
      input.checked = sm.filter[kind][number];
    });
    return { node, refresh };
  }

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
    const parts = [
      EVENTS.attributions.length > 1 ? choices('attributions', EVENTS.attributions, true) : null,
      EVENTS.precisions.length > 1 ? choices('precisions', EVENTS.precisions, false) : null,
    ].filter(Boolean);
    const reset = sm.el('button', { type: 'button', class: 'sm-plain', click: () => sm.resetFilter() },
      sm.word('reset'));
    const refresh = () => {
      for (const part of parts) part.refresh();
      if (document.activeElement !== search) search.value = sm.filter.text;
      reset.hidden = !sm.isFiltered();
    };
    sm.on('filter', refresh);
    refresh();
    return sm.el('div', { class: 'sm-filters', role: 'search' }, search,
      sm.el('details', { class: 'sm-more-filters' }, sm.el('summary', {}, sm.word('filters')),
        parts.map((part) => part.node)),
      reset);
  };

  /** Let everything pass again. */
  sm.resetFilter = () => sm.setFilter({
    attributions: EVENTS.attributions.map(() => true),
    precisions: EVENTS.precisions.map(() => true),
    from: null, to: null, text: '',
  });

  sm.on('loaded', () => {
    if (sm.isFiltered()) sm.setFilter({});
  });
})(strikemap);
