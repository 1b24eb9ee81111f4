/* The reports in memory: numbers in columns, texts as bytes until they are read, and which of
   them the filter keeps. */
(function (sm) {
  'use strict';

  const STEPS = 1000000;
  const DRAWN = 1;
  const AT_A_POINT = 2;

  const store = {
    rows: sm.data.events ? sm.data.events.rows : 0,
    ready: false,
    texts: null,
    styleOn: sm.data.events ? sm.data.events.styles.map(() => true) : [],
  };
  sm.store = store;

  /* Newest first by the last day on which a report's event may have happened; undated last. */
  function byDate() {
    const order = new Uint32Array(store.rows);
    for (let i = 0; i < order.length; i += 1) order[i] = i;
    const { start, end } = store;
    return order.sort((a, b) => end[b] - end[a] || start[b] - start[a] || a - b);
  }

  /* A small number for each different radius, for quick comparison. */
  function radiusCodes(radius) {
    const seen = new Map();
    return Uint16Array.from(radius, (metres) => {
      if (!seen.has(metres)) seen.set(metres, seen.size % 4096);
      return seen.get(metres);
    });
  }

  function read(columns) {
    Object.assign(store, columns);
    store.ux = new Float64Array(store.rows);
    store.uy = new Float64Array(store.rows);
    for (let i = 0; i < store.rows; i += 1) {
      store.ux[i] = sm.unitX(columns.lon[i] / STEPS);
      store.uy[i] = sm.unitY(columns.lat[i] / STEPS);
    }
    store.radiusCode = radiusCodes(columns.radius);
    store.passes = new Uint8Array(store.rows).fill(1);
    store.timeless = new Uint8Array(store.rows).fill(1);
    store.order = byDate();
    store.rank = new Uint32Array(store.rows);
    store.order.forEach((event, position) => {
      store.rank[event] = position;
    });
    store.ready = true;
  }

  store.lonOf = (event) => store.lon[event] / STEPS;
  store.latOf = (event) => store.lat[event] / STEPS;
  store.isDrawn = (event) => (store.flags[event] & DRAWN) !== 0;
  store.isAtPoint = (event) => (store.flags[event] & AT_A_POINT) !== 0;
  store.radiusOf = (event) => (store.radius[event] === sm.MISSING ? null : store.radius[event]);

  /** A text or list of a report's card; undefined while it is missing or still being read. */
  store.say = (event, field) => store.texts?.[field]?.at(event);

  /** Whether the filter and the legend keep a report. */
  store.isKept = (event) => store.passes[event] === 1 && store.styleOn[store.style[event]];

  sm.on('start', async () => {
    if (!sm.data.events) {
      sm.emit('loaded');
      return;
    }
    try {
      read(await sm.unpack('numbers', sm.data.events.numbers));
      sm.redraw();
      store.texts = await sm.unpack('texts', sm.data.events.texts);
      sm.emit('loaded');
      sm.redraw();
    } catch (error) {
      sm.emit('broken', String(error));
    }
  });
})(strikemap);
