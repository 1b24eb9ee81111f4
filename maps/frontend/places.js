/* Find a place: what the reports name and what the map labels, and go there. */
(function (sm) {
  'use strict';

  const MOST = 6;
  const LEAST_LETTERS = 2;
  const LEVELS = {
    country: { zoom: 5, word: 'level_country' },
    admin1: { zoom: 7, word: 'level_admin1' },
    town: { zoom: 10, word: 'level_town' },
  };

  let toponyms = null;

  /* Where the reports of each written place lie. */
  function reported() {
    if (toponyms || !sm.store.texts?.place) return toponyms ?? [];
    const found = new Map();
    const { place } = sm.store.texts;
    for (let event = 0; event < sm.store.rows; event += 1) {
      if (!sm.store.isDrawn(event)) continue;
      const line = place.lineOf(event);
      if (!found.has(line)) found.set(line, { line, events: [] });
      found.get(line).events.push(event);
    }
    const byName = new Map();
    for (const { line, events } of found.values()) {
      const text = place.line(line);
      if (text === '') continue;
      const entry = byName.get(text) ?? { name: String(JSON.parse(text)), events: [] };
      entry.events.push(...events);
      byName.set(text, entry);
    }
    toponyms = [...byName.values()].map((entry) => ({ ...entry, plain: sm.plain(entry.name) }));
    return toponyms;
  }

  const labelled = () => sm.placeNames().map(({ name, level, places }) => ({
    name, level, plain: sm.plain(name), at: places[0],
  }));

  /** Places whose name holds a text: reported ones first, those that begin with it before others. */
  sm.findPlaces = (text) => {
    const wanted = sm.plain(text.trim());
    if (wanted.length < LEAST_LETTERS) return [];
    const rank = ({ plain, events }) => (plain.startsWith(wanted) ? 0 : 2) + (events ? 0 : 1);
    return [...reported(), ...labelled()]
      .filter(({ plain }) => plain.includes(wanted))
      .sort((a, b) => rank(a) - rank(b) || (b.events?.length ?? 0) - (a.events?.length ?? 0))
      .slice(0, MOST);
  };

  /** Move the map to a place that was found. */
  sm.goTo = ({ events, level, at }) => {
    const animate = !sm.reducedMotion.matches;
    if (!events) {
      const lat = (Math.atan(Math.sinh(Math.PI * (1 - 2 * at[1]))) * 180) / Math.PI;
      sm.map.setView([lat, at[0] * 360 - 180], LEVELS[level].zoom, { animate });
      return;
    }
    const box = L.latLngBounds(
      events.map((event) => [sm.store.latOf(event), sm.store.lonOf(event)]));
    sm.map.fitBounds(box, { padding: [60, 60], maxZoom: 11, animate });
  };

  const kind = ({ events, level }) => (events
    ? sm.word('n_reports', { n: events.length }) : sm.word(LEVELS[level].word));

  /** The places that fit the text of a search field, as buttons below it. */
  sm.placeFinder = (search) => {
    const list = sm.el('ul', { class: 'sm-places', 'aria-label': sm.word('go_to'), hidden: true });
    const show = () => {
      const found = sm.findPlaces(search.value);
      list.hidden = found.length === 0;
      sm.put(list, found.map((place) => sm.el('li', {}, sm.el('button', {
        type: 'button', class: 'sm-place', click: () => sm.goTo(place),
      }, sm.el('span', { class: 'sm-choice-name' }, sm.brief(place.name)),
      sm.el('span', { class: 'sm-note' }, kind(place))))));
    };
    const step = (from, by) => {
      const buttons = [...list.querySelectorAll('button')];
      const at = buttons.indexOf(from) + by;
      (at < 0 ? search : buttons[Math.min(at, buttons.length - 1)])?.focus();
    };
    const keys = (event) => {
      const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!by || list.hidden) return;
      event.preventDefault();
      step(event.target, by);
    };
    search.addEventListener('input', show);
    search.addEventListener('keydown', (event) => {
      if (event.key === 'ArrowDown') keys(event);
      else if (event.key === 'Enter' && !list.hidden) list.querySelector('button').click();
    });
    list.addEventListener('keydown', keys);
    sm.on('filter', () => {
      if (sm.filter.text === '' && document.activeElement !== search) list.hidden = true;
    });
    return list;
  };
})(strikemap);
