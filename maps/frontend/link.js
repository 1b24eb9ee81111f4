/* The state of the page in the address: view, filter, time, open report. A link gives it back. */
(function (sm) {
  'use strict';

  let isReading = false;
  let waiting = 0;

  const offs = (states) => states.flatMap((isOn, number) => (isOn ? [] : [number])).join('.');

  /* A list as the numbers of what is off, or of what is on if those are fewer. */
  function shortest(states) {
    const on = states.filter(Boolean).length;
    if (2 * on >= states.length) return offs(states);
    return `o${states.flatMap((isOn, number) => (isOn ? [number] : [])).join('.')}`;
  }

  function statesFrom(text, states) {
    const isOnly = (text ?? '').startsWith('o');
    const listed = numbers(isOnly ? text.slice(1) : text);
    return states.map((_, number) => listed.has(number) === isOnly);
  }

  function state() {
    const { lat, lng } = sm.map.getCenter();
    const { filter, store } = sm;
    const entries = {
      v: `${sm.map.getZoom()}/${lat.toFixed(3)}/${lng.toFixed(3)}`,
      off: offs(store.styleOn),
      a: offs(filter.attributions),
      p: offs(filter.precisions),
      t: filter.from === null ? '' : `${filter.from}.${filter.to}`,
      q: filter.text,
      l: sm.followsMap ? '' : 'all',
      ...Object.fromEntries(sm.facets.map(({ key, on }) => [key, shortest(on)])),
      e: sm.isOpen ? String(sm.openId() ?? '') : '',
    };
    return new URLSearchParams(Object.entries(entries).filter(([, value]) => value !== '')).toString();
  }

  /** The address of what is seen now, which the address bar learns a moment later. */
  sm.address = () => `${window.location.href.split('#')[0]}#${state()}`;

  function write() {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      if (isReading || !sm.store.isWhole) return;
      try {
        history.replaceState(null, '', `#${state()}`);
      } catch {
        // inside a notebook's frame there is no address to write to
      }
    }, 250);
  }

  const whole = (text) => (/^-?\d{1,7}$/.test(text) ? Number(text) : null);
  const numbers = (text) => new Set((text ?? '').split('.').map(whole).filter((n) => n !== null));

  function showView(text) {
    const [zoom, lat, lon] = text.split('/').map(Number);
    if (![zoom, lat, lon].every(Number.isFinite) || Math.abs(lat) > 85) return;
    sm.map.setView([lat, lon], zoom, { animate: false });
  }

  function rowOf(id) {
    for (let row = 0; row < sm.store.rows; row += 1) if (sm.store.say(row, 'id') === id) return row;
    return sm.data.page.withdrawn.find((entry) => entry.id === id) ?? null;
  }

  function read() {
    const entries = new URLSearchParams(window.location.hash.slice(1));
    if (!sm.store.isWhole || [...entries].length === 0) return;
    isReading = true;
    const isOn = (name, states) => {
      const off = numbers(entries.get(name));
      return states.map((_, number) => !off.has(number));
    };
    isOn('off', sm.store.styleOn).forEach((on, number) => sm.showStyle(number, on));
    for (const facet of sm.facets) facet.on = statesFrom(entries.get(facet.key), facet.on);
    const [from, to] = (entries.get('t') ?? '').split('.').map(whole);
    const hasTime = Number.isInteger(from) && Number.isInteger(to) && from <= to;
    sm.setFilter({
      attributions: isOn('a', sm.filter.attributions),
      precisions: isOn('p', sm.filter.precisions),
      from: hasTime ? from : null,
      to: hasTime ? to : null,
      text: (entries.get('q') ?? '').slice(0, 200),
    });
    sm.setFollowing(entries.get('l') !== 'all');
    if (entries.has('v')) showView(entries.get('v'));
    const row = entries.has('e') ? rowOf(entries.get('e')) : null;
    if (row !== null) sm.openReports([row]);
    isReading = false;
  }

  sm.on('start', () => {
    sm.map.on('moveend', write);
    window.addEventListener('hashchange', read);
  });
  sm.on('whole', read);
  sm.on('filter', write);
  sm.on('following', write);
  sm.on('chosen', write);
})(strikemap);
