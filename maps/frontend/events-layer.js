/* The reports on the map: one canvas for all types, switched by the layer control type by type. */
(function (sm) {
  'use strict';

  const MOST_RINGS = 500;
  const ROUND_BELOW_M = 20000;
  const CORNERS = 72;
  const REACH_LEAST = 9;
  const discs = new Map();

  sm.drawn = { marks: [], areas: [], undrawn: 0, view: null, bounds: null };

  /* Corners of a geodesic disc as shares of the world; a circle would be wrong on this projection. */
  function cornersOf(lon, lat, radius) {
    const key = `${lon}/${lat}/${radius}`;
    if (!discs.has(key)) {
      const corners = [];
      for (let i = 0; i < CORNERS; i += 1) {
        const [x, y] = sm.destination(lon, lat, (360 / CORNERS) * i, radius);
        corners.push([sm.unitX(x), sm.unitY(y)]);
      }
      if (discs.size > 2000) discs.clear();
      discs.set(key, corners);
    }
    return discs.get(key);
  }

  /** Trace the disc of a report; false if it is too small to see. */
  sm.traceDisc = (context, view, event, x, y) => {
    const radius = sm.store.radiusOf(event);
    if (radius === null) return false;
    const [lon, lat] = [sm.store.lonOf(event), sm.store.latOf(event)];
    const pixels = sm.pixels(view, radius, lat);
    if (pixels < sm.SYMBOL_RADIUS + 2.5) return false;
    context.beginPath();
    if (radius < ROUND_BELOW_M) {
      context.arc(x, y, pixels, 0, 2 * Math.PI);
      return true;
    }
    const shift = x - (sm.store.ux[event] * view.world - view.origin.x);
    for (const [ux, uy] of cornersOf(lon, lat, radius)) {
      context.lineTo(ux * view.world - view.origin.x + shift, uy * view.world - view.origin.y);
    }
    context.closePath();
    return true;
  };

  const styleOf = (event) => sm.data.events.styles[sm.store.style[event]];

  function paintArea(context, view, area, isChosen) {
    const colour = sm.shade(styleOf(area.event).colour);
    if (!sm.traceDisc(context, view, area.event, area.x, area.y)) return;
    context.fillStyle = colour;
    context.globalAlpha = isChosen ? 0.2 : 0.1;
    context.fill();
    context.globalAlpha = isChosen ? 0.95 : 0.5;
    context.strokeStyle = colour;
    context.lineWidth = isChosen ? 2 : 1;
    context.setLineDash([1, 3]);
    context.lineCap = 'round';
    context.lineWidth = isChosen ? 2.4 : 1.6;
    context.stroke();
    context.setLineDash([]);
    context.globalAlpha = 1;
  }

  function paintRing(context, view, mark, isChosen) {
    if (!sm.traceDisc(context, view, mark.event, mark.x, mark.y)) return;
    const colour = sm.shade(styleOf(mark.event).colour);
    context.strokeStyle = colour;
    context.fillStyle = colour;
    context.globalAlpha = isChosen ? 0.14 : 0.06;
    context.fill();
    context.globalAlpha = isChosen ? 1 : 0.65;
    context.lineWidth = isChosen ? 1.8 : 1;
    context.stroke();
    context.globalAlpha = 1;
  }

  function paintBadge(context, x, y, text) {
    context.font = `600 10px ${sm.theme.font}`;
    const width = Math.max(14, context.measureText(text).width + 7);
    context.beginPath();
    context.roundRect(x - width / 2, y - 7, width, 14, 7);
    context.fillStyle = sm.theme.cluster;
    context.fill();
    context.lineWidth = 1.5;
    context.strokeStyle = sm.theme.casing;
    context.stroke();
    context.fillStyle = sm.theme['on-cluster'];
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    context.fillText(text, x, y + 0.5);
  }

  function paintCluster(context, mark) {
    const radius = sm.clusterRadius(mark.count);
    context.beginPath();
    context.arc(mark.x, mark.y, radius, 0, 2 * Math.PI);
    context.fillStyle = sm.theme.cluster;
    context.globalAlpha = 0.9;
    context.fill();
    context.globalAlpha = 1;
    context.lineWidth = 2;
    context.strokeStyle = sm.theme.casing;
    context.stroke();
    context.fillStyle = sm.theme['on-cluster'];
    context.font = `600 ${mark.count < 1000 ? 12 : 11}px ${sm.theme.font}`;
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    const short = mark.count < 10000;
    const text = sm.number(mark.count, short ? undefined : { notation: 'compact' });
    context.fillText(text, mark.x, mark.y + 0.5);
  }

  function paintSymbol(context, mark, radius) {
    const { store } = sm;
    const sprite = sm.sprite(
      store.style[mark.event], store.attribution[mark.event], mark.kind === 'area', radius,
    );
    context.drawImage(
      sprite.canvas,
      Math.round(mark.x) - sprite.side / 2,
      Math.round(mark.y) - sprite.side / 2,
      sprite.side,
      sprite.side,
    );
    if (mark.count > 1) paintBadge(context, mark.x + radius + 3, mark.y - radius - 3, sm.number(mark.count));
  }

  /* A symbol as large as its figure, with a thin outline for the greatest one that is stated. */
  function paintSized(context, mark, plain) {
    const size = sm.sizeOf(mark);
    if (!size) {
      paintSymbol(context, mark, plain);
      return;
    }
    mark.radius = Math.max(size.radius, REACH_LEAST);
    if (size.most > size.radius) {
      context.beginPath();
      context.arc(mark.x, mark.y, size.most, 0, 2 * Math.PI);
      context.lineWidth = 1.2;
      context.strokeStyle = sm.shade(styleOf(mark.event).colour);
      context.stroke();
    }
    paintSymbol(context, mark, size.radius);
    if (size.isUnknown) paintBadge(context, mark.x + size.radius + 4, mark.y - size.radius - 2, '?');
  }

  function paintChosen(context, x, y) {
    context.beginPath();
    context.arc(x, y, sm.SYMBOL_RADIUS + 9, 0, 2 * Math.PI);
    context.lineWidth = 5;
    context.strokeStyle = sm.theme.casing;
    context.stroke();
    context.lineWidth = 2.5;
    context.strokeStyle = sm.theme.focus;
    context.stroke();
  }

  function paint(context, view, bounds) {
    const { store } = sm;
    if (!store.ready) return;
    const { areas, marks, undrawn } = sm.gather(view, bounds);
    sm.drawn = { areas, marks, undrawn, view, bounds };
    const chosen = sm.chosen ?? null;
    const widest = [...areas].sort((a, b) => store.radius[b.event] - store.radius[a.event]);
    for (const area of widest) paintArea(context, view, area, false);
    const symbols = marks.filter((mark) => mark.kind === 'symbol');
    if (symbols.length <= MOST_RINGS) {
      for (const mark of symbols) paintRing(context, view, mark, false);
    }
    if (chosen !== null && store.isDrawn(chosen)) paintChosenDisc(context, view, chosen);
    const radius = symbols.length > 1500 ? sm.SYMBOL_RADIUS - 1.5 : sm.SYMBOL_RADIUS;
    for (const area of widest) paintSymbol(context, area, radius);
    for (const mark of marks) if (mark.kind === 'hexagon') sm.paintHexagon(context, mark);
    symbols.sort((a, b) => store.rank[b.event] - store.rank[a.event]);
    if (sm.isSized) symbols.sort((a, b) => store.size[b.event] - store.size[a.event]);
    for (const mark of symbols) paintSized(context, mark, radius);
    for (const mark of marks) if (mark.kind === 'cluster') paintCluster(context, mark);
    if (chosen !== null && store.isDrawn(chosen)) {
      const { x, y } = sm.place(view, store.ux[chosen], store.uy[chosen]);
      paintChosen(context, x, y);
    }
    sm.emit('drawn');
  }

  /* After a move inside the painted bounds only the view is another. */
  sm.on('moved', () => {
    if (!sm.drawn.view) return;
    sm.drawn = { ...sm.drawn, view: sm.view(sm.map) };
    sm.emit('drawn');
  });

  function paintChosenDisc(context, view, event) {
    const { x, y } = sm.place(view, sm.store.ux[event], sm.store.uy[event]);
    const paintDisc = sm.store.isAtPoint(event) ? paintRing : paintArea;
    paintDisc(context, view, { event, x, y }, true);
  }

  /* folium's layers are switches: the first one on puts up the canvas, the last one off takes it down. */
  const canvas = new sm.CanvasLayer('sm-events', sm.ORDER.events, paint);
  const layers = [];

  const Switch = L.Layer.extend({
    initialize(number) {
      this.number = number;
    },
    onAdd(map) {
      sm.store.styleOn[this.number] = true;
      if (!map.hasLayer(canvas)) map.addLayer(canvas);
      sm.emit('filter');
    },
    onRemove() {
      sm.store.styleOn[this.number] = false;
      sm.emit('filter');
    },
  });

  /** Switch a type on or off, as the layer control does. */
  sm.showStyle = (number, isOn) => {
    if (isOn) sm.map.addLayer(layers[number]);
    else sm.map.removeLayer(layers[number]);
  };

  sm.makeLayer.events = (number) => {
    layers[number] = new Switch(number);
    sm.store.styleOn[number] = false;
    return layers[number];
  };

  sm.on('filter', () => sm.redraw(sm.ORDER.heat));
  sm.on('chosen', () => sm.redraw(sm.ORDER.events));
})(strikemap);
