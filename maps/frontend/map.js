/* The Leaflet map: panes in their order, first view, and the plain controls. */
(function (sm) {
  'use strict';

  /* Below the events: outlines and reference geometry. Above them: names and numbers. */
  const PANES = { 'sm-outlines': 150, 'sm-areas': 400, 'sm-heat': 410, 'sm-reference': 420, 'sm-events': 450, 'sm-labels': 460 };
  const LEAFLET = '<a href="https://leafletjs.com" rel="noopener noreferrer">Leaflet</a>';

  function homeBounds() {
    const [west, south, east, north] = sm.data.page.bounds;
    const beyond = east < west ? east + 360 : east;
    return L.latLngBounds([south, west], [north, beyond]);
  }

  const HomeControl = L.Control.extend({
    options: { position: 'topleft' },
    onAdd() {
      const button = sm.el('button', {
        type: 'button', class: 'sm-tool sm-home', title: sm.word('reset_view'),
        'aria-label': sm.word('reset_view'), click: () => sm.goHome(),
      });
      button.append(
        sm.svg('svg', { viewBox: '0 0 20 20', 'aria-hidden': 'true' },
          sm.svg('path', { d: 'M3 8V3h5M17 8V3h-5M3 12v5h5M17 12v5h-5', fill: 'none',
            stroke: 'currentColor', 'stroke-width': 1.8 })),
      );
      const holder = sm.el('div', { class: 'leaflet-bar' }, button);
      L.DomEvent.disableClickPropagation(holder);
      return holder;
    },
  });

  const CursorPosition = L.Control.extend({
    options: { position: 'bottomleft' },
    onAdd(map) {
      const holder = sm.el('div', { class: 'sm-coordinates', 'aria-hidden': 'true' });
      map.on('mousemove', ({ latlng }) => {
        const { lng, lat } = latlng.wrap();
        holder.textContent = sm.coordinates(lng, lat, 3);
      });
      map.on('mouseout', () => {
        holder.textContent = '';
      });
      return holder;
    },
  });

  /** Decimal degrees with hemisphere letters, at most three decimals. */
  sm.coordinates = (lon, lat, decimals) => {
    const digits = Math.min(3, decimals);
    const write = (value, [plus, minus]) =>
      `${Math.abs(value).toFixed(digits)}° ${value < 0 ? minus : plus}`;
    return `${write(lat, 'NS')}, ${write(lon, 'EW')}`;
  };

  sm.goHome = () => {
    sm.map.fitBounds(sm.home, { padding: [28, 28], maxZoom: 10, animate: !sm.reducedMotion.matches });
  };

  sm.createMap = (id) => {
    sm.home = homeBounds();
    sm.buildFrame();
    const map = L.map(id, {
      zoomControl: false, attributionControl: false, zoomSnap: 0.25, wheelPxPerZoomLevel: 110,
      minZoom: 2, maxZoom: 18, zoomAnimation: !sm.reducedMotion.matches, fadeAnimation: false,
      markerZoomAnimation: !sm.reducedMotion.matches,
    });
    sm.map = map;
    for (const [name, order] of Object.entries(PANES)) map.createPane(name).style.zIndex = order;
    for (const name of ['sm-outlines', 'sm-heat', 'sm-events', 'sm-labels', 'sm-reference']) {
      map.getPane(name).style.pointerEvents = 'none';
    }
    map.fitBounds(sm.home, { padding: [28, 28], maxZoom: 10, animate: false });
    L.control.zoom({ zoomInTitle: sm.word('zoom_in'), zoomOutTitle: sm.word('zoom_out') }).addTo(map);
    new HomeControl().addTo(map);
    L.control.scale({ imperial: false, maxWidth: 120 }).addTo(map);
    new CursorPosition().addTo(map);
    L.control.attribution({ prefix: LEAFLET }).addTo(map);
    map.getContainer().dir = 'ltr';
    const said = [sm.data.page.alt, sm.word('map_label')].filter(Boolean).join(' ');
    map.getContainer().setAttribute('aria-label', said);
    map.getContainer().setAttribute('role', 'region');
    if (sm.data.page.icons) {
      L.Icon.Default.imagePath = '';
      L.Icon.Default.mergeOptions(sm.data.page.icons);
    }
    return map;
  };

  /** Give folium the layer that it puts into its control. */
  sm.layer = (kind, number) => sm.makeLayer[kind](number);

  /** Keep folium layers above the others. */
  sm.keepInFront = (map, layers) => {
    const lift = () => layers().forEach((layer) => layer.bringToFront());
    map.on('overlayadd', lift);
    sm.on('start', lift);
  };
})(strikemap);
