/* Summaries that the page counts itself, so that they follow every filter: heat below the symbols,
   and hexagons in their place. Reports known only to an area are in neither. */
(function (sm) {
  'use strict';

  const CELL = 4;
  const SIGMA = 18;
  /* Three passes of a box of this many cells on either side are a Gaussian of SIGMA. */
  const REACH = Math.round((Math.sqrt((12 * (SIGMA / CELL) ** 2) / 3 + 1) - 1) / 2);
  const HEX = 26;
  const MOST_CLASSES = 5;
  const COUNT_ROOM = 15;

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

  /* Which hexagon a point is in: axial coordinates, corners up. */
  function hexOf(x, y, radius) {
    const q = ((Math.sqrt(3) / 3) * x - y / 3) / radius;
    const r = ((2 / 3) * y) / radius;
    let [column, row] = [Math.round(q), Math.round(r)];
    const third = Math.round(-q - r);
    const [dq, dr, ds] = [Math.abs(column - q), Math.abs(row - r), Math.abs(third + q + r)];
    if (dq > dr && dq > ds) column = -row - third;
    else if (dr > ds) row = -column - third;
    return [column, row];
  }

  /* Limits that grow by a factor, whole numbers. */
  function limitsFor(most) {
    const limits = new Set();
    for (let i = 0; i < MOST_CLASSES; i += 1) limits.add(Math.max(1, Math.round(most ** (i / MOST_CLASSES))));
    return [...limits].sort((a, b) => a - b);
  }

  /** Hexagons within bounds, as marks of the events layer: each knows its reports. */
  sm.hexagonMarks = (view, bounds) => {
    const zoom = Math.log2(view.world / 256);
    const radius = (HEX / Math.sqrt(3)) * 2 ** (zoom - Math.floor(zoom));
    const found = new Map();
    sm.eachInside(view, bounds, (event, x, y) => {
      if (!sm.store.isAtPoint(event)) return;
      // counted from the corner of the world, so that a hexagon stays on its ground
      const [column, row] = hexOf(x + view.origin.x, y + view.origin.y, radius);
      const key = `${column}/${row}`;
      const mark = found.get(key);
      if (mark) {
        mark.count += 1;
        mark.events.push(event);
        if (sm.store.rank[event] < sm.store.rank[mark.event]) mark.event = event;
      } else {
        found.set(key, {
          kind: 'hexagon', event, events: [event], count: 1, radius,
          x: radius * Math.sqrt(3) * (column + row / 2) - view.origin.x,
          y: radius * 1.5 * row - view.origin.y,
        });
      }
    });
    const marks = [...found.values()];
    const limits = limitsFor(marks.reduce((most, { count }) => Math.max(most, count), 1));
    for (const mark of marks) mark.class = limits.findLastIndex((low) => mark.count >= low);
    const middle = sm.map.getCenter().lat;
    sm.density.hexagons = {
      limits, most: marks.reduce((most, { count }) => Math.max(most, count), 0),
      width: (radius * Math.sqrt(3)) / sm.pixels(view, 1, middle),
    };
    sm.emit('density');
    return marks;
  };

  sm.shadeOfClass = (at, classes) =>
    SHADES[mode()][classes === 1 ? 2 : Math.round((at * (MOST_CLASSES - 1)) / (classes - 1))];

  function corners(context, { x, y, radius }) {
    context.beginPath();
    for (let i = 0; i < 6; i += 1) {
      const angle = (Math.PI / 3) * i + Math.PI / 6;
      context.lineTo(x + radius * Math.cos(angle), y + radius * Math.sin(angle));
    }
    context.closePath();
  }

  const isPale = (colour) => {
    const [red, green, blue] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
    return 0.299 * red + 0.587 * green + 0.114 * blue > 140;
  };

  /** Draw a hexagon and its number. */
  sm.paintHexagon = (context, mark) => {
    const colour = sm.shadeOfClass(mark.class, sm.density.hexagons.limits.length);
    corners(context, mark);
    context.fillStyle = colour;
    context.globalAlpha = 0.85;
    context.fill();
    context.globalAlpha = 1;
    context.lineWidth = 1;
    context.strokeStyle = sm.theme.casing;
    context.stroke();
    if (mark.count < 2 || mark.radius < COUNT_ROOM) return;
    context.font = `600 10.5px ${sm.theme.font}`;
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    context.fillStyle = isPale(colour) ? '#1d2126' : '#ffffff';
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

  sm.makeLayer.heat = () => new Heat('sm-heat', 20, paintHeat);

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
