/* The list of reports by date: of what the filter keeps, those that lie in the view of the map, and
   those that lie on no map. Only the rows in sight exist as elements, so that a hundred thousand
   reports scroll like ten. */
(function (sm) {
  'use strict';

  const ROW = 62;
  const SPARE = 6;
  const MOST_ROWS = 250000;

  let events = [];
  let newestFirst = true;
  let holder = null;
  let toggle = null;
  let empty = null;
  let active = 0;

  /** Whether the list leaves out what lies beyond the view of the map. */
  sm.followsMap = true;

  const REST_MS = 200;
  let [inAll, follow] = [0, null];

  /* The view in shares of the world: a number per side, as hundreds of thousands are compared. */
  function sidesOf({ world, origin, left, right, top, bottom, centre }) {
    return {
      west: (left + origin.x) / world, east: (right + origin.x) / world,
      north: (top + origin.y) / world, south: (bottom + origin.y) / world, centre,
    };
  }

  let extent = null;

  /* Whether everything that is drawn lies in the view, so that nothing needs to be compared. */
  function holdsAll({ west, east, north, south, centre }) {
    const { ux, uy, rows } = sm.store;
    if (!extent) {
      extent = { west: Infinity, east: -Infinity, north: Infinity, south: -Infinity };
      for (let event = 0; event < rows; event += 1) {
        if (!sm.store.isDrawn(event)) continue;
        extent.west = Math.min(extent.west, ux[event]);
        extent.east = Math.max(extent.east, ux[event]);
        extent.north = Math.min(extent.north, uy[event]);
        extent.south = Math.max(extent.south, uy[event]);
      }
    }
    return extent.west >= west && extent.east <= east && extent.north >= north
      && extent.south <= south && Math.abs(centre - 0.5) < 0.5;
  }

  function ordered() {
    const kept = [];
    const { order, passes, style, styleOn, flags, ux, uy } = sm.store;
    const sides = sidesOf(sm.view(sm.map));
    const { west, east, north, south, centre } = sides;
    const isWhole = !sm.followsMap || holdsAll(sides);
    inAll = 0;
    for (let at = 0; at < order.length; at += 1) {
      const event = order[at];
      if (passes[event] === 0 || !styleOn[style[event]]) continue;
      inAll += 1;
      if (!isWhole && (flags[event] & 1) !== 0) {
        const y = uy[event];
        if (y < north || y > south) continue;
        const x = ux[event] + Math.round(centre - ux[event]);
        if (x < west || x > east) continue;
      }
      kept.push(event);
    }
    follow.lastChild.textContent = sm.word('follow', { n: kept.length, all: inAll });
    if (!newestFirst) kept.reverse();
    return [...kept.slice(0, MOST_ROWS), ...sm.withdrawn()];
  }

  const text = (title, when, place) => sm.el('span', { class: 'sm-row-text' },
    sm.el('span', { class: 'sm-row-title' }, sm.brief(title)),
    sm.el('span', { class: 'sm-row-facts' }, sm.brief(when ?? sm.word('undated')),
      place ? [' · ', sm.brief(place)] : null));

  /* What a large page shows of its newest reports before it has read them all. */
  function sketch() {
    const { newest, rows, styles, attributions } = sm.data.events;
    if (newest.length === 0) return;
    sm.nodes.count.textContent = `${sm.word('n_reports', { n: rows })}. ${sm.word('loading')}`;
    holder.style.height = `${newest.length * ROW}px`;
    sm.put(holder, newest.map(([title, when, place, style, attribution, isPin], position) => {
      const look = { attribution: attributions[attribution], hollow: !isPin };
      const item = sm.el('li', { class: 'sm-row-holder' }, sm.el('div', { class: 'sm-row' },
        sm.swatch(styles[style], look), text(title ?? styles[style].label, when, place)));
      item.style.transform = `translateY(${position * ROW}px)`;
      return item;
    }));
  }

  /* A report that stands, and one that was withdrawn: struck through, with the reason. */
  function facesOf(event) {
    if (sm.isWithdrawn(event)) {
      return [sm.swatch(sm.WITHDRAWN_STYLE, { hollow: true }), sm.el('span', { class: 'sm-row-text' },
        sm.el('span', { class: 'sm-row-title' }, sm.struck(event.title)),
        sm.el('span', { class: 'sm-row-facts' }, sm.whyWithdrawn(event)))];
    }
    const { store } = sm;
    const style = sm.data.events.styles[store.style[event]];
    const swatch = sm.swatch(style, {
      attribution: sm.data.events.attributions[store.attribution[event]],
      hollow: !store.isAtPoint(event) || !store.isDrawn(event),
    });
    const [title, when, place] = ['title', 'when', 'place'].map((field) => store.say(event, field));
    return [swatch, text(title ?? style.label, when, place)];
  }

  const keyOf = (event) => (sm.isWithdrawn(event) ? `gone-${event.id}` : String(event));

  function row(position) {
    const event = events[position];
    const button = sm.el('button', {
      type: 'button', class: 'sm-row', tabindex: position === active ? '0' : '-1',
      'data-position': position, 'data-event': keyOf(event), 'aria-current': event === sm.chosen ? 'true' : false,
      click: () => {
        active = position;
        sm.openReports([event], { from: button });
      },
    },
    facesOf(event));
    const item = sm.el('li', {
      class: 'sm-row-holder', 'aria-setsize': events.length, 'aria-posinset': position + 1,
    }, button);
    item.style.transform = `translateY(${position * ROW}px)`;
    return item;
  }

  const MOST_ON_PAPER = 400;
  let more = null;
  let isPaper = false;

  /** Make all rows for paper, as many as a reader would print; or only those in sight again. */
  sm.printRows = (isOn) => {
    if (!holder) return;
    isPaper = isOn;
    paint();
    const left = events.length - MOST_ON_PAPER;
    more.hidden = !isOn || left <= 0;
    more.textContent = sm.word('and_more', { n: left });
  };

  function paint() {
    if (!holder || !sm.store.ready) return;
    if (isPaper) {
      sm.put(holder, events.slice(0, MOST_ON_PAPER).map((_, position) => row(position)));
      return;
    }
    const seen = sm.nodes.scroll.getBoundingClientRect();
    const top = holder.getBoundingClientRect().top;
    const first = Math.max(0, Math.floor((seen.top - top) / ROW) - SPARE);
    const last = Math.min(events.length, Math.ceil((seen.bottom - top) / ROW) + SPARE);
    const shown = [];
    for (let position = first; position < last; position += 1) shown.push(position);
    if (active < events.length && (active < first || active >= last)) shown.push(active);
    const focused = holder.contains(document.activeElement)
      ? document.activeElement.dataset.position : null;
    sm.put(holder, shown.map(row));
    if (focused !== null) rowAt(focused)?.focus({ preventScroll: true });
  }

  const rowAt = (position) => holder.querySelector(`[data-position="${Number(position)}"]`);

  /** Give the focus to the row of a report; false where it is out of sight. */
  sm.focusRow = (key) => {
    const button = [...holder.querySelectorAll('.sm-row')].find(({ dataset }) => dataset.event === key);
    button?.focus({ preventScroll: true });
    return Boolean(button);
  };

  function move(to) {
    active = Math.max(0, Math.min(events.length - 1, to));
    const top = holder.getBoundingClientRect().top - sm.nodes.scroll.getBoundingClientRect().top;
    const at = top + active * ROW;
    const { scroll } = sm.nodes;
    if (at < 0) scroll.scrollTop += at;
    else if (at + ROW > scroll.clientHeight) scroll.scrollTop += at + ROW - scroll.clientHeight;
    paint();
    rowAt(active)?.focus({ preventScroll: true });
  }

  const STEPS = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };

  function keys(event) {
    if (event.key in STEPS) move(active + STEPS[event.key]);
    else if (event.key === 'Home') move(0);
    else if (event.key === 'End') move(events.length - 1);
    else return;
    event.preventDefault();
  }

  function arrange() {
    events = ordered();
    active = Math.min(active, Math.max(0, events.length - 1));
    holder.style.height = `${events.length * ROW}px`;
    toggle.textContent = sm.word(newestFirst ? 'newest_first' : 'oldest_first');
    toggle.hidden = events.length < 2;
    follow.firstChild.checked = sm.followsMap;
    empty.hidden = events.length > 0;
    empty.textContent = sm.word(inAll > 0 ? 'none_here' : 'none_kept');
  }

  function refresh() {
    if (!holder || !sm.store.ready) return;
    arrange();
    paint();
  }

  /** Let the list follow the map, or show all that the filter keeps. */
  sm.setFollowing = (isOn) => {
    sm.followsMap = isOn;
    refresh();
    sm.emit('following');
  };

  function follower() {
    return sm.el('label', { class: 'sm-choice sm-follow' },
      sm.el('input', { type: 'checkbox', change: ({ target }) => sm.setFollowing(target.checked) }),
      sm.el('span', { class: 'sm-choice-name' }));
  }

  sm.list = () => {
    follow = follower();
    toggle = sm.el('button', {
      type: 'button', class: 'sm-plain',
      click: () => {
        newestFirst = !newestFirst;
        refresh();
      },
    });
    more = sm.el('p', { class: 'sm-hint', hidden: true });
    empty = sm.el('p', { class: 'sm-hint', hidden: true });
    holder = sm.el('ol', { class: 'sm-rows', keydown: keys });
    let waiting = false;
    sm.nodes.scroll.addEventListener('scroll', () => {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(() => {
        waiting = false;
        paint();
      });
    }, { passive: true });
    new ResizeObserver(() => paint()).observe(sm.nodes.scroll);
    const table = sm.el('button', { type: 'button', class: 'sm-plain', click: () => sm.openTable() },
      sm.word('table'));
    const part = sm.section('list', sm.word('list'),
      sm.el('div', { class: 'sm-list-tools' }, toggle, table), sm.filters(), follow, empty,
      holder, more);
    sketch();
    return part;
  };

  /* At the start the rows wait for the layout that the browser makes anyway. */
  sm.on('loaded', () => {
    if (!holder) return;
    arrange();
    requestAnimationFrame(paint);
  });
  let moved = 0;
  sm.on('start', () => sm.map.on('moveend', () => {
    clearTimeout(moved);
    if (sm.followsMap) moved = setTimeout(refresh, REST_MS);
  }));
  for (const name of ['filter', 'theme']) sm.on(name, refresh);
  sm.on('chosen', paint);
})(strikemap);
