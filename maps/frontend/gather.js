/* From reports to what is drawn: one symbol per cell of 4 pixels, and where symbols would pile up
   one neutral count. Reports known only to an area never join a count. */
(function (sm) {
  'use strict';

  const CELL = 4;
  const REACH = 26;
  const CROWD = 7;
  const MOST_AREAS = 250;

  let counts = new Int32Array(0);
  let tops = new Int32Array(0);

  /** Call back for each report that is kept and lies within bounds, with its cell. */
  function eachInside(view, bounds, visit) {
    const { store } = sm;
    const columns = Math.ceil((bounds.max.x - bounds.min.x) / CELL);
    const [minX, minY, maxX, maxY] = [bounds.min.x, bounds.min.y, bounds.max.x, bounds.max.y];
    for (let event = 0; event < store.rows; event += 1) {
      if ((store.flags[event] & 1) === 0 || store.passes[event] === 0) continue;
      if (!store.styleOn[store.style[event]]) continue;
      const y = store.uy[event] * view.world - view.origin.y;
      if (y < minY || y >= maxY) continue;
      const ux = store.ux[event];
      const x = (ux + Math.round(view.centre - ux)) * view.world - view.origin.x;
      if (x < minX || x >= maxX) continue;
      visit(event, x, y, Math.floor((y - minY) / CELL) * columns + Math.floor((x - minX) / CELL));
    }
  }


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
      const key = `${cell}/${store.radius[event]}`;
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
    return { symbols, areas: [...areas.values()] };
  }

  function bucketsOf(symbols, side) {
    const buckets = new Map();
    for (const symbol of symbols) {
      const key = `${Math.floor(symbol.x / side)}/${Math.floor(symbol.y / side)}`;
      if (!buckets.has(key)) buckets.set(key, []);
      buckets.get(key).push(symbol);
    }
    return (x, y) => {
      const found = [];
      const [column, row] = [Math.floor(x / side), Math.floor(y / side)];
      for (let i = -1; i <= 1; i += 1) {
        for (let j = -1; j <= 1; j += 1) found.push(...(buckets.get(`${column + i}/${row + j}`) ?? []));
      }
      return found;
    };
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
    const near = bucketsOf(symbols, REACH);
    const taken = new Set();
    const clusters = [];
    const ordered = [...symbols].sort((a, b) => b.count - a.count || a.cell - b.cell);
    for (const symbol of ordered) {
      if (taken.has(symbol)) continue;
      const members = near(symbol.x, symbol.y).filter(
        (other) =>
          !taken.has(other) && Math.hypot(other.x - symbol.x, other.y - symbol.y) <= REACH,
      );
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

  /** What to draw within bounds: areas, symbols, counts; and how many reports stay undrawn. */
  sm.gather = (view, bounds) => {
    const { symbols, areas } = cellsOf(view, bounds);
    const marks = symbols.length >= CROWD ? crowdsOf(symbols) : symbols;
    const tooMany = areas.length > MOST_AREAS;
    return {
      areas: tooMany ? [] : areas,
      marks,
      undrawn: tooMany ? areas.reduce((sum, area) => sum + area.count, 0) : 0,
    };
  };

  /** All reports behind something drawn, newest first. */
  sm.reportsBehind = (mark, view, bounds) => {
    const cells = new Set((mark.members ?? [mark]).map((member) => member.cell));
    const found = [];
    eachInside(view, bounds, (event, x, y, cell) => {
      if (!cells.has(cell)) return;
      const isArea = (sm.store.flags[event] & 2) === 0;
      if (isArea !== (mark.kind === 'area')) return;
      if (isArea && sm.store.radius[event] !== sm.store.radius[mark.event]) return;
      found.push(event);
    });
    return found.sort((a, b) => sm.store.rank[a] - sm.store.rank[b]);
  };
})(strikemap);
