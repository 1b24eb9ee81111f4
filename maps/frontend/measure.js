/* Measure along geodesics: points by click, or the map's middle by Enter. */
(function (sm) {
  'use strict';

  const STEP_M = 40000;
  let points = [];
  let drawn = null;
  let button = null;
  let told = null;

  /* Points along the geodesic, so that the line lies where it really runs. */
  function along([lon1, lat1], [lon2, lat2]) {
    const metres = sm.distanceBetween(lon1, lat1, lon2, lat2);
    if (metres === null) return [[lat1, lon1], [lat2, lon2]];
    const azimuth = sm.azimuthBetween(lon1, lat1, lon2, lat2);
    const parts = Math.max(1, Math.min(200, Math.ceil(metres / STEP_M)));
    const path = [];
    for (let i = 0; i <= parts; i += 1) {
      const [lon, lat] = sm.destination(lon1, lat1, azimuth, (metres * i) / parts);
      path.push([lat, lon]);
    }
    return path;
  }

  function total() {
    let sum = 0;
    for (let i = 1; i < points.length; i += 1) {
      const part = sm.distanceBetween(...points[i - 1], ...points[i]);
      if (part === null) return null;
      sum += part;
    }
    return sum;
  }

  function show() {
    drawn.clearLayers();
    const look = { pane: 'sm-reference', interactive: false };
    for (let i = 1; i < points.length; i += 1) {
      const path = along(points[i - 1], points[i]);
      L.polyline(path, { ...look, className: 'sm-line-casing' }).addTo(drawn);
      L.polyline(path, { ...look, className: 'sm-measure' }).addTo(drawn);
    }
    for (const [lon, lat] of points) {
      L.circleMarker([lat, lon], { ...look, radius: 4, className: 'sm-site' }).addTo(drawn);
    }
    const sum = total();
    told.hidden = !sm.measuring;
    told.textContent = points.length < 2 || sum === null
      ? sm.word('measure_hint') : sm.word('measured', { total: sm.exactDistance(sum) });
  }

  /** A measured distance: to the metre below ten kilometres, else to ten metres. */
  sm.exactDistance = (metres) => {
    if (metres < 1000) return sm.word('m', { n: sm.number(Math.round(metres)) });
    const digits = metres < 10000 ? 3 : 2;
    return sm.word('km', { n: sm.number(metres / 1000, { maximumFractionDigits: digits }) });
  };

  /** Switch the tool on or off; off takes its line away. */
  sm.setMeasuring = (isOn) => {
    sm.measuring = isOn;
    points = [];
    button.setAttribute('aria-pressed', String(isOn));
    sm.map.getContainer().classList.toggle('sm-is-measuring', isOn);
    show();
  };

  /** Add a point, degrees. */
  sm.measureTo = (lon, lat) => {
    points.push([lon, lat]);
    show();
  };

  /* The scale bar writes lengths as the page does. */
  L.Control.Scale.include({
    _updateMetric(most) {
      const metres = this._getRoundNum(most);
      this._updateScale(this._mScale, sm.distance(metres), metres / most);
    },
  });

  const MeasureControl = L.Control.extend({
    options: { position: 'topleft' },
    onAdd() {
      button = sm.el('button', {
        type: 'button', class: 'sm-tool', 'aria-pressed': 'false', title: sm.word('measure'),
        'aria-label': sm.word('measure'), click: () => sm.setMeasuring(!sm.measuring),
      },
      sm.svg('svg', { viewBox: '0 0 20 20', 'aria-hidden': 'true' },
        sm.svg('path', { d: 'M2.5 13.5 13.5 2.5l4 4-11 11zM6 10l2 2M8.5 7.5l2 2M11 5l2 2',
          fill: 'none', stroke: 'currentColor', 'stroke-width': 1.5, 'stroke-linejoin': 'round' })));
      const holder = sm.el('div', { class: 'leaflet-bar' }, button);
      L.DomEvent.disableClickPropagation(holder);
      return holder;
    },
  });

  sm.on('start', () => {
    drawn = L.layerGroup().addTo(sm.map);
    told = sm.el('output', { class: 'sm-measured', hidden: true });
    sm.nodes.stage.append(told);
    sm.map.addControl(new MeasureControl());
    sm.map.on('click', ({ latlng }) => {
      if (sm.measuring) sm.measureTo(latlng.lng, latlng.lat);
    });
    sm.map.getContainer().addEventListener('keydown', (event) => {
      if (!sm.measuring || event.target !== sm.map.getContainer()) return;
      if (event.key !== 'Enter') return;
      const { lng, lat } = sm.map.getCenter();
      sm.measureTo(lng, lat);
    });
    document.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && sm.measuring) sm.setMeasuring(false);
    });
  });
})(strikemap);
