/* Areas shaded by a figure: outlines where there is none. */
(function (sm) {
  'use strict';

  const OPACITY = 0.72;

  function figure(value, unit) {
    if (value === null) return sm.word('no_figure');
    if (typeof value === 'string') return value;
    if (unit === 'reports') return sm.word('n_reports', { n: value });
    return [sm.number(value), unit].filter(Boolean).join(' ');
  }

  /** What the area under the pointer says; empty where there is none. */
  sm.areaUnder = '';

  /** What an area says: its name and its figure. */
  sm.areaText = ({ name, value }, unit) => [name, figure(value, unit)].filter(Boolean).join(': ');

  function polygon(shape, { classes, unit }) {
    const at = shape.class;
    const known = at !== null;
    const none = shape.value === 0 ? ' sm-area-none' : '';
    const unknown = classes.length ? 'sm-area-blank' : 'sm-area-outline';
    const layer = L.polygon(shape.paths.map((rings) => rings.map((ring) => sm.besideHome(ring))), {
      pane: 'sm-areas', className: known ? `sm-area sm-shade-${classes[at].shade}${none}` : unknown,
      fill: true, fillColor: known ? classes[at].colour : 'transparent', fillOpacity: OPACITY, weight: 1, smoothFactor: 0.5,
      bubblingMouseEvents: true,
    });
    layer.on('mouseover', () => {
      sm.areaUnder = classes.length ? sm.areaText(shape, unit) : shape.name;
    });
    layer.on('mouseout', () => {
      sm.areaUnder = '';
    });
    return layer;
  }

  /* Areas without a figure are hatched; the pattern stands in the page once. */
  function hatch() {
    return sm.svg('svg', { width: 0, height: 0, class: 'sm-hatch', 'aria-hidden': 'true' },
      sm.svg('pattern', {
        id: 'sm-hatch', width: 6, height: 6, patternUnits: 'userSpaceOnUse',
        patternTransform: 'rotate(45)',
      }, sm.svg('line', { x1: 0, y1: 0, x2: 0, y2: 6 })));
  }

  if (sm.data.areas.length) document.body.append(hatch());

  sm.makeLayer.areas = () => L.featureGroup(
    sm.data.areas.flatMap((entry) => entry.shapes.map((shape) => polygon(shape, entry))));
})(strikemap);
