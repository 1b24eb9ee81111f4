/* Rings around reference places, named sites, distance lines coloured by verdict, and links
   between reports. */
(function (sm) {
  'use strict';

  sm.referenceShown = { rings: false, lines: false, sites: false, links: false };

  const groups = {};

  const pairs = (flat) => {
    const points = [];
    for (let i = 0; i < flat.length; i += 2) points.push([flat[i], flat[i + 1]]);
    return points;
  };

  /* Longitudes beside the first view, so that nothing is drawn a world away. Leaflet wants
     latitude first; this is the one place that turns the pair. */
  const turned = (flat) => {
    const shift = 360 * Math.round((sm.home.getCenter().lng - flat[0]) / 360);
    return pairs(flat).map(([lon, lat]) => [lat, lon + shift]);
  };

  const Group = L.FeatureGroup.extend({
    initialize(kind, parts) {
      L.FeatureGroup.prototype.initialize.call(this, parts);
      this.kind = kind;
    },
    onAdd(map) {
      sm.referenceShown[this.kind] = true;
      L.FeatureGroup.prototype.onAdd.call(this, map);
      sm.emit('reference');
    },
    onRemove(map) {
      sm.referenceShown[this.kind] = false;
      L.FeatureGroup.prototype.onRemove.call(this, map);
      sm.emit('reference');
    },
  });

  const line = (className) => ({
    pane: 'sm-reference', interactive: false, className, fill: false, smoothFactor: 0.5,
  });

  sm.makeLayer.rings = () => {
    const parts = [];
    for (const site of sm.data.rings) {
      for (const ring of site.rings) {
        for (const path of ring.paths) {
          parts.push(L.polygon(turned(path), line('sm-ring-casing')));
          parts.push(L.polygon(turned(path), line('sm-ring')));
        }
      }
      const at = turned([site.lon, site.lat])[0];
      parts.push(L.circleMarker(at, { ...line('sm-site'), radius: 4 }));
    }
    groups.rings = new Group('rings', parts);
    return groups.rings;
  };

  sm.makeLayer.lines = () => {
    const parts = [];
    for (const group of sm.data.lines) {
      for (const { path, verdict } of group.lines) {
        parts.push(L.polyline(turned(path), line('sm-line-casing')));
        parts.push(L.polyline(turned(path), line(`sm-line sm-line-${verdict}`)));
      }
    }
    groups.lines = new Group('lines', parts);
    return groups.lines;
  };

  sm.makeLayer.sites = () => {
    const parts = sm.data.sites.flatMap(({ sites }) => sites.map(({ lon, lat }) =>
      L.circleMarker(turned([lon, lat])[0], { ...line('sm-named-site'), radius: 3.5 })));
    groups.sites = new Group('sites', parts);
    return groups.sites;
  };

  sm.makeLayer.links = () => {
    const parts = sm.data.links.flatMap(({ links }) => links.flatMap(({ path }) => [
      L.polyline(turned(path), line('sm-line-casing')), L.polyline(turned(path), line('sm-link')),
    ]));
    groups.links = new Group('links', parts);
    return groups.links;
  };

  /** Longitudes and latitudes in turn as Leaflet wants them, beside the first view. */
  sm.besideHome = turned;

  /** Switch rings or lines on or off, as the layer control does. */
  sm.showReference = (kind, isOn) => {
    if (isOn) sm.map.addLayer(groups[kind]);
    else sm.map.removeLayer(groups[kind]);
  };

  sm.on('reference', () => sm.redraw(sm.ORDER.labels));
})(strikemap);
