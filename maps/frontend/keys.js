/* What the layers beside the events mean: areas and their classes, named places, links, heat,
   hexagons. Their figures stand here too, for those who do not see the map. */
(function (sm) {
  'use strict';

  const patch = (colour, className = '') => sm.svg('svg', {
    viewBox: '0 0 26 26', class: `sm-swatch ${className}`, 'aria-hidden': 'true',
  }, sm.svg('rect', { x: 2, y: 5, width: 22, height: 16, rx: 2, fill: colour ?? 'none' }));

  const lineSign = (className) => sm.svg('svg', {
    viewBox: '0 0 26 26', class: 'sm-swatch', 'aria-hidden': 'true',
  }, sm.svg('line', { x1: 1, y1: 13, x2: 25, y2: 13, class: className }));

  const dotSign = () => sm.svg('svg', {
    viewBox: '0 0 26 26', class: 'sm-swatch', 'aria-hidden': 'true',
  }, sm.svg('circle', { cx: 13, cy: 13, r: 4, class: 'sm-named-site' }));

  const sign = (picture, ...children) =>
    sm.el('li', { class: 'sm-sign' }, picture, sm.el('span', {}, children));

  const range = (low, high) => (low === high
    ? sm.number(low) : sm.word('span', { from: sm.number(low), to: sm.number(high) }));

  const folded = (title, items) => sm.el('details', {},
    sm.el('summary', {}, title), sm.el('ul', { class: 'sm-key-list' }, items));

  const item = (...children) => sm.el('li', {}, children);

  function areas({ label, unit, note, leftOut, classes, shapes }) {
    const blank = shapes.filter((shape) => shape.class === null).length;
    const names = [...shapes].sort((a, b) => (b.value ?? -Infinity) - (a.value ?? -Infinity));
    return sm.el('div', { class: 'sm-key' },
      sm.el('h3', { class: 'sm-h3' }, sm.said(label), unit && unit !== 'reports' ? [', ', sm.said(unit)] : null),
      sm.el('ul', { class: 'sm-sign-list' },
        classes.map(({ low, high, said, count, colour, shade }) => sign(patch(colour, `sm-patch sm-shade-${shade}`),
          said === undefined ? range(low, high) : sm.said(said), sm.el('span', { class: 'sm-note' }, ' · ', sm.word('n_areas', { n: count })))),
        blank ? sign(patch(null, classes.length ? 'sm-area-blank' : 'sm-area-outline'), classes.length ? `${sm.word('no_figure')} · ` : '',
          sm.el('span', { class: 'sm-note' }, sm.word('n_areas', { n: blank }))) : null),
      note ? sm.el('p', { class: 'sm-hint' }, sm.said(note)) : null,
      leftOut ? sm.el('p', { class: 'sm-hint' }, sm.word('areas_left_out', { n: leftOut })) : null,
      folded(sm.word('all_areas', { n: shapes.length }), names.map((shape) =>
        item(sm.said(classes.length ? sm.areaText(shape, unit) : shape.name)))));
  }

  const sites = ({ label, sites: all }) => sm.el('div', { class: 'sm-key' },
    sm.el('ul', { class: 'sm-sign-list' }, sign(dotSign(), sm.said(label))),
    folded(sm.word('all_places', { n: all.length }), all.map(({ name, radius }) =>
      item(sm.said(name), radius === null ? null
        : sm.el('span', { class: 'sm-note' }, ' ', sm.word('within', { radius: sm.distance(radius) }))))));

  const links = ({ label, links: all }) => sm.el('div', { class: 'sm-key' },
    sm.el('ul', { class: 'sm-sign-list' }, sign(lineSign('sm-link'), sm.said(label))),
    sm.el('p', { class: 'sm-hint' }, sm.word('links_mean')),
    folded(sm.word('all_links', { n: all.length }), all.map(({ left, right, text }) =>
      item(sm.said(left), ' – ', sm.said(right), ': ', sm.said(text)))));

  function inAreasOnly() {
    let n = 0;
    for (let event = 0; event < sm.store.rows; event += 1) {
      if (sm.store.isKept(event) && sm.store.isDrawn(event) && !sm.store.isAtPoint(event)) n += 1;
    }
    return n ? sm.el('p', { class: 'sm-hint' }, sm.word('not_in_density', { n })) : null;
  }

  function heat() {
    const { peak } = sm.density.heat;
    return [
      sm.el('h3', { class: 'sm-h3' }, sm.word('heat')),
      sm.el('div', { class: 'sm-heat-bar', 'aria-hidden': 'true' }),
      sm.el('p', { class: 'sm-hint' }, sm.word('heat_means', {
        n: sm.number(Math.round(10 * peak) / 10), width: sm.number(sm.heatSigma),
      })),
    ];
  }

  function hexagons() {
    const { limits, most, width, area } = sm.density.hexagons;
    return [
      sm.el('h3', { class: 'sm-h3' }, sm.word('hexagons')),
      sm.el('ul', { class: 'sm-sign-list' }, limits.map((low, at) => {
        const next = limits[at + 1];
        return sign(patch(sm.shadeOfClass(at, limits.length), 'sm-patch sm-cell'),
          range(low, next ? next - 1 : Math.max(most, low)));
      })),
      sm.el('p', { class: 'sm-hint' }, sm.word('hexagons_mean', { width: sm.distance(width), area: sm.area(area) })),
    ];
  }

  let holder = null;

  function refresh() {
    if (!holder || !sm.store.ready) return;
    const shown = [
      sm.densityShown.heat && sm.density.heat ? heat() : null,
      sm.densityShown.hexagons && sm.density.hexagons ? hexagons() : null,
    ].filter(Boolean);
    sm.put(holder, shown.length ? [...shown, inAreasOnly()] : []);
  }

  /** The key of the layers beside the events; null without any. */
  sm.keys = () => {
    const { data } = sm;
    if (!data.areas.length && !data.sites.length && !data.links.length && !data.densities.length) return null;
    holder = sm.el('div', { class: 'sm-key' });
    let waiting = 0;
    sm.on('density', () => {
      clearTimeout(waiting);
      waiting = setTimeout(refresh, 60);
    });
    sm.on('theme', refresh);
    return sm.section('keys', sm.word('other_layers'), holder,
      data.areas.map(areas), data.sites.map(sites), data.links.map(links));
  };
})(strikemap);
