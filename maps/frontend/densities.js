/* Summaries that the page counts itself, so that they follow every filter: heat below the symbols,
   and hexagons of one area on the ground in their place (maps/hexagons.py has the same cells).
   Reports known only to an area are in neither. */
(function (sm) {
  'use strict';

  const CELL = 4;
  const SIGMA = 18;
  /* Three passes of a box of this many cells on either side are a Gaussian of SIGMA. */
  const REACH = Math.round((Math.sqrt((12 * (SIGMA / CELL) ** 2) / 3 + 1) - 1) / 2);
  const HEX = 26;
  const MOST_CLASSES = 5;
  const FEWEST_COLUMNS = 6;
  const PARTS = 4;

  /* Light to dark in lightness too: [share of the peak, red, green, blue, alpha]. */
  const TONES = {
    light: [[0, 254, 217, 142, 0], [0.15, 254, 217, 142, 0.55], [0.45, 236, 112, 20, 0.7],
      [0.75, 173, 52, 6, 0.8], [1, 90, 20, 10, 0.88]],
    dark: [[0, 90, 40, 20, 0], [0.15, 120, 50, 20, 0.5], [0.45, 217, 95, 14, 0.65],
      [0.75, 254, 178, 76, 0.75], [1, 255, 247, 200, 0.85]],
  };
  const SHADES = {
    light: ['#fde6c5', '#f8b878', '#e5803a', '#b84a1b', '#7a2708'],
    dark: ['#4a2a17', '#7d3f17', '#b85c1e', '#e78f4a', '#ffd2a6'],
  };
  /* The edge of a hexagon stands out 3:1 from land and sea where its fill does not. */
  const EDGES = { light: '#8a4b1f', dark: '#d0966a' };
  const mode = () => (sm.theme.dark ? 'dark' : 'light');

  /** Width of the bell of one report, in pixels: for the legend. */
  sm.heatSigma = SIGMA;

  /** What the summaries show now: for the legend. */
  sm.density = { heat: null, hexagons: null };
  sm.densityShown = { heat: false, hexagons: false };

  function blurRow(from, to, start, step, length) {
    const width = 2 * REACH + 1;
    let sum = 0;
    for (let i = -REACH; i < length + REACH; i += 1) {
      if (i + REACH < length) sum += from[start + (i + REACH) * step];
      if (i - REACH - 1 >= 0) sum -= from[start + (i - REACH - 1) * step];
      if (i >= 0 && i < length) to[start + i * step] = sum / width;
    }
  }

  function blur(grid, columns, rows) {
    let [from, to] = [grid, new Float32Array(grid.length)];
    for (let pass = 0; pass < 3; pass += 1) {
      for (let row = 0; row < rows; row += 1) blurRow(from, to, row * columns, 1, columns);
      [from, to] = [to, from];
      for (let column = 0; column < columns; column += 1) blurRow(from, to, column, columns, rows);
      [from, to] = [to, from];
    }
    return from;
  }

  /* What one report alone comes to at its middle. */
  const ALONE = (() => {
    const side = 6 * REACH + 7;
    const grid = new Float32Array(side * side);
    const middle = (side * side - 1) / 2;
    grid[middle] = 1;
    return blur(grid, side, side)[middle];
  })();

  function tone(share, stops) {
    const at = stops.findIndex(([stop]) => share <= stop);
    if (at <= 0) return stops[Math.max(at, 0)].slice(1);
    const [low, high] = [stops[at - 1], stops[at]];
    const part = (share - low[0]) / (high[0] - low[0]);
    return low.slice(1).map((value, i) => value + part * (high[i + 1] - value));
  }

  function pictureOf(grid, columns, rows, peak) {
    const canvas = sm.el('canvas', { width: columns, height: rows });
    const context = canvas.getContext('2d');
    const image = context.createImageData(columns, rows);
    const stops = TONES[mode()];
    const table = Array.from({ length: 256 }, (_, i) => tone(i / 255, stops));
    for (let i = 0; i < grid.length; i += 1) {
      const [red, green, blue, alpha] = table[Math.min(255, Math.round((255 * grid[i]) / peak))];
      image.data.set([red, green, blue, 255 * alpha], 4 * i);
    }
    context.putImageData(image, 0, 0);
    return canvas;
  }

  /* The grid goes beyond the bounds as far as a bell reaches. */
  function paintHeat(context, view, bounds) {
    if (!sm.store.ready) return;
    const margin = 3 * REACH * CELL;
    const wide = L.bounds(
      bounds.min.subtract([margin, margin]), bounds.max.add([margin, margin]));
    const columns = Math.ceil((wide.max.x - wide.min.x) / CELL);
    const rows = Math.ceil((wide.max.y - wide.min.y) / CELL);
    const grid = new Float32Array(columns * rows);
    let counted = 0;
    sm.eachInside(view, wide, (event, x, y) => {
      if (!sm.store.isAtPoint(event)) return;
      const [column, row] = [Math.floor((x - wide.min.x) / CELL), Math.floor((y - wide.min.y) / CELL)];
      grid[row * columns + column] += 1;
      counted += 1;
    });
    sm.density.heat = { peak: 0 };
    if (counted > 0) {
      const heat = blur(grid, columns, rows);
      const peak = heat.reduce((most, value) => Math.max(most, value), 0);
      sm.density.heat = { peak: peak / ALONE };
      context.imageSmoothingEnabled = true;
      context.drawImage(pictureOf(heat, columns, rows, peak), wide.min.x, wide.min.y,
        columns * CELL, rows * CELL);
    }
    sm.emit('density');
  }

  /* Round areas: 1, 2 or 5 times a power of ten, so wide that a number fits in. */
  function cellArea(metresPerPixel) {
    const least = (Math.sqrt(3) / 2) * ((HEX * metresPerPixel) / 1000) ** 2;
    const power = 10 ** Math.floor(Math.log10(least));
    return [1, 2, 5, 10].map((step) => step * power).find((area) => area >= least);
  }

  /* The cells of a zoom: whole columns around the earth, so that none is cut at the antimeridian. */
  function gridOf(world) {
    const { lon, lat } = sm.data.cells;
    const plane = sm.equalArea(lat);
    const metresPerPixel = 1 / sm.pixels({ world }, 1, lat);
    const wanted = 1000 * Math.sqrt((cellArea(metresPerPixel) * 2) / Math.sqrt(3));
    const columns = Math.max(FEWEST_COLUMNS, Math.round(plane.turn / wanted));
    const width = plane.turn / columns;
    return { plane, lon, columns, width, area: (Math.sqrt(3) / 2) * (width / 1000) ** 2 };
  }

  let norths = null;

  /* Metres north of the equator of every report, in the equal-area projection: worked out once. */
  function northsOf({ north }) {
    const { store } = sm;
    norths ??= Float64Array.from({ length: store.rows }, (_, event) => north(store.latOf(event)));
    return norths;
  }

  /* A cell as one number: its row and column, each around a middle. */
  const MIDDLE = 2 ** 22;
  const SPAN = 2 ** 23;
  const rowOf = (key) => Math.floor(key / SPAN) - MIDDLE;
  const columnOf = (key) => (key % SPAN) - MIDDLE;

  /* Which cell a place is in, one all around the earth. */
  function cellOf({ lon, columns, width }, east, north) {
    const turn = ((((east - lon + 540) % 360) + 360) % 360) - 180;
    const r = north / ((width * Math.sqrt(3)) / 2);
    const q = (turn / 360) * columns - r / 2;
    let column = Math.round(q);
    let row = Math.round(r);
    const third = Math.round(-q - r);
    const dq = Math.abs(column - q);
    const dr = Math.abs(row - r);
    const ds = Math.abs(third + q + r);
    if (dq > dr && dq > ds) column = -row - third;
    else if (dr > ds) row = -column - third;
    column -= columns * Math.floor((column + row / 2) / columns + 0.5);
    return (row + MIDDLE) * SPAN + column + MIDDLE;
  }

  let cells = { columns: 0, keys: null };

  /* The cell of every report: worked out once for a size of cells, so that moving the map is cheap. */
  function cellsOf(grid) {
    if (cells.columns !== grid.columns) {
      const { store } = sm;
      const heights = northsOf(grid.plane);
      const keys = Float64Array.from({ length: store.rows }, (_, event) =>
        cellOf(grid, store.lonOf(event), heights[event]));
      cells = { columns: grid.columns, keys };
    }
    return cells.keys;
  }

  /* Corners of a cell of width 1, with points between them: a straight side in one projection is
     curved in the other. */
  const SHAPE = Array.from({ length: 6 }, (_, i) => [i, i + 1].map((at) => {
    const angle = (Math.PI / 3) * at + Math.PI / 6;
    return [Math.cos(angle) / Math.sqrt(3), Math.sin(angle) / Math.sqrt(3)];
  })).flatMap(([[x0, y0], [x1, y1]]) => Array.from({ length: PARTS }, (_, i) =>
    [x0 + (i / PARTS) * (x1 - x0), y0 + (i / PARTS) * (y1 - y0)]));

  /* A cell as the screen shows it: outline, middle, room for a number. */
  function drawnCell(view, { plane, lon, columns, width }, column, row, beside) {
    const at = (x, y) => ({
      x: (sm.unitX(lon) + x / columns) * view.world - view.origin.x,
      y: sm.unitY(plane.latitude(y * width)) * view.world - view.origin.y,
    });
    const [middleX, middleY] = [column + row / 2, (row * Math.sqrt(3)) / 2];
    const middle = at(middleX, middleY);
    const shift = Math.round((beside - middle.x) / view.world) * view.world;
    const outline = new Path2D();
    let [top, bottom] = [Infinity, -Infinity];
    for (const [dx, dy] of SHAPE) {
      const { x, y } = at(middleX + dx, middleY + dy);
      outline.lineTo(x + shift, y);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
    }
    outline.closePath();
    const half = view.world / columns / 2;
    return {
      outline, top, bottom, half, x: middle.x + shift, y: middle.y,
      radius: Math.min(half, (bottom - top) / 2),
    };
  }

  /* Limits that grow by a factor, whole numbers. */
  function limitsFor(most) {
    const limits = new Set();
    for (let i = 0; i < MOST_CLASSES; i += 1) limits.add(Math.max(1, Math.round(most ** (i / MOST_CLASSES))));
    return [...limits].sort((a, b) => a - b);
  }

  /* The reports of every cell that may reach into some bounds. Cells are counted whole, also where
     a part of them lies beyond the bounds. */
  function reportsByCell(view, bounds, grid) {
    const found = new Map();
    const spare = (1.5 * view.world) / grid.columns;
    const strip = L.bounds([bounds.min.x - spare, -1e9], [bounds.max.x + spare, 1e9]);
    const keys = cellsOf(grid);
    sm.eachInside(view, strip, (event, x) => {
      if (!sm.store.isAtPoint(event)) return;
      const key = keys[event];
      const cell = found.get(key);
      if (cell) cell.events.push(event);
      else found.set(key, { column: columnOf(key), row: rowOf(key), x, events: [event] });
    });
    return found.values();
  }

  /** Hexagons within bounds, as marks of the events layer: each knows its reports. */
  sm.hexagonMarks = (view, bounds) => {
    const grid = gridOf(view.world);
    const { rank } = sm.store;
    const marks = [];
    for (const { column, row, x, events } of reportsByCell(view, bounds, grid)) {
      const cell = drawnCell(view, grid, column, row, x);
      if (cell.x + cell.half < bounds.min.x || cell.x - cell.half > bounds.max.x
        || cell.bottom < bounds.min.y || cell.top > bounds.max.y) continue;
      const event = events.reduce((best, one) => (rank[one] < rank[best] ? one : best));
      marks.push({ kind: 'hexagon', key: `${column}/${row}`, event, events, count: events.length, ...cell });
    }
    const most = marks.reduce((greatest, { count }) => Math.max(greatest, count), 0);
    const limits = limitsFor(Math.max(most, 1));
    for (const mark of marks) mark.class = limits.findLastIndex((low) => mark.count >= low);
    sm.density.hexagons = { limits, most, width: grid.width, area: grid.area };
    sm.emit('density');
    return marks;
  };

  sm.shadeOfClass = (at, classes) =>
    SHADES[mode()][classes === 1 ? 2 : Math.round((at * (MOST_CLASSES - 1)) / (classes - 1))];

  /** The edge of hexagons in this mode. */
  sm.hexagonEdge = () => EDGES[mode()];

  /* The number on a fill is black or white, whichever stands out more: at least 4.5:1. */
  const isPale = (colour) => sm.luminance(colour) > 0.179;

  const inkOn = (colour) => (isPale(colour) ? '#000000' : '#ffffff');

  /** Every fill of a hexagon with the colour of its number. */
  sm.hexagonInks = () => SHADES[mode()].map((colour) => [colour, inkOn(colour)]);

  /** The tones of the heat in this mode, weakest first: red, green, blue, opacity. */
  sm.heatTones = () => TONES[mode()].map((stop) => stop.slice(1));

  const NARROWEST = 11;
  const OPACITY = 0.88;

  /** Draw a hexagon and its number. */
  sm.paintHexagon = (context, mark) => {
    const colour = sm.shadeOfClass(mark.class, sm.density.hexagons.limits.length);
    context.fillStyle = colour;
    context.globalAlpha = OPACITY;
    context.fill(mark.outline);
    context.globalAlpha = 1;
    context.lineWidth = 1;
    context.strokeStyle = EDGES[mode()];
    context.stroke(mark.outline);
    if (mark.radius < NARROWEST) return;
    context.font = `600 10.5px ${sm.theme.font}`;
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    context.fillStyle = inkOn(colour);
    const text = mark.count < 1000 ? sm.number(mark.count) : sm.number(mark.count, { notation: 'compact' });
    context.fillText(text, mark.x, mark.y + 0.5);
  };

  const Heat = sm.CanvasLayer.extend({
    onAdd(map) {
      sm.densityShown.heat = true;
      sm.CanvasLayer.prototype.onAdd.call(this, map);
      sm.redraw();
      sm.emit('density');
    },
    onRemove(map) {
      sm.densityShown.heat = false;
      sm.CanvasLayer.prototype.onRemove.call(this, map);
      sm.emit('density');
    },
  });

  sm.makeLayer.heat = () => new Heat('sm-heat', sm.ORDER.heat, paintHeat);

  /* The hexagons are drawn by the events layer; this layer is their switch. */
  const Switch = L.Layer.extend({
    onAdd() {
      sm.densityShown.hexagons = true;
      sm.redraw();
    },
    onRemove() {
      sm.densityShown.hexagons = false;
      sm.density.hexagons = null;
      sm.redraw();
      sm.emit('density');
    },
  });

  sm.makeLayer.hexagons = () => new Switch();
})(strikemap);
