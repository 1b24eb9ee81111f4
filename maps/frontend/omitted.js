/* What the map leaves out, counted and named with the reason; and reports that were withdrawn,
   which are neither drawn nor counted and stand struck through wherever reports are listed. */
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

  /** How a report that no longer stands looks where the others have their symbol. */
  sm.WITHDRAWN_STYLE = { shape: 'cross', colour: '#6b7280' };

  /** Whether something listed is a report that was withdrawn. */
  sm.isWithdrawn = (event) => event !== null && typeof event === 'object';

  /** Reports that were withdrawn and hold the words that are searched. */
  sm.withdrawn = () => sm.data.page.withdrawn.filter((entry) => sm.holdsWords(entry));

  /** A text struck through, for the ear as well as for the eye. */
  sm.struck = (text) => [
    sm.el('span', { class: 'sm-off-screen' }, sm.word('struck'), ' '), sm.el('s', {}, sm.brief(text ?? '')),
  ];

  /** Why a report was withdrawn, in words. */
  sm.whyWithdrawn = ({ standing, reason }) =>
    [sm.word(standing), reason ? [': ', sm.brief(reason)] : null];

  /** How many things the map leaves out. */
  sm.omittedCount = () => undrawn().length + sm.data.page.notShown.length;

  sm.omitted = () => {
    part = sm.el('div', {});
    return part;
  };

  /* Where nothing else is listed there is no list at whose end they could stand. */
  function alone() {
    if (sm.store.rows || sm.data.page.withdrawn.length === 0) return [];
    return [sm.section('withdrawn', sm.word('struck'), sm.el('ul', { class: 'sm-omitted-list' },
      sm.data.page.withdrawn.slice(0, MOST).map((entry) => sm.el('li', { class: 'sm-omitted-row' },
        sm.el('span', { class: 'sm-row-title' }, sm.struck(entry.title)),
        sm.el('span', { class: 'sm-reason' }, sm.whyWithdrawn(entry))))))];
  }

  sm.on('loaded', () => {
    if (!part) return;
    part.append(...alone());
    if (sm.omittedCount() === 0) return;
    const events = undrawn();
    const others = sm.data.page.notShown;
    const left = events.length + others.length - MOST;
    const items = [...events.slice(0, MOST).map(row), ...others.slice(0, MOST).map(other)];
    part.prepend(sm.section('omitted', `${sm.word('not_shown')}: ${sm.number(sm.omittedCount())}`,
      sm.el('p', { class: 'sm-hint' }, sm.word('not_shown_why')),
      sm.el('ul', { class: 'sm-omitted-list' }, items),
      left > 0 ? sm.el('p', { class: 'sm-hint' }, sm.word('and_more', { n: left })) : null));
  });
})(strikemap);
