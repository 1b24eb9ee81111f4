/* Areas shaded by a figure: outlines where there is none. */
(function (sm) {
  'use strict';

  const OPACITY = 0.72;

  const figure = (value, unit) => (value === null
    ? sm.word('no_figure') : [sm.number(value), unit].filter(Boolean).join(' '));

  /** What the area under the pointer says; empty where there is none. */
  sm.areaUnder = '';

  /** What an area says: its name and its figure. */
  sm.areaText = ({ name, value }, unit) => [name, figure(value, unit)].filter(Boolean).join(': ');

  function polygon(shape, { classes, unit }) {
    const at = shape.class;
    const layer = L.polygon(shape.paths.map((rings) => rings.map((ring) => sm.besideHome(ring))), {
      pane: 'sm-areas', className: at === null ? 'sm-area-blank' : 'sm-area',
      fill: true, fillColor: at === null ? 'transparent' : classes[at].colour,
      fillOpacity: at === null ? 0 : OPACITY, weight: 1, smoothFactor: 0.5,
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

  sm.makeLayer.areas = () => L.featureGroup(
    sm.data.areas.flatMap((entry) => entry.shapes.map((shape) => polygon(shape, entry))));
})(strikemap);
