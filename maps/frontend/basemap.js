/* The embedded outlines: a coarse world, and a detailed clip of it where the reports are. */
(function (sm) {
  'use strict';

  const ADMIN_ZOOM = 5.5;
  const KINDS = ['border', 'admin1', 'disputed'];
  const pictures = [];

  function linesOf(columns, name, factor) {
    const [xs, ys, counts] = ['x', 'y', 'n'].map((part) => columns[`${name}-${part}`]);
    const lines = [];
    let start = 0;
    for (const count of counts) {
      const points = new Float64Array(2 * count);
      const box = [Infinity, Infinity, -Infinity, -Infinity];
      for (let i = 0; i < count; i += 1) {
        const x = sm.unitX(xs[start + i] / factor);
        const y = sm.unitY(ys[start + i] / factor);
        points[2 * i] = x;
        points[2 * i + 1] = y;
        box[0] = Math.min(box[0], x);
        box[1] = Math.min(box[1], y);
        box[2] = Math.max(box[2], x);
        box[3] = Math.max(box[3], y);
      }
      lines.push({ points, box });
      start += count;
    }
    return lines;
  }

  function pictureOf(columns, meta) {
    const [west, south, east, north] = meta.box;
    const picture = {
      step: 1 / (360 * meta.steps),
      box: [sm.unitX(west), sm.unitY(north), sm.unitX(east), sm.unitY(south)],
      labels: meta.labels.map((label) => ({ ...label, name: nameOf(label), places: placesOf(label.at) })),
      land: linesOf(columns, 'land', meta.steps),
    };
    for (const kind of KINDS) picture[kind] = linesOf(columns, kind, meta.steps);
    return picture;
  }

  function placesOf(flat) {
    const places = [];
    for (let i = 0; i < flat.length; i += 2) {
      places.push([sm.unitX(flat[i]), sm.unitY(flat[i + 1])]);
    }
    return places;
  }

  /* The language in which a country's name is written; empty for the English one. */
  const LANGUAGE_OF = {
    page: () => (sm.language === 'en' ? '' : sm.language),
    latin: () => '',
    arabic: () => 'ar',
    local: (code) => new Intl.Locale(`und-${code}`).maximize().language,
  }[sm.data.page.placeNames];

  /* A country's name in another language, which the browser knows. */
  function nameOf({ name, code }) {
    try {
      const language = code && LANGUAGE_OF(code);
      return language
        ? new Intl.DisplayNames([language], { type: 'region', fallback: 'none' }).of(code) || name
        : name;
    } catch {
      return name;
    }
  }

  const TOWNS = sm.data.towns.map(({ at: [lon, lat], ...town }) => ({
    ...town, level: 'town', places: [[sm.unitX(lon), sm.unitY(lat)]],
  }));

  /** Which copies of the world touch the bounds. */
  function copies(view, bounds) {
    const first = Math.floor((view.origin.x + bounds.min.x) / view.world);
    const last = Math.floor((view.origin.x + bounds.max.x) / view.world);
    const found = [];
    for (let copy = first - 1; copy <= last; copy += 1) found.push(copy);
    return found;
  }

  function onScreen(line, copy, view, bounds) {
    const [west, north, east, south] = line.box;
    return (
      (east + copy) * view.world - view.origin.x >= bounds.min.x &&
      (west + copy) * view.world - view.origin.x <= bounds.max.x &&
      south * view.world - view.origin.y >= bounds.min.y &&
      north * view.world - view.origin.y <= bounds.max.y
    );
  }

  function trace(context, line, copy, view, isEdge) {
    const { points } = line;
    let pen = false;
    for (let i = 0; i < points.length; i += 2) {
      const x = (points[i] + copy) * view.world - view.origin.x;
      const y = points[i + 1] * view.world - view.origin.y;
      if (pen && !(isEdge && isEdge(points, i))) context.lineTo(x, y);
      else context.moveTo(x, y);
      pen = true;
    }
  }

  function strokeAll(context, lines, view, bounds, style) {
    context.beginPath();
    for (const copy of copies(view, bounds)) {
      for (const line of lines) {
        if (onScreen(line, copy, view, bounds)) trace(context, line, copy, view, style.isEdge);
      }
    }
    context.strokeStyle = style.colour;
    context.lineWidth = style.width;
    context.setLineDash(style.dash ?? []);
    context.stroke();
    context.setLineDash([]);
  }

  /* Land ends at the edge of the clip, which is no coast. */
  function edgeTest({ box, step }) {
    const near = 3 * step;
    const on = (value, edge) => Math.abs(value - edge) < near;
    return (points, i) => {
      const [x0, y0, x1, y1] = [points[i - 2], points[i - 1], points[i], points[i + 1]];
      return (
        [box[0], box[2], 0, 1].some((edge) => on(x0, edge) && on(x1, edge)) ||
        [box[1], box[3]].some((edge) => on(y0, edge) && on(y1, edge))
      );
    };
  }

  function paintPicture(context, picture, view, bounds, zoom) {
    context.beginPath();
    for (const copy of copies(view, bounds)) {
      for (const line of picture.land) {
        if (onScreen(line, copy, view, bounds)) trace(context, line, copy, view);
      }
    }
    context.fillStyle = sm.theme.land;
    context.fill('evenodd');
    if (zoom >= ADMIN_ZOOM) {
      const strength = Math.min(1, (zoom - ADMIN_ZOOM) / 1.5 + 0.35);
      context.globalAlpha = strength;
      strokeAll(context, picture.admin1, view, bounds, { colour: sm.theme.admin, width: 0.8 });
      context.globalAlpha = 1;
    }
    strokeAll(context, picture.land, view, bounds, {
      colour: sm.theme.coast, width: 1, isEdge: edgeTest(picture),
    });
    strokeAll(context, picture.border, view, bounds, { colour: sm.theme.border, width: 1.3 });
    strokeAll(context, picture.disputed, view, bounds, {
      colour: sm.theme.border, width: 1.3, dash: [5, 4],
    });
  }

  function frameOf(box, view, bounds) {
    const path = new Path2D();
    for (const copy of copies(view, bounds)) {
      path.rect(
        (box[0] + copy) * view.world - view.origin.x,
        box[1] * view.world - view.origin.y,
        (box[2] - box[0]) * view.world,
        (box[3] - box[1]) * view.world,
      );
    }
    return path;
  }

  function paint(context, view, bounds) {
    const zoom = Math.log2(view.world / 256);
    context.lineJoin = 'round';
    const [world, detail] = pictures;
    if (!world) return;
    if (!detail) {
      paintPicture(context, world, view, bounds, zoom);
      return;
    }
    const inside = frameOf(detail.box, view, bounds);
    const outside = new Path2D(inside);
    const size = bounds.getSize();
    outside.rect(bounds.min.x, bounds.min.y, size.x, size.y);
    context.save();
    context.clip(outside, 'evenodd');
    paintPicture(context, world, view, bounds, zoom);
    context.restore();
    context.save();
    context.clip(inside);
    paintPicture(context, detail, view, bounds, zoom);
    context.restore();
  }

  /* A country that the clip cuts has its name in its own middle while that is in sight, and
     inside the clip when one has come closer. */
  function joined() {
    const [world, detail] = pictures;
    if (!world) return [];
    if (!detail) return [...world.labels, ...TOWNS];
    const clipped = new Map(detail.labels.map((label) => [`${label.level}/${label.name}`, label]));
    const names = world.labels.map((label) => {
      const key = `${label.level}/${label.name}`;
      const near = clipped.get(key);
      clipped.delete(key);
      return near ? { ...label, places: [...label.places, ...near.places] } : label;
    });
    return [...names, ...clipped.values(), ...TOWNS];
  }

  let names = null;

  /** Names that the labels may write, with the places where they may stand. */
  sm.placeNames = () => {
    names ??= joined();
    return names;
  };

  async function read() {
    const waiting = Object.entries(sm.data.outlines).map(async ([name, meta]) =>
      pictureOf(await sm.unpack(name, meta.sections), meta));
    pictures.push(...await Promise.all(waiting));
    names = null;
  }

  sm.on('start', () => sm.paintAfter(read()));

  sm.makeLayer = { outlines: () => new sm.OutlineLayer('sm-outlines', sm.ORDER.outlines, paint) };

  sm.OutlineLayer = sm.CanvasLayer.extend({
    onAdd(map) {
      sm.outlinesShown = true;
      sm.CanvasLayer.prototype.onAdd.call(this, map);
    },
    onRemove(map) {
      sm.outlinesShown = false;
      sm.CanvasLayer.prototype.onRemove.call(this, map);
    },
    getAttribution: () => sm.word('outlines'),
  });
})(strikemap);
