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
    isWhole: false,
    styleOn: sm.data.events ? sm.data.events.styles.map(() => true) : [],
  };
  sm.store = store;

  /* Put rows in the order of a column of days, latest first and undated last; the order of
     equals stays. One counter per day: a million rows in milliseconds. */
  function byDay(order, days) {
    const { MISSING } = sm;
    let first = Infinity;
    let last = -Infinity;
    for (let i = 0; i < days.length; i += 1) {
      const day = days[i];
      if (day === MISSING) continue;
      if (day < first) first = day;
      if (day > last) last = day;
    }
    const spread = first <= last ? last - first + 2 : 1;
    const next = new Uint32Array(spread + 1);
    for (let i = 0; i < days.length; i += 1) {
      next[(days[i] === MISSING ? spread - 1 : last - days[i]) + 1] += 1;
    }
    for (let i = 0; i < spread; i += 1) next[i + 1] += next[i];
    const sorted = new Uint32Array(order.length);
    for (let i = 0; i < order.length; i += 1) {
      const day = days[order[i]];
      const slot = day === MISSING ? spread - 1 : last - day;
      sorted[next[slot]] = order[i];
      next[slot] += 1;
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
    const found = new Uint16Array(radius.length);
    for (let i = 0; i < radius.length; i += 1) {
      let code = seen.get(radius[i]);
      if (code === undefined) {
        code = seen.size % 4096;
        seen.set(radius[i], code);
      }
      found[i] = code;
    }
    return found;
  }

  /* Positions as shares of the world, a piece at a time. */
  async function place({ lon, lat }) {
    const { unitX, unitY } = sm;
    const ux = new Float64Array(store.rows);
    const uy = new Float64Array(store.rows);
    Object.assign(store, { ux, uy });
    for (let from = 0; from < store.rows; from += PIECE) {
      const to = Math.min(store.rows, from + PIECE);
      for (let i = from; i < to; i += 1) {
        ux[i] = unitX(lon[i] / STEPS);
        uy[i] = unitY(lat[i] / STEPS);
      }
      if (to < store.rows) await sm.pause();
    }
  }

  /* Last days come as days after the first one, which is mostly none. */
  function lastDays({ start, lasts }) {
    const { MISSING } = sm;
    const end = new Int32Array(lasts.length);
    for (let i = 0; i < end.length; i += 1) {
      end[i] = lasts[i] === MISSING || start[i] === MISSING ? lasts[i] : start[i] + lasts[i];
    }
    return end;
  }

  async function read({ lasts, ...columns }) {
    Object.assign(store, columns, { end: lastDays({ start: columns.start, lasts }) });
    await place(columns);
    store.radiusCode = radiusCodes(columns.radius);
    store.fails = new Uint8Array(store.rows);
    store.passes = new Uint8Array(store.rows).fill(1);
    store.timeless = new Uint8Array(store.rows).fill(1);
    store.order = byDate();
    store.rank = new Uint32Array(store.rows);
    for (let i = 0; i < store.rows; i += 1) store.rank[store.order[i]] = i;
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

  /* What only an open card says, and only if it is much. */
  async function readLines() {
    const { lines } = sm.data.events;
    if (lines.length) Object.assign(store.texts, await sm.unpack('lines', lines));
    store.isWhole = true;
    sm.emit('whole');
  }

  /* What has been asked for is painted in the next frame, and seen before what comes after. */
  const seen = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));

  /* A large table is read in pieces, between which outlines, heading and the newest reports are
     painted; its symbols come before its texts. */
  async function readInSteps() {
    const numbers = readNumbers();
    await (sm.comesEarly('numbers') ? sm.paintAfter(numbers) : numbers);
    sm.redraw(sm.ORDER.heat);
    await seen();
    await readTexts();
    await seen();
    await readLines();
  }

  const readAtOnce = () => sm.paintAfter(readNumbers().then(readTexts).then(readLines));

  sm.on('start', async () => {
    if (!sm.data.events) {
      sm.emit('loaded');
      sm.emit('whole');
      return;
    }
    try {
      await (store.rows > PIECE / 2 ? readInSteps() : readAtOnce());
    } catch (error) {
      sm.emit('broken', error.message);
    }
  });
})(strikemap);
