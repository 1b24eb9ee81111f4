/* The same reports as a table, for screen readers and for copying, and as files to take along. */
(function (sm) {
  'use strict';

  const PAGE = 100;
  let dialog = null;
  let first = 0;

  function kept() {
    const rows = [];
    for (const event of sm.store.order) if (sm.store.isKept(event)) rows.push(event);
    return rows;
  }

  const harmOf = (event) => (sm.store.say(event, 'harm') ?? [])
    .map(({ label, value, note }) => `${label ?? ''} ${value ?? ''}${note ? ` (${note})` : ''}`.trim())
    .join('; ');
  const styleOf = (event) => sm.data.events.styles[sm.store.style[event]].label;
  const attributionOf = (event) => sm.data.events.attributions[sm.store.attribution[event]];
  const precisionOf = (event) => sm.data.events.precisions[sm.store.precision[event]];

  const COLUMNS = [
    ['when', (event) => sm.store.say(event, 'when') ?? ''],
    ['type', styleOf],
    ['where', (event) => sm.store.say(event, 'place') ?? ''],
    ['precision', (event) => sm.store.say(event, 'precision') ?? precisionOf(event)],
    ['attribution', (event) => attributionOf(event) && sm.word(attributionOf(event))],
    ['harm', harmOf],
  ];

  function struckRow(entry) {
    const open = sm.el('button', {
      type: 'button', class: 'sm-plain', click: () => {
        dialog.close();
        sm.openReports([entry]);
      },
    }, sm.struck(entry.title));
    const cells = [entry.when, sm.term(entry.kind ?? ''), entry.place, entry.precision];
    return sm.el('tr', { class: 'sm-withdrawn' }, sm.el('th', { scope: 'row' }, open),
      cells.map((text) => sm.el('td', {}, text ? sm.el('s', {}, sm.brief(text)) : null)),
      sm.el('td', { colspan: COLUMNS.length - cells.length }, sm.whyWithdrawn(entry)));
  }

  function row(event) {
    if (sm.isWithdrawn(event)) return struckRow(event);
    const open = sm.el('button', {
      type: 'button', class: 'sm-plain', click: () => {
        dialog.close();
        sm.openReports([event]);
      },
    }, sm.brief(sm.store.say(event, 'title') ?? styleOf(event)));
    return sm.el('tr', {}, sm.el('th', { scope: 'row' }, open),
      COLUMNS.map(([, value]) => sm.el('td', {}, sm.brief(value(event)))));
  }

  function fill() {
    const rows = [...kept(), ...sm.withdrawn()];
    first = Math.max(0, Math.min(first, rows.length - 1));
    const last = Math.min(rows.length, first + PAGE);
    const turn = (by) => () => {
      first += by;
      fill();
    };
    const button = (word, by, isOff) => sm.el('button', {
      type: 'button', class: 'sm-plain', disabled: isOff, click: turn(by),
    }, sm.word(word));
    sm.put(dialog,
      sm.el('div', { class: 'sm-dialog-bar' },
        sm.el('h2', { class: 'sm-h2', id: 'sm-table-title' }, sm.word('table_title')),
        // Rows whose licence forbids handing them on are shown and not offered.
        sm.data.page.downloads && [['csv', 'CSV'], ['geojson', 'GeoJSON']].map(([kind, format]) => sm.el('button', {
          type: 'button', class: 'sm-plain', click: () => save(kind),
        }, sm.word('download', { format }))),
        sm.el('button', { type: 'button', class: 'sm-plain', click: () => dialog.close() }, sm.word('close'))),
      sm.el('div', { class: 'sm-dialog-pages' }, button('previous', -PAGE, first === 0),
        sm.el('span', { 'aria-live': 'polite' },
          sm.word('rows_of', { from: rows.length ? first + 1 : 0, to: last, n: rows.length })),
        button('next', PAGE, last >= rows.length)),
      sm.el('div', { class: 'sm-dialog-table', tabindex: '0', role: 'group', 'aria-labelledby': 'sm-table-title' },
        sm.el('table', { class: 'sm-table' },
          sm.el('caption', { class: 'sm-hint' }, sm.el('span', {}, sm.word('not_attacks'))),
          sm.el('thead', {}, sm.el('tr', {},
            sm.el('th', { scope: 'col' }, sm.word('title_column')),
            COLUMNS.map(([word]) => sm.el('th', { scope: 'col' }, sm.word(word))))),
          sm.el('tbody', {}, rows.slice(first, last).map(row)))));
  }

  /** Show the table of what the filter keeps. */
  sm.openTable = () => {
    first = 0;
    fill();
    dialog.showModal();
  };

  const dayText = (day) =>
    day === sm.MISSING ? null : new Date(day * 86400000).toISOString().slice(0, 10);

  function facts(event) {
    const { store } = sm;
    const say = (field) => store.say(event, field) ?? null;
    return {
      id: say('id'), type: styleOf(event), title: say('title'), when: say('when'),
      first_day: dayText(store.start[event]), last_day: dayText(store.end[event]),
      place: say('place'), precision: precisionOf(event), radius_m: store.radiusOf(event),
      attribution: attributionOf(event), harm: say('harm'), voices: say('voices'), sources: say('sources'),
    };
  }

  /** What the filter keeps as GeoJSON (RFC 7946). */
  sm.asGeoJson = () => JSON.stringify({
    type: 'FeatureCollection',
    features: kept().map((event) => ({
      type: 'Feature',
      id: sm.store.say(event, 'id'),
      geometry: sm.store.isDrawn(event)
        ? { type: 'Point', coordinates: [sm.store.lonOf(event), sm.store.latOf(event)] } : null,
      properties: facts(event),
    })),
  });

  /* A cell that a spreadsheet would run as a formula starts with an apostrophe. */
  function cell(value) {
    if (value === null || value === undefined) return '';
    const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
    const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  }

  /** What the filter keeps as CSV (RFC 4180). */
  sm.asCsv = () => {
    const rows = kept().map((event) => ({
      ...facts(event),
      lon: sm.store.isDrawn(event) ? sm.store.lonOf(event) : null,
      lat: sm.store.isDrawn(event) ? sm.store.latOf(event) : null,
    }));
    const names = Object.keys(rows[0] ?? facts(0));
    return [names, ...rows.map((entry) => names.map((name) => cell(entry[name])))]
      .map((line) => line.join(',')).join('\r\n');
  };

  function save(kind) {
    if (!sm.store.isWhole) {
      sm.on('whole', () => save(kind));
      return;
    }
    const [text, type] = kind === 'csv'
      ? [`\ufeff${sm.asCsv()}`, 'text/csv'] : [sm.asGeoJson(), 'application/geo+json'];
    const address = URL.createObjectURL(new Blob([text], { type }));
    const link = sm.el('a', { download: `reports.${kind}` });
    link.href = address;
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
  }

  sm.on('start', () => {
    dialog = sm.el('dialog', { class: 'sm-dialog', 'aria-labelledby': 'sm-table-title' });
    sm.nodes.root.append(dialog);
  });
})(strikemap);
