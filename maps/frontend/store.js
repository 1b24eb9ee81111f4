/* The reports in memory: numbers in columns, texts as bytes until they are read, and which of
   them the filter keeps. */
(function (sm) {
  'use strict';

  const STEPS = 1000000;
  const PIECE = 100000;
  const DRAWN = 1;
  const AT_A_POINT = 2;

  const store = {
    rows: sm.data.events ? sm.data.events.rows : 0,
    ready: false,
    texts: null,
    styleOn: sm.data.events ? sm.data.events.styles.map(() => true) : [],
  };
  sm.store = store;

  /* Put rows in the order of a column of days, latest first and undated last; the order of
     equals stays. One counter per day: a million rows in milliseconds. */
  function byDay(order, days) {
    let [first, last] = [Infinity, -Infinity];
    for (const day of days) {
      if (day === sm.MISSING) continue;
      if (day < first) first = day;
      if (day > last) last = day;
    }
    const spread = first <= last ? last - first + 2 : 1;
    const slot = (event) => (days[event] === sm.MISSING ? spread - 1 : last - days[event]);
    const next = new Uint32Array(spread + 1);
    for (const event of order) next[slot(event) + 1] += 1;
    for (let i = 0; i < spread; i += 1) next[i + 1] += next[i];
    const sorted = new Uint32Array(order.length);
    for (const event of order) {
      const at = slot(event);
      sorted[next[at]] = event;
      next[at] += 1;
    }
    return sorted;
  }

  /* Newest first by the last day on which a report's event may have happened; undated last. */
  function byDate() {
    const order = new Uint32Array(store.rows);
    for (let i = 0; i < order.length; i += 1) order[i] = i;
    return byDay(byDay(order, store.start), store.end);
  }

  /* A small number for each different radius, for quick comparison. */
  function radiusCodes(radius) {
    const seen = new Map();
    return Uint16Array.from(radius, (metres) => {
      if (!seen.has(metres)) seen.set(metres, seen.size % 4096);
      return seen.get(metres);
    });
  }

  /* Positions as shares of the world, a piece at a time. */
  async function place({ lon, lat }) {
    store.ux = new Float64Array(store.rows);
    store.uy = new Float64Array(store.rows);
    for (let from = 0; from < store.rows; from += PIECE) {
      const to = Math.min(store.rows, from + PIECE);
      for (let i = from; i < to; i += 1) {
        store.ux[i] = sm.unitX(lon[i] / STEPS);
        store.uy[i] = sm.unitY(lat[i] / STEPS);
      }
      if (to < store.rows) await sm.pause();
    }
  }

  async function read(columns) {
    Object.assign(store, columns);
    await place(columns);
    store.radiusCode = radiusCodes(columns.radius);
    store.fails = new Uint8Array(store.rows);
    store.passes = new Uint8Array(store.rows).fill(1);
    store.timeless = new Uint8Array(store.rows).fill(1);
    store.order = byDate();
    store.rank = new Uint32Array(store.rows);
    store.order.forEach((event, position) => {
      store.rank[event] = position;
    });
    store.ready = true;
  }

  /* Outlines, heading and the newest reports are painted before the long work begins. */
  const firstView = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));

  store.lonOf = (event) => store.lon[event] / STEPS;
  store.latOf = (event) => store.lat[event] / STEPS;
  store.isDrawn = (event) => (store.flags[event] & DRAWN) !== 0;
  store.isAtPoint = (event) => (store.flags[event] & AT_A_POINT) !== 0;
  store.radiusOf = (event) => (store.radius[event] === sm.MISSING ? null : store.radius[event]);

  /** A text or list of a report's card; undefined while it is missing or still being read. */
  store.say = (event, field) => store.texts?.[field]?.at(event);

  /** Whether the filter and the legend keep a report. */
  store.isKept = (event) => store.passes[event] === 1 && store.styleOn[store.style[event]];

  /* The page says what the data call a style; the layer control keeps its plain label. */
  for (const style of sm.data.events?.styles ?? []) {
    const label = style.said || style.label;
    style.label = sm.data.page.styledBy ? label : sm.term(label);
  }

  const readNumbers = async () => read(await sm.unpack('numbers', sm.data.events.numbers));

  async function readTexts() {
    const texts = await sm.unpack('texts', sm.data.events.texts);
    await sm.readFacets();
    store.texts = texts;
    sm.emit('loaded');
  }

  /* A large table is painted twice: its outlines at once, its symbols before its texts are read. */
  async function readInSteps() {
    await firstView();
    await readNumbers();
    sm.redraw();
    await readTexts();
  }

  const readAtOnce = () => sm.paintAfter(readNumbers().then(readTexts));

  sm.on('start', async () => {
    if (!sm.data.events) {
      sm.emit('loaded');
      return;
    }
    try {
      await (store.rows > PIECE / 2 ? readInSteps() : readAtOnce());
    } catch (error) {
      sm.emit('broken', error.message);
    }
  });
})(strikemap);
