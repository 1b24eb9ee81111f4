/* Move the map by single clicks: nobody has to drag it (WCAG 2.2, criterion 2.5.7). */
(function (sm) {
  'use strict';

  const STEP = 120;
  const WAYS = {
    up: { by: [0, -STEP], turn: 0, word: 'pan_up' },
    right: { by: [STEP, 0], turn: 90, word: 'pan_right' },
    down: { by: [0, STEP], turn: 180, word: 'pan_down' },
    left: { by: [-STEP, 0], turn: 270, word: 'pan_left' },
  };

  const picture = (path, turn) => sm.svg('svg', { viewBox: '0 0 20 20', 'aria-hidden': 'true' },
    sm.svg('path', {
      d: path, fill: 'none', stroke: 'currentColor', 'stroke-width': 1.8,
      transform: `rotate(${turn} 10 10)`,
    }));

  function arrow(name) {
    const { by, turn, word } = WAYS[name];
    return sm.el('button', {
      type: 'button', class: `sm-tool sm-pan-${name}`, title: sm.word(word),
      'aria-label': sm.word(word),
      click: () => sm.map.panBy(by, { animate: !sm.reducedMotion.matches }),
    }, picture('M5 12l5-5 5 5', turn));
  }

  const PanControl = L.Control.extend({
    options: { position: 'topleft' },
    onAdd() {
      const arrows = sm.el('div', { class: 'sm-arrows', id: 'sm-arrows', hidden: true },
        Object.keys(WAYS).map(arrow));
      const opener = sm.el('button', {
        type: 'button', class: 'sm-tool sm-pan', title: sm.word('pan'), 'aria-label': sm.word('pan'),
        'aria-expanded': 'false', 'aria-controls': 'sm-arrows',
        click: () => {
          arrows.hidden = !arrows.hidden;
          opener.setAttribute('aria-expanded', String(!arrows.hidden));
        },
      }, picture('M10 2v16M2 10h16M7.5 4.5 10 2l2.5 2.5M7.5 15.5 10 18l2.5-2.5M4.5 7.5 2 10l2.5 2.5M15.5 7.5 18 10l-2.5 2.5', 0));
      const holder = sm.el('div', { class: 'leaflet-bar sm-pan-holder' }, opener, arrows);
      L.DomEvent.disableClickPropagation(holder);
      return holder;
    },
  });

  sm.on('start', () => sm.map.addControl(new PanControl()));
})(strikemap);
