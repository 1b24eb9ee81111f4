/* From reports to what is drawn: one symbol per cell of 4 pixels, and where symbols would pile up
   one neutral count. Reports known only to an area never join a count. */
(function (sm) {
  'use strict';

  const CELL = 4;
  const REACH = 26;
  const CROWD = 7;
  const MOST_AREAS = 250;
  const RADII = 4096;
  const CELLS = 2 ** 24;

  let counts = new Int32Array(0);
  let tops = new Int32Array(0);

  /** Call back for each report that is kept and lies within bounds, with its cell. */
  function eachInside(view, bounds, visit) {
    const { flags, passes, style, styleOn, ux, uy, rows } = sm.store;
    const { world, centre, origin } = view;
    const [minX, minY, maxX, maxY] = [bounds.min.x, bounds.min.y, bounds.max.x, bounds.max.y];
    const [originX, originY] = [origin.x, origin.y];
    const columns = Math.ceil((maxX - minX) / CELL);
    for (let event = 0; event < rows; event += 1) {
      if ((flags[event] & 1) === 0 || passes[event] === 0 || !styleOn[style[event]]) continue;
      const y = uy[event] * world - originY;
      if (y < minY || y >= maxY) continue;
      const share = ux[event];
      const x = (share + Math.round(centre - share)) * world - originX;
      if (x < minX || x >= maxX) continue;
      visit(event, x, y, Math.floor((y - minY) / CELL) * columns + Math.floor((x - minX) / CELL));
    }
  }

  sm.eachInside = eachInside;

  function cellsOf(view, bounds) {
    const { store } = sm;
    const size = Math.ceil((bounds.max.x - bounds.min.x) / CELL) *
      Math.ceil((bounds.max.y - bounds.min.y) / CELL);
    if (counts.length < size) {
      counts = new Int32Array(size);
      tops = new Int32Array(size);
    } else {
      counts.fill(0);
    }
    const used = [];
    const areas = new Map();
    let wide = 0;
    eachInside(view, bounds, (event, x, y, cell) => {
      if (store.flags[event] & 2) {
        if (counts[cell] === 0) {
          used.push(cell);
          tops[cell] = event;
        } else if (store.rank[event] < store.rank[tops[cell]]) {
          tops[cell] = event;
        }
        counts[cell] += 1;
        return;
      }
      wide += 1;
      if (areas.size > MOST_AREAS) return;
      const key = cell * RADII + store.radiusCode[event];
      const area = areas.get(key);
      if (!area) {
        areas.set(key, { kind: 'area', cell, event, count: 1, x, y });
      } else {
        area.count += 1;
        if (store.rank[event] < store.rank[area.event]) area.event = event;
      }
    });
    const symbols = used.map((cell) => {
      const event = tops[cell];
      const { x, y } = sm.place(view, store.ux[event], store.uy[event]);
      return { kind: 'symbol', cell, event, count: counts[cell], x, y };
    });
    return { symbols, areas: [...areas.values()], wide };
  }

  /* Find what lies near a point without asking everything: symbols by square of the screen, each
     square a chain of numbers, the last one first. */
  class Squares {
    constructor(symbols, bounds) {
      this.symbols = symbols;
      this.left = bounds.min.x;
      this.top = bounds.min.y;
      this.columns = Math.ceil((bounds.max.x - bounds.min.x) / REACH) + 2;
      const rows = Math.ceil((bounds.max.y - bounds.min.y) / REACH) + 2;
      this.first = new Int32Array(this.columns * rows).fill(-1);
      this.next = new Int32Array(symbols.length);
      this.taken = new Uint8Array(symbols.length);
      for (let i = symbols.length - 1; i >= 0; i -= 1) {
        const square = this.squareOf(symbols[i]);
        this.next[i] = this.first[square];
        this.first[square] = i;
      }
    }

    /* One empty square around all: every square has eight neighbours. */
    squareOf({ x, y }) {
      const column = Math.floor((x - this.left) / REACH) + 1;
      const row = Math.floor((y - this.top) / REACH) + 1;
      return row * this.columns + column;
    }

    /* Symbols within reach of one that no count has taken yet, itself among them. */
    free(symbol) {
      const { symbols, first, next, taken, columns } = this;
      const found = [];
      const middle = this.squareOf(symbol);
      for (let row = middle - columns; row <= middle + columns; row += columns) {
        for (let square = row - 1; square <= row + 1; square += 1) {
          for (let i = first[square]; i >= 0; i = next[i]) {
            if (taken[i]) continue;
            const dx = symbols[i].x - symbol.x;
            const dy = symbols[i].y - symbol.y;
            if (dx * dx + dy * dy <= REACH * REACH) found.push(i);
          }
        }
      }
      return found;
    }

    /* Take symbols away, by their numbers. */
    take(numbers) {
      return numbers.map((i) => {
        this.taken[i] = 1;
        return this.symbols[i];
      });
    }
  }

  /* Numbers of symbols, the largest count first, equal ones in the order of their cells. */
  function byCount(symbols) {
    const keys = Float64Array.from(symbols, ({ count, cell }) => cell - count * CELLS);
    const numberAt = new Map(symbols.map(({ cell }, number) => [cell, number]));
    return keys.sort().map((key) => numberAt.get(((key % CELLS) + CELLS) % CELLS));
  }

  function clusterOf(members) {
    const cluster = { kind: 'cluster', count: 0, x: 0, y: 0, members, event: members[0].event };
    for (const member of members) {
      cluster.count += member.count;
      cluster.x += member.x * member.count;
      cluster.y += member.y * member.count;
      if (sm.store.rank[member.event] < sm.store.rank[cluster.event]) cluster.event = member.event;
    }
    cluster.x /= cluster.count;
    cluster.y /= cluster.count;
    return cluster;
  }

  /** Radius of a count's disc in pixels. */
  sm.clusterRadius = (count) => 10 + 4 * Math.log10(count);

  /* Join discs that overlap, the larger taking the smaller, until none do. */
  function apart(clusters) {
    const kept = [];
    const waiting = [...clusters].sort((a, b) => b.count - a.count || a.y - b.y || a.x - b.x);
    while (waiting.length) {
      const cluster = waiting.shift();
      const other = kept.findIndex(
        (one) =>
          Math.hypot(one.x - cluster.x, one.y - cluster.y) <
          sm.clusterRadius(one.count) + sm.clusterRadius(cluster.count) - 3,
      );
      if (other < 0) kept.push(cluster);
      else waiting.unshift(clusterOf([...kept.splice(other, 1)[0].members, ...cluster.members]));
    }
    return kept;
  }

  function crowdsOf(symbols, bounds) {
    const squares = new Squares(symbols, bounds);
    const clusters = [];
    for (const number of byCount(symbols)) {
      if (squares.taken[number]) continue;
      const members = squares.free(symbols[number]);
      if (members.length >= CROWD) clusters.push(clusterOf(squares.take(members)));
    }
    const loose = symbols.filter((_, number) => !squares.taken[number]);
    return swallow(apart(clusters), loose);
  }

  /* A loose symbol under a count's disc would be unreadable: it joins the count. */
  function swallow(discs, loose) {
    const free = [];
    const covers = ({ x, y, count }, symbol) => {
      const reach = sm.clusterRadius(count) + 4;
      return (x - symbol.x) ** 2 + (y - symbol.y) ** 2 < reach * reach;
    };
    for (const symbol of loose) {
      const disc = discs.find((one) => covers(one, symbol));
      if (!disc) free.push(symbol);
      else {
        disc.members.push(symbol);
        disc.count += symbol.count;
      }
    }
    return [...free, ...discs];
  }

  function marksOf(symbols, view, bounds) {
    if (sm.densityShown.hexagons) return sm.hexagonMarks(view, bounds);
    return symbols.length >= CROWD ? crowdsOf(symbols, bounds) : symbols;
  }

  /** What to draw within bounds: areas, symbols, counts; and how many reports stay undrawn. */
  sm.gather = (view, bounds) => {
    const { symbols, areas, wide } = cellsOf(view, bounds);
    const tooMany = areas.length > MOST_AREAS;
    return {
      areas: tooMany ? [] : areas,
      marks: marksOf(symbols, view, bounds),
      undrawn: tooMany ? wide : 0,
    };
  };

  /** All reports behind something drawn, newest first. */
  sm.reportsBehind = (mark, view, bounds) => {
    const newestFirst = (events) => events.sort((a, b) => sm.store.rank[a] - sm.store.rank[b]);
    if (mark.kind === 'hexagon') return newestFirst([...mark.events]);
    const cells = new Set((mark.members ?? [mark]).map((member) => member.cell));
    const found = [];
    eachInside(view, bounds, (event, x, y, cell) => {
      if (!cells.has(cell)) return;
      const isArea = (sm.store.flags[event] & 2) === 0;
      if (isArea !== (mark.kind === 'area')) return;
      if (isArea && sm.store.radius[event] !== sm.store.radius[mark.event]) return;
      found.push(event);
    });
    return newestFirst(found);
  };
})(strikemap);
