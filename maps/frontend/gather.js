/* From reports to what is drawn: one symbol per cell of 4 pixels, and where symbols would pile up
   one neutral count. Reports known only to an area never join a count. */
(function (sm) {
  'use strict';

  const CELL = 4;
  const REACH = 26;
  const CROWD = 7;
  const MOST_AREAS = 250;
  const RADII = 4096;

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

  /* Find what lies near a point without asking everything: symbols by square of the screen. */
  class Squares {
    constructor(symbols) {
      this.squares = new Map();
      for (const symbol of symbols) {
        const key = this.key(Math.floor(symbol.x / REACH), Math.floor(symbol.y / REACH));
        const square = this.squares.get(key);
        if (square) square.push(symbol);
        else this.squares.set(key, [symbol]);
      }
    }

    key(column, row) {
      return column * 65536 + row;
    }

    /* Symbols within reach that no count has taken yet. */
    free(x, y, taken) {
      const found = [];
      const [column, row] = [Math.floor(x / REACH), Math.floor(y / REACH)];
      for (let i = column - 1; i <= column + 1; i += 1) {
        for (let j = row - 1; j <= row + 1; j += 1) {
          for (const symbol of this.squares.get(this.key(i, j)) ?? []) {
            const [dx, dy] = [symbol.x - x, symbol.y - y];
            if (dx * dx + dy * dy <= REACH * REACH && !taken.has(symbol)) found.push(symbol);
          }
        }
      }
      return found;
    }
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

  function crowdsOf(symbols) {
    const squares = new Squares(symbols);
    const taken = new Set();
    const clusters = [];
    const ordered = [...symbols].sort((a, b) => b.count - a.count || a.cell - b.cell);
    for (const symbol of ordered) {
      if (taken.has(symbol)) continue;
      const members = squares.free(symbol.x, symbol.y, taken);
      if (members.length < CROWD) continue;
      for (const member of members) taken.add(member);
      clusters.push(clusterOf(members));
    }
    const discs = apart(clusters);
    const loose = symbols.filter((symbol) => !taken.has(symbol));
    return swallow(discs, loose);
  }

  /* A loose symbol under a count's disc would be unreadable: it joins the count. */
  function swallow(discs, loose) {
    const free = [];
    for (const symbol of loose) {
      const disc = discs.find(
        (one) => Math.hypot(one.x - symbol.x, one.y - symbol.y) < sm.clusterRadius(one.count) + 4,
      );
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
    return symbols.length >= CROWD ? crowdsOf(symbols) : symbols;
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
