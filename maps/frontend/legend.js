/* The legend: types with their numbers as switches, then what the other signs mean. */
(function (sm) {
  'use strict';

  let switches = [];

  function countsByStyle() {
    const { store } = sm;
    const counts = sm.data.events.styles.map(() => 0);
    for (let event = 0; event < store.rows; event += 1) {
      if (store.passes[event]) counts[store.style[event]] += 1;
    }
    return counts;
  }

  function row(style, number) {
    const box = sm.el('input', {
      type: 'checkbox', change: (event) => sm.showStyle(number, event.target.checked),
    });
    const count = sm.el('span', { class: 'sm-number' });
    const swatch = sm.el('span', { class: 'sm-swatch-holder' });
    switches.push({ box, count, swatch, style });
    return sm.el('li', {}, sm.el('label', { class: 'sm-switch' }, box, swatch,
      sm.el('span', { class: 'sm-switch-name' }, sm.brief(style.label)), count));
  }

  /* One sign and its meaning; only signs that stand on this map are explained. */
  function sign(picture, name, meaning) {
    return sm.el('li', { class: 'sm-sign' }, picture,
      sm.el('span', {}, sm.el('strong', {}, name), ' ', meaning));
  }

  const NEUTRAL = () => ({ shape: 'circle', colour: '#6b7280' });

  function rangeSign() {
    return sm.svg('svg', { viewBox: '-13 -13 26 26', class: 'sm-swatch', 'aria-hidden': 'true' },
      sm.svg('circle', { r: 11, fill: 'currentColor', 'fill-opacity': 0.08, stroke: 'currentColor',
        'stroke-width': 1, 'stroke-opacity': 0.7 }),
      sm.svg('circle', { r: 5, fill: '#6b7280' }));
  }

  function areaSign() {
    return sm.svg('svg', { viewBox: '-13 -13 26 26', class: 'sm-swatch', 'aria-hidden': 'true' },
      sm.svg('circle', { r: 11, fill: 'currentColor', 'fill-opacity': 0.12, stroke: 'currentColor',
        'stroke-width': 1.6, 'stroke-dasharray': '1 3', 'stroke-linecap': 'round' }),
      sm.svg('circle', { r: 3.6, fill: 'var(--sm-casing)', stroke: '#6b7280', 'stroke-width': 2 }));
  }

  function precisionSigns() {
    const { store } = sm;
    let [points, areas] = [false, false];
    for (let event = 0; event < store.rows; event += 1) {
      if (!store.isDrawn(event)) continue;
      if (store.isAtPoint(event)) points = true;
      else areas = true;
    }
    return [
      points && sign(rangeSign(), sm.word('sign_point'), sm.word('symbol_means')),
      areas && sign(areaSign(), sm.word('sign_area'), sm.word('area_means')),
    ].filter(Boolean);
  }

  function attributionSigns() {
    const { attributions } = sm.data.events;
    const seen = new Set(sm.store.attribution);
    return attributions
      .filter((word, number) => word && seen.has(number))
      .map((word) => sign(sm.swatch(NEUTRAL(), { attribution: word }), sm.word(word), sm.word(`${word}_means`)));
  }

  function lineSign(className) {
    return sm.svg('svg', { viewBox: '0 0 26 26', class: 'sm-swatch', 'aria-hidden': 'true' },
      sm.svg('line', { x1: 1, y1: 13, x2: 25, y2: 13, class: className }));
  }

  /* Outlines that are no claim's are called by their own name. */
  function referenceSigns() {
    const ofClaims = sm.data.lines.filter(({ own }) => !own);
    const verdicts = new Set(ofClaims.flatMap(({ lines }) => lines.map(({ verdict }) => verdict)));
    const outlines = sm.data.lines.filter(({ own }) => own).map(({ label }) =>
      sm.el('li', { class: 'sm-sign' }, lineSign('sm-line sm-line-limit'), sm.el('span', {}, label)));
    const rings = sm.data.rings.map((site) => sm.el('li', { class: 'sm-sign' },
      lineSign('sm-ring'),
      sm.el('span', {}, sm.said(site.label, 'sm-strong'), ' ',
        site.rings.map(({ radius }) => sm.distance(radius)).join(', '))));
    const lines = [...verdicts].sort().reverse().map((verdict) =>
      sign(lineSign(`sm-line sm-line-${verdict}`), sm.word(verdict), sm.word(`line_${verdict}`)));
    return [...rings, ...lines, ...outlines];
  }

  /* A group of signs under a small heading; nothing without signs. */
  const group = (title, signs, className = '') => (signs.length === 0 ? null : [
    sm.el('h3', { class: 'sm-h3' }, title),
    sm.el('ul', { class: `sm-sign-list ${className}` }, signs),
  ]);

  sm.legend = () => {
    switches = [];
    queueMicrotask(refresh);
    const { styles } = sm.data.events;
    return sm.section('legend', sm.data.page.styledBy
      ? sm.brief(sm.word('reports_by', { what: sm.term(sm.data.page.styledBy) })) : sm.word('reports_by_type'),
      sm.el('p', { class: 'sm-hint' }, sm.word('not_attacks')),
      sm.el('ul', { class: 'sm-switches' }, styles.map(row)),
      sm.el('div', { class: 'sm-signs' },
        sm.sizeSigns(),
        group(sm.word('precision'), precisionSigns()),
        group(sm.word('attribution'), attributionSigns(), 'sm-attribution-signs'),
        group(sm.word('distances'), referenceSigns())));
  };

  function refresh() {
    if (!sm.store.ready || switches.length === 0) return;
    const counts = countsByStyle();
    switches.forEach(({ box, count, swatch, style }, number) => {
      box.checked = sm.store.styleOn[number];
      count.textContent = sm.number(counts[number]);
      sm.put(swatch, sm.swatch(style));
    });
  }

  sm.on('filter', refresh);
  sm.on('theme', refresh);
})(strikemap);
