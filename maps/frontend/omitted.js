/* What the map leaves out, counted and named with the reason. */
(function (sm) {
  'use strict';

  const MOST = 200;
  let part = null;

  function undrawn() {
    const found = [];
    for (const event of sm.store.order ?? []) if (!sm.store.isDrawn(event)) found.push(event);
    return found;
  }

  function row(event) {
    const button = sm.el('button', {
      type: 'button', class: 'sm-omitted-row',
      click: () => sm.openReports([event], { from: button }),
    },
    sm.el('span', { class: 'sm-row-title' }, sm.brief(sm.store.say(event, 'title') ?? '')),
    sm.el('span', { class: 'sm-row-facts' },
      sm.brief(sm.store.say(event, 'when') ?? sm.word('undated')),
      sm.store.say(event, 'place') ? [' · ', sm.brief(sm.store.say(event, 'place'))] : null),
    sm.el('span', { class: 'sm-reason' }, sm.brief(sm.reasonOf(event))));
    return sm.el('li', {}, button);
  }

  const other = (entry) => sm.el('li', { class: 'sm-omitted-row' },
    sm.el('span', { class: 'sm-row-title' }, sm.said(entry.label ?? '')),
    entry.toponym ? sm.el('span', { class: 'sm-row-facts' }, sm.said(entry.toponym)) : null,
    sm.el('span', { class: 'sm-reason' }, sm.said(entry.reason ?? '')));

  /** How many things the map leaves out. */
  sm.omittedCount = () => undrawn().length + sm.data.page.notShown.length;

  sm.omitted = () => {
    part = sm.el('div', {});
    return part;
  };

  sm.on('loaded', () => {
    if (!part || sm.omittedCount() === 0) return;
    const events = undrawn();
    const others = sm.data.page.notShown;
    const left = events.length + others.length - MOST;
    const items = [...events.slice(0, MOST).map(row), ...others.slice(0, MOST).map(other)];
    sm.put(part, sm.section('omitted', `${sm.word('not_shown')}: ${sm.number(sm.omittedCount())}`,
      sm.el('p', { class: 'sm-hint' }, sm.word('not_shown_why')),
      sm.el('ul', { class: 'sm-omitted-list' }, items),
      left > 0 ? sm.el('p', { class: 'sm-hint' }, sm.word('and_more', { n: left })) : null));
  });
})(strikemap);
