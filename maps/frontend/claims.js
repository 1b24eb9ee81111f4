/* Claims with their verdict, how they were read, and the table of their items. */
(function (sm) {
  'use strict';

  const MARKS = { __proto__: null, yes: '✓', no: '✕', undetermined: '?' };
  const CLASSES = { __proto__: null, holds: 'yes', fails: 'no', 'cannot be decided': 'undetermined' };

  const verdict = (value) => sm.el('span', { class: `sm-verdict sm-is-${value in MARKS ? value : 'undetermined'}` },
    sm.el('span', { 'aria-hidden': 'true', class: 'sm-verdict-mark' }, MARKS[value] ?? '?'), ' ',
    sm.word(value ?? 'undetermined'));

  const note = (...children) => sm.el('span', { class: 'sm-note' }, children);

  /* One row with the numbers of an item, and one below it for what does not fit beside them. */
  function rows(item, common) {
    const more = [item.relation === common ? null : item.relation, item.note].filter(Boolean);
    return [
      sm.el('tr', {},
        sm.el('th', { scope: 'row' }, sm.said(item.name ?? '')),
        sm.el('td', {}, sm.said(item.distance ?? ''),
          item.interval ? note(sm.word('interval'), ' ', sm.said(item.interval)) : null),
        sm.el('td', {}, item.verdict ? verdict(item.verdict) : null,
          item.as_written && item.as_written !== item.verdict
            ? note(sm.word('as_written'), ' ', sm.word(item.as_written)) : null)),
      more.length
        ? sm.el('tr', { class: 'sm-table-more' },
          sm.el('td', { colspan: 3 }, more.map((text) => note(sm.said(text))))) : null,
    ];
  }

  function table(items) {
    const heads = ['place', 'distance', 'with_hedge'];
    const relations = new Set(items.map((item) => item.relation ?? ''));
    const common = relations.size === 1 && items.length > 1 ? [...relations][0] : '';
    return sm.el('div', {
      class: 'sm-table-holder', tabindex: '0', role: 'group', 'aria-label': sm.word('claims'),
    },
    sm.el('table', { class: 'sm-table' },
      common ? sm.el('caption', { class: 'sm-note' }, sm.said(common)) : null,
      sm.el('thead', {}, sm.el('tr', {},
        heads.map((head) => sm.el('th', { scope: 'col' }, sm.word(head))))),
      sm.el('tbody', {}, items.map((item) => rows(item, common)))));
  }

  function explained(word, text) {
    if (!text || text.length === 0) return [];
    return [sm.el('dt', {}, sm.word(word)),
      ...[text].flat().map((line) => sm.el('dd', {}, sm.said(line)))];
  }

  function claim(entry) {
    const kind = CLASSES[entry.verdict] ?? 'undetermined';
    return sm.el('li', { class: `sm-claim sm-claim-${kind}` },
      sm.el('details', {},
        sm.el('summary', {},
          sm.el('span', { class: `sm-verdict sm-is-${kind}` },
            sm.el('span', { 'aria-hidden': 'true', class: 'sm-verdict-mark' }, MARKS[kind]), ' ',
            sm.word(entry.verdict ?? 'cannot be decided')),
          sm.el('span', { class: 'sm-claim-text' }, sm.said(entry.text ?? '')),
          entry.stated_by
            ? sm.el('span', { class: 'sm-note' }, ...sm.word('stated_by', { who: '\u0000' })
              .split('\u0000').flatMap((text, i) => (i ? [sm.said(entry.stated_by), text] : [text])))
            : null),
        entry.items?.length ? table(entry.items) : null,
        sm.el('dl', { class: 'sm-explained' },
          explained('reading', entry.reading),
          explained('turns', entry.turns),
          explained('missing', entry.missing),
          explained('sources', entry.source))));
  }

  sm.claims = () => sm.section('claims', sm.word('claims'),
    sm.el('ul', { class: 'sm-claim-list' }, sm.data.claims.map(claim)));
})(strikemap);
