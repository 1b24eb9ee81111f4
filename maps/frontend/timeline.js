/* The time brush: a histogram by type, two sliders for its ends, and a player. A report whose
   date is a span is spread over the bars in which it may lie. */
(function (sm) {
  'use strict';

  const DAY = 86400000;
  const BARS = 160;
  const SPEEDS = [1, 2, 4];
  const part = {};
  let bins = null;

  const isDated = (row) => sm.store.start[row] !== sm.MISSING && sm.store.end[row] !== sm.MISSING;
  const dateOf = (day) => new Date(day * DAY);

  const UNITS = {
    day: { next: (date) => date.setUTCDate(date.getUTCDate() + 1), floor: () => {} },
    week: {
      next: (date) => date.setUTCDate(date.getUTCDate() + 7),
      floor: (date) => date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7)),
    },
    month: {
      next: (date) => date.setUTCMonth(date.getUTCMonth() + 1),
      floor: (date) => date.setUTCDate(1),
    },
    year: {
      next: (date) => date.setUTCFullYear(date.getUTCFullYear() + 1),
      floor: (date) => date.setUTCMonth(0, 1),
    },
  };

  function wholeSpan() {
    const [first, last] = sm.data.events?.days ?? [0, 0];
    return first < last ? { first, last } : null;
  }

  function unitFor({ first, last }) {
    const days = last - first + 1;
    if (days <= BARS) return 'day';
    if (days <= 7 * BARS) return 'week';
    return days <= 30 * BARS ? 'month' : 'year';
  }

  /* First days of the bars, and the day after the last one. */
  function edgesOf({ first, last }, unit) {
    const date = dateOf(first);
    UNITS[unit].floor(date);
    const edges = [];
    while (date.getTime() / DAY <= last) {
      edges.push(Math.round(date.getTime() / DAY));
      UNITS[unit].next(date);
    }
    edges.push(Math.round(date.getTime() / DAY));
    return edges;
  }

  function binOf(edges, day) {
    let [low, high] = [0, edges.length - 2];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (edges[middle] <= day) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /* The bar of each day of the span: looked up once for every report and filter. */
  function barsByDay() {
    if (bins.ofDay) return bins.ofDay;
    const { edges } = bins;
    bins.ofDay = new Uint16Array(edges.at(-1) - edges[0]);
    for (let bin = 0; bin < edges.length - 1; bin += 1) {
      bins.ofDay.fill(bin, edges[bin] - edges[0], edges[bin + 1] - edges[0]);
    }
    return bins.ofDay;
  }

  function heights() {
    const { store } = sm;
    const [ofDay, day0] = [barsByDay(), bins.edges[0]];
    const styles = sm.data.events.styles.length;
    const counts = bins.edges.slice(1).map(() => new Float32Array(styles));
    for (let row = 0; row < store.rows; row += 1) {
      if (!store.timeless[row] || !store.styleOn[store.style[row]] || !isDated(row)) continue;
      const from = ofDay[store.start[row] - day0];
      const to = ofDay[store.end[row] - day0];
      for (let bin = from; bin <= to; bin += 1) counts[bin][store.style[row]] += 1 / (to - from + 1);
    }
    return counts;
  }

  const format = (options) => new Intl.DateTimeFormat(sm.locale, { timeZone: 'UTC', ...options });
  const written = (day) =>
    format({ day: 'numeric', month: 'short', year: 'numeric' }).format(dateOf(day));

  function chosen() {
    const last = bins.edges.length - 2;
    const { from, to } = sm.filter;
    if (from === null) return [0, last];
    return [binOf(bins.edges, from), binOf(bins.edges, to)];
  }

  function paintAxis(context, width, height, barsHeight) {
    context.fillStyle = sm.theme.muted;
    context.font = `11px ${sm.theme.font}`;
    context.textBaseline = 'alphabetic';
    context.textAlign = 'left';
    const count = bins.edges.length - 1;
    const years = bins.edges.at(-1) - bins.edges[0] > 1100;
    const label = years ? format({ year: 'numeric' }) : format({ month: 'short', year: 'numeric' });
    const mark = years
      ? (date) => date.getUTCFullYear() : (date) => date.getUTCFullYear() * 12 + date.getUTCMonth();
    let [before, free] = [null, 0];
    for (let bin = 0; bin < count; bin += 1) {
      const date = dateOf(bins.edges[bin]);
      if (mark(date) === before) continue;
      before = mark(date);
      const x = (bin / count) * width;
      const text = label.format(date);
      const wide = context.measureText(text).width;
      if (x < free || x + wide > width) continue;
      context.fillRect(x, barsHeight, 1, 4);
      context.fillText(text, Math.max(x + 4, 14), height - 3);
      free = x + wide + 16;
    }
  }

  function paint() {
    if (!bins || !part.canvas.isConnected) return;
    const ratio = window.devicePixelRatio || 1;
    const width = part.canvas.clientWidth;
    const height = part.canvas.clientHeight;
    if (width === 0) return;
    part.canvas.width = width * ratio;
    part.canvas.height = height * ratio;
    const context = part.canvas.getContext('2d');
    context.scale(ratio, ratio);
    const barsHeight = height - 17;
    const counts = heights();
    const most = Math.max(...counts.map((bar) => bar.reduce((sum, n) => sum + n, 0)), 1e-9);
    const step = width / counts.length;
    const gap = step > 4 ? 1 : 0;
    const [first, last] = chosen();
    counts.forEach((bar, bin) => {
      let y = barsHeight;
      context.globalAlpha = bin >= first && bin <= last ? 1 : 0.25;
      bar.forEach((count, style) => {
        if (count === 0) return;
        const tall = (count / most) * (barsHeight - 3);
        context.fillStyle = sm.shade(sm.data.events.styles[style].colour);
        context.fillRect(bin * step, y - tall, Math.max(step - gap, 0.8), tall);
        y -= tall;
      });
    });
    context.globalAlpha = 1;
    context.fillStyle = sm.theme.muted;
    context.fillRect(0, barsHeight, width, 1);
    if (first > 0 || last < counts.length - 1) {
      context.strokeStyle = sm.theme.focus;
      context.lineWidth = 2;
      context.strokeRect(first * step + 1, 1, (last - first + 1) * step - 2, barsHeight - 1);
    }
    paintAxis(context, width, height, barsHeight);
  }

  /* Each slider has the part of the line on its side of the middle, so that neither covers the
     other; both parts follow while one is moved. */
  function share(first, last) {
    const most = bins.edges.length - 2;
    const middle = Math.floor((first + last) / 2);
    const place = (input, low, high, value) => {
      input.min = low;
      input.max = high;
      input.value = value;
      input.style.left = `calc(${(low / most) * 100}% - 12px)`;
      input.style.width = `calc(${((high - low) / most) * 100}% + 24px)`;
    };
    place(part.from, 0, middle, first);
    place(part.to, Math.min(middle + 1, last), most, last);
  }

  function tell() {
    const [first, last] = chosen();
    share(first, last);
    const span = { from: written(bins.edges[first]), to: written(bins.edges[last + 1] - 1) };
    const isWhole = sm.filter.from === null;
    part.span.textContent = sm.word(isWhole ? 'whole_time' : 'span', span);
    part.from.setAttribute('aria-valuetext', span.from);
    part.to.setAttribute('aria-valuetext', span.to);
    part.clear.hidden = isWhole;
  }

  function refresh() {
    if (!bins) return;
    tell();
    paint();
  }

  function choose(first, last) {
    const count = bins.edges.length - 1;
    const low = Math.max(0, Math.min(first, last));
    const high = Math.min(count - 1, Math.max(first, last));
    if (low === 0 && high === count - 1) sm.setFilter({ from: null, to: null });
    else sm.setFilter({ from: bins.edges[low], to: bins.edges[high + 1] - 1 });
  }

  /* Draw a window with the pointer; the sliders do the same without dragging. */
  function brush(canvas) {
    let start = null;
    const binAt = (event) => {
      const box = canvas.getBoundingClientRect();
      const count = bins.edges.length - 1;
      const along = (event.clientX - box.left) / box.width;
      return Math.max(0, Math.min(count - 1, Math.floor(along * count)));
    };
    canvas.addEventListener('pointerdown', (event) => {
      start = binAt(event);
      canvas.setPointerCapture(event.pointerId);
      choose(start, start);
    });
    canvas.addEventListener('pointermove', (event) => {
      if (start !== null) choose(start, binAt(event));
    });
    for (const name of ['pointerup', 'pointercancel']) {
      canvas.addEventListener(name, () => {
        start = null;
      });
    }
  }

  let player = 0;

  const SIGNS = { play: 'M4 2.5 12 7l-8 4.5z', pause: 'M3.5 3h2.5v8H3.5zM8 3h2.5v8H8z' };

  function showPlayer(word) {
    part.play.setAttribute('aria-label', sm.word(word));
    sm.put(part.play, sm.svg('svg', { viewBox: '0 0 14 14', 'aria-hidden': 'true' },
      sm.svg('path', { d: SIGNS[word], fill: 'currentColor' })));
  }

  function stop() {
    clearInterval(player);
    player = 0;
    showPlayer('play');
  }

  /* How many bars the player shows at once: the chosen ones, else a twelfth of the time. */
  function windowWidth() {
    const count = bins.edges.length - 1;
    const [first, last] = chosen();
    return first === 0 && last === count - 1 ? Math.max(1, Math.round(count / 12)) : last - first + 1;
  }

  /* Move the window by one bar; from the whole time, to its first or last window. */
  function stepBy(by) {
    stop();
    const width = windowWidth();
    const most = bins.edges.length - 1 - width;
    const whole = sm.filter.from === null;
    const at = whole ? (by > 0 ? 0 : most) : Math.max(0, Math.min(most, chosen()[0] + by));
    choose(at, at + width - 1);
  }

  function stepper(word, by, path) {
    return sm.el('button', {
      type: 'button', class: 'sm-step', 'aria-label': sm.word(word), title: sm.word(word),
      click: () => stepBy(by),
    }, sm.svg('svg', { viewBox: '0 0 14 14', 'aria-hidden': 'true' },
      sm.svg('path', { d: path, fill: 'none', stroke: 'currentColor', 'stroke-width': 1.8 })));
  }

  function play() {
    if (player) {
      stop();
      return;
    }
    const count = bins.edges.length - 1;
    const [first, last] = chosen();
    const width = windowWidth();
    let at = last === count - 1 ? 0 : first;
    showPlayer('pause');
    const step = () => {
      choose(at, at + width - 1);
      if (at + width >= count) stop();
      at += 1;
    };
    step();
    player = setInterval(step, 640 / SPEEDS[part.speed.selectedIndex]);
  }

  function setUnit(unit) {
    bins = { span: bins.span, unit, edges: edgesOf(bins.span, unit) };
    refresh();
  }

  function slider(name) {
    return sm.el('input', {
      type: 'range', class: `sm-slider sm-slider-${name}`, min: 0, step: 1, 'aria-label': sm.word(name),
      input: () => choose(Number(part.from.value), Number(part.to.value)),
    });
  }

  function choice(word, values, names, onchange) {
    const select = sm.el('select', { 'aria-label': sm.word(word), change: () => onchange(select) },
      values.map((value, i) => sm.el('option', { value }, names[i])));
    return select;
  }

  function build() {
    part.canvas = sm.el('canvas', { class: 'sm-bars', 'aria-hidden': 'true' });
    part.from = slider('from');
    part.to = slider('to');
    part.span = sm.el('output', { class: 'sm-span' });
    part.play = sm.el('button', { type: 'button', class: 'sm-play', click: play });
    showPlayer('play');
    part.clear = sm.el('button', {
      type: 'button', class: 'sm-plain', click: () => {
        stop();
        sm.setFilter({ from: null, to: null });
      },
    }, sm.word('reset'));
    part.speed = choice('speed', SPEEDS, SPEEDS.map((n) => `${n}×`), () => {
      if (player) {
        stop();
        play();
      }
    });
    const units = Object.keys(UNITS).filter((unit) => edgesOf(bins.span, unit).length <= 1200);
    part.unit = choice('bins', units, units.map((unit) => sm.word(unit)), (select) => setUnit(select.value));
    part.unit.value = bins.unit;
    brush(part.canvas);
    sm.put(part.node,
      sm.el('div', { class: 'sm-time-bar' },
        sm.el('span', { class: 'sm-player', dir: 'ltr' },
          stepper('step_back', -1, 'M9 3 5 7l4 4'), part.play, stepper('step_on', 1, 'M5 3l4 4-4 4')),
        part.span, part.clear,
        sm.el('span', { class: 'sm-time-choices' }, part.unit, part.speed)),
      sm.el('div', { class: 'sm-chart', dir: 'ltr' }, part.canvas, part.from, part.to));
  }

  /** Keep the place of the brush below the map, before the map is made. */
  sm.reserveTime = () => {
    if (!wholeSpan()) return;
    part.node = sm.el('section', { class: 'sm-time', 'aria-label': sm.word('time') });
    const settle = () =>
      (sm.isPhone() ? sm.nodes.body.before(part.node) : sm.nodes.stage.append(part.node));
    settle();
    sm.onPhoneChange(settle);
  };

  sm.on('loaded', () => {
    const span = wholeSpan();
    if (!span) return;
    bins = { span, unit: unitFor(span) };
    bins.edges = edgesOf(span, bins.unit);
    build();
    tell();
    new ResizeObserver(paint).observe(part.canvas); // paints when the browser has laid it out
  });
  sm.on('filter', refresh);
  sm.on('theme', paint);
})(strikemap);
