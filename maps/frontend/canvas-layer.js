/* Canvases that move with the map. They are painted in one frame, in one order, so that a zoom
   (which fires several events) costs one redraw and labels know where symbols are. A change of
   one canvas paints those above it again, not those below. */
(function (sm) {
  'use strict';

  const TILE = 256;
  const REST_MS = 120;
  const FIRST_PADDING = 0.02;
  const PADDING = 0.2;
  const LEISURE_MS = 500;
  const layers = [];

  /** Which canvas lies above which. */
  sm.ORDER = { outlines: 10, heat: 20, events: 30, labels: 40 };

  let padding = FIRST_PADDING;
  let frame = 0;
  let rest = 0;

  /** Longitude and latitude in degrees as shares of the square Web Mercator world. */
  sm.unitX = (lon) => (lon + 180) / 360;
  sm.unitY = (lat) => {
    const sine = Math.sin((Math.max(-85.0511, Math.min(85.0511, lat)) * Math.PI) / 180);
    return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
  };

  /** How the world lies on the screen now: layer point = share * world - origin. */
  sm.view = (map) => {
    const world = TILE * 2 ** map.getZoom();
    const origin = map.getPixelOrigin();
    const corner = map.containerPointToLayerPoint([0, 0]);
    const size = map.getSize();
    return {
      world,
      origin,
      left: corner.x,
      top: corner.y,
      right: corner.x + size.x,
      bottom: corner.y + size.y,
      centre: (origin.x + corner.x + size.x / 2) / world,
    };
  };

  /** The layer point of a position, in the copy of the world that is nearest to the view. */
  sm.place = (view, ux, uy) => {
    const near = ux + Math.round(view.centre - ux);
    return { x: near * view.world - view.origin.x, y: uy * view.world - view.origin.y };
  };

  /** Pixels of a length in metres at a latitude. */
  sm.pixels = (view, metres, lat) =>
    (metres / (2 * Math.PI * 6378137 * Math.cos((lat * Math.PI) / 180))) * view.world;

  /** A canvas in a pane, painted by `paint(context, view, bounds)` in layer points. */
  sm.CanvasLayer = L.Renderer.extend({
    initialize(pane, order, paint) {
      L.Renderer.prototype.initialize.call(this, { pane, padding });
      this.order = order;
      this.paint = paint;
    },

    onAdd(map) {
      layers.push(this);
      layers.sort((a, b) => a.order - b.order);
      L.Renderer.prototype.onAdd.call(this, map);
    },

    onRemove(map) {
      layers.splice(layers.indexOf(this), 1);
      L.Renderer.prototype.onRemove.call(this, map);
      sm.redraw();
    },

    getEvents() {
      return { ...L.Renderer.prototype.getEvents.call(this), move: this.keepUp };
    },

    /* Whether the painted canvas, which is wider than the view, still covers it. */
    covers() {
      if (!this._bounds || this._map.getZoom() !== this._zoom) return false;
      const view = sm.view(this._map);
      return this._bounds.contains(L.bounds([view.left, view.top], [view.right, view.bottom]));
    },

    keepUp() {
      if (!this._bounds || this._map._animatingZoom) return;
      if (this._map.getZoom() === this._zoom && !this.covers()) sm.redraw();
    },

    _initContainer() {
      this._container = sm.el('canvas', { class: 'sm-canvas', 'aria-hidden': 'true' });
      this._context = this._container.getContext('2d');
    },

    _destroyContainer() {
      this._container.remove();
      delete this._container;
    },

    /* The end of a move: what is painted moves along, and is painted anew once the map rests. */
    _update() {
      if (!this.covers()) {
        sm.redraw();
        return;
      }
      sm.emit('moved');
      clearTimeout(rest);
      rest = setTimeout(() => sm.redraw(), REST_MS);
    },

    _reset() {
      sm.redraw();
    },

    /* Before the first painting nothing is there to be moved along with a zoom. */
    _updateTransform(center, zoom) {
      if (this._bounds) L.Renderer.prototype._updateTransform.call(this, center, zoom);
    },

    _updatePaths() {},

    _onZoomEnd() {},

    render() {
      L.Renderer.prototype._update.call(this);
      const size = this._bounds.getSize();
      const ratio = window.devicePixelRatio || 1;
      const canvas = this._container;
      if (canvas.width !== size.x * ratio || canvas.height !== size.y * ratio) {
        canvas.width = size.x * ratio;
        canvas.height = size.y * ratio;
        canvas.style.width = `${size.x}px`;
        canvas.style.height = `${size.y}px`;
      }
      L.DomUtil.setPosition(canvas, this._bounds.min);
      const context = this._context;
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      context.clearRect(0, 0, size.x, size.y);
      context.translate(-this._bounds.min.x, -this._bounds.min.y);
      this.paint(context, sm.view(this._map), this._bounds);
    },
  });

  let held = 0;
  let lowest = 0;

  /** Paint nothing until what is on its way has come: an empty map costs a frame of its own. */
  sm.paintAfter = async (work) => {
    held += 1;
    try {
      return await work;
    } finally {
      held -= 1;
      sm.redraw();
    }
  };

  /* The first painting is of the view alone, which is half the pixels; the rest comes at leisure. */
  function widen() {
    padding = PADDING;
    for (const layer of layers) layer.options.padding = padding;
    sm.redraw();
  }

  function paintAll() {
    frame = 0;
    if (held > 0 || layers.length === 0 || layers[0]._map._animatingZoom) return;
    const from = lowest;
    if (from === 0) clearTimeout(rest);
    lowest = Infinity;
    for (const layer of layers) if (layer.order >= from) layer.render();
    sm.emit('painted');
  }

  /** Paint the canvases from an order upwards, or all of them, in the next frame, once. */
  sm.redraw = (from = 0) => {
    lowest = Math.min(lowest, from);
    if (frame === 0) frame = requestAnimationFrame(paintAll);
  };

  sm.on('theme', () => sm.redraw());
  sm.on('loaded', () => setTimeout(widen, LEISURE_MS));
})(strikemap);
