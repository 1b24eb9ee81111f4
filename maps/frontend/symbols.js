/* Symbols: one outline per shape, for the canvas and for the legend alike. */
(function (sm) {
  'use strict';

  /* Outlines around (0, 0) whose areas look alike at radius 1. */
  const OUTLINES = {
    __proto__: null,
    triangle: 'M0-1.18 1.12.82H-1.12Z',
    diamond: 'M0-1.22 1.22 0 0 1.22-1.22 0Z',
    square: 'M-.9-.9H.9V.9H-.9Z',
    circle: 'M-1.02 0A1.02 1.02 0 1 1 1.02 0 1.02 1.02 0 1 1-1.02 0Z',
    star: 'M0-1.3.38-.46 1.28-.4.6.2.82 1.1 0 .6-.82 1.1-.6.2-1.28-.4-.38-.46Z',
    cross: 'M-.62-1.1 0-.48.62-1.1 1.1-.62.48 0 1.1.62.62 1.1 0 .48-.62 1.1-1.1.62-.48 0-1.1-.62Z',
    hexagon: 'M0-1.14 1 -.57V.57L0 1.14-1 .57V-.57Z',
    plus: 'M-.38-1.14H.38V-.38H1.14V.38H.38V1.14H-.38V.38H-1.14V-.38H-.38Z',
  };

  /* Marks around a symbol, at radius 1: what is said about who did it. */
  const ARC = (from, to) => {
    const [a, b] = [from, to].map((degrees) => (degrees * Math.PI) / 180);
    const large = to - from > 180 ? 1 : 0;
    return `M${Math.cos(a).toFixed(3)} ${Math.sin(a).toFixed(3)}A1 1 0 ${large} 1 ${Math.cos(b).toFixed(3)} ${Math.sin(b).toFixed(3)}`;
  };
  const MARKS = {
    __proto__: null,
    claimed: '',
    attributed: '',
    contested: ARC(20, 70) + ARC(110, 160) + ARC(200, 250) + ARC(290, 340),
    denied: `${ARC(0, 180)}${ARC(180, 360)}M-.99.99-.55.55M.55-.55.99-.99`,
    unknown: '',
  };

  const PATHS = Object.fromEntries(
    Object.entries(OUTLINES).map(([shape, outline]) => [shape, new Path2D(outline)]),
  );
  const MARK_PATHS = Object.fromEntries(
    Object.entries(MARKS).map(([word, outline]) => [word, new Path2D(outline)]),
  );

  sm.SYMBOL_RADIUS = 7;
  const MARK_GAP = 4.5;
  const HOLLOW = 0.84;
  const HOLLOW_LINE = 1.7;
  const PALE = 0.35;

  function scaled(context, x, y, radius, draw) {
    context.save();
    context.translate(x, y);
    context.scale(radius, radius);
    draw(1 / radius);
    context.restore();
  }

  /** Draw a symbol: filled for a position, small and hollow for the middle of an area. */
  sm.drawSymbol = (context, x, y, radius, { style, attribution, hollow }) => {
    const colour = sm.shade(style.colour);
    const path = PATHS[style.shape];
    const edge = hollow ? HOLLOW_LINE : 0;
    scaled(context, x, y, hollow ? radius * HOLLOW : radius, (pixel) => {
      const stroke = (ink, width) => {
        context.strokeStyle = ink;
        context.lineWidth = width * pixel;
        context.stroke(path);
      };
      context.lineJoin = 'round';
      stroke(sm.theme.casing, edge + (attribution === 'claimed' ? 4.6 : 3.2));
      if (attribution === 'claimed') stroke(sm.theme.ink, edge + (hollow ? 1.8 : 2.6));
      context.fillStyle = sm.theme.casing;
      context.fill(path);
      if (!hollow) {
        context.globalAlpha = attribution === 'unknown' ? PALE : 1;
        context.fillStyle = colour;
        context.fill(path);
        context.globalAlpha = 1;
      }
      if (hollow || attribution === 'unknown') stroke(colour, HOLLOW_LINE);
    });
    if (!MARKS[attribution]) return;
    scaled(context, x, y, radius + MARK_GAP, (pixel) => {
      context.lineCap = 'round';
      context.strokeStyle = sm.theme.casing;
      context.lineWidth = 3.2 * pixel;
      context.stroke(MARK_PATHS[attribution]);
      context.strokeStyle = sm.theme.ink;
      context.lineWidth = 1.4 * pixel;
      context.stroke(MARK_PATHS[attribution]);
    });
  };

  let sprites = new Map();
  sm.on('theme', () => {
    sprites = new Map();
  });

  /** The symbol as a picture, drawn once per look; its side is in CSS pixels. */
  sm.sprite = (styleNumber, attributionNumber, hollow, radius) => {
    const ratio = window.devicePixelRatio || 1;
    const key = `${styleNumber}/${attributionNumber}/${hollow}/${radius}/${ratio}`;
    if (!sprites.has(key)) {
      const side = 2 * Math.ceil(radius + MARK_GAP + 4);
      const canvas = sm.el('canvas', { width: side * ratio, height: side * ratio });
      const context = canvas.getContext('2d');
      context.scale(ratio, ratio);
      const { styles, attributions } = sm.data.events;
      const look = { style: styles[styleNumber], attribution: attributions[attributionNumber], hollow };
      sm.drawSymbol(context, side / 2, side / 2, radius, look);
      sprites.set(key, { canvas, side });
    }
    return sprites.get(key);
  };

  /** The symbol as a small SVG for legend, list and card. */
  sm.swatch = (style, { attribution = '', hollow = false } = {}) => {
    const radius = hollow ? 5.4 : 6.2;
    const colour = sm.shade(style.colour);
    const parts = [];
    const glyph = (look) => parts.push(sm.svg('path', {
      d: OUTLINES[style.shape], transform: `scale(${radius})`, 'stroke-linejoin': 'round', ...look,
    }));
    if (attribution === 'claimed') {
      glyph({ fill: 'none', stroke: 'currentColor', 'stroke-width': (hollow ? HOLLOW_LINE + 1.8 : 2.6) / radius });
    }
    const isOutlined = hollow || attribution === 'unknown';
    glyph({ fill: sm.theme.casing });
    glyph({
      fill: hollow ? 'none' : colour, 'fill-opacity': attribution === 'unknown' ? PALE : 1,
      stroke: isOutlined ? colour : 'none', 'stroke-width': HOLLOW_LINE / radius,
    });
    if (MARKS[attribution]) {
      parts.push(sm.svg('path', { d: MARKS[attribution], transform: 'scale(10.4)', fill: 'none',
        stroke: 'currentColor', 'stroke-width': 1.5 / 10.4, 'stroke-linecap': 'round' }));
    }
    return sm.svg('svg', { viewBox: '-13 -13 26 26', class: 'sm-swatch', 'aria-hidden': 'true' }, ...parts);
  };
})(strikemap);
