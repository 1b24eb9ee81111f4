/* All names and numbers on the map, placed one after the other where nothing stands yet:
   rings and lines first, then countries, towns, and admin-1 areas. */
(function (sm) {
  'use strict';

  const ADMIN_NAMES_ZOOM = 6.5;
  const AZIMUTHS = [45, 315, 135, 225, 20, 340, 70, 290, 110, 250, 160, 200, 0, 90, 180, 270];
  const SHARES = [0.5, 0.6, 0.4, 0.7, 0.3, 0.8];
  const BESIDE = [[38, 0], [-38, 0], [34, 14], [-34, 14], [34, -14], [-34, -14], [0, 24], [0, -24]];
  const LATIN = /^[\p{Script=Latin}\p{P}\p{Zs}]+$/u;

  /* Which towns have a name at a zoom: powers of ten of their inhabitants, as place_names.py has it. */
  const LEAST_TOWN = (zoom) => 10 ** (7.2 - 0.42 * (zoom - 2));
  const MOST_TOWNS = 40;
  const TOWN_DOT = 2;
  const MOST_LETTERS = 80;
  const SUBURB = 26;
  const MARKED = 14;

  const hits = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

  class Board {
    constructor(context, view) {
      this.context = context;
      this.view = view;
      this.taken = [];
      this.marks = [];
    }

    block(x, y, reach) {
      this.taken.push([x - reach, y - reach, x + reach, y + reach]);
    }

    /** Keep clear of a symbol. */
    mark(x, y, reach) {
      this.marks.push({ x, y });
      this.block(x, y, reach);
    }

    /** Whether a symbol stands on a point. */
    isMarked(x, y) {
      return this.marks.some((mark) => Math.hypot(mark.x - x, mark.y - y) < MARKED);
    }

    box(x, y, width, height) {
      return [x - width / 2 - 3, y - height / 2 - 2, x + width / 2 + 3, y + height / 2 + 2];
    }

    isFree(box) {
      const { left, top, right, bottom } = this.view;
      if (box[0] < left + 4 || box[1] < top + 4 || box[2] > right - 4 || box[3] > bottom - 4) return false;
      return !this.taken.some((other) => hits(box, other));
    }

    /** Write at the first free place. */
    write(text, places, look) {
      const { context } = this;
      context.font = `${look.weight} ${look.size}px ${sm.theme.font}`;
      context.letterSpacing = look.spacing ?? '0px';
      const width = context.measureText(text).width;
      const found = places.find(([x, y]) => this.isFree(this.box(x, y, width, look.size)));
      if (found) {
        const [x, y] = found;
        this.taken.push(this.box(x, y, width, look.size));
        context.textAlign = 'center';
        context.textBaseline = 'middle';
        context.lineJoin = 'round';
        context.lineWidth = look.halo ?? 3.5;
        context.strokeStyle = look.ground ?? sm.theme.casing;
        context.strokeText(text, x, y);
        context.fillStyle = look.colour;
        context.fillText(text, x, y);
      }
      context.letterSpacing = '0px';
      return Boolean(found);
    }
  }

  /* Names keep clear of the buttons and lines that stand on the map. */
  function blockControls(board) {
    const { left, top } = board.view;
    const frame = sm.map.getContainer().getBoundingClientRect();
    for (const control of sm.map.getContainer().querySelectorAll('.leaflet-control')) {
      const box = control.getBoundingClientRect();
      board.taken.push([box.left - frame.left + left - 4, box.top - frame.top + top - 4,
        box.right - frame.left + left + 4, box.bottom - frame.top + top + 4]);
    }
  }

  function nearby(view, lon, lat) {
    const { x, y } = sm.place(view, sm.unitX(lon), sm.unitY(lat));
    return [x, y];
  }

  function writeRings(board) {
    for (const site of sm.data.rings) {
      const [x, y] = nearby(board.view, site.lon, site.lat);
      board.block(x, y, 6);
    }
    for (const site of sm.data.rings) {
      const [x, y] = nearby(board.view, site.lon, site.lat);
      const context = board.context;
      context.font = `700 12.5px ${sm.theme.font}`;
      const half = context.measureText(site.label).width / 2 + 19;
      const sides = [[x + half, y], [x - half, y], [x, y - 22], [x, y + 22],
        [x + half, y - 13], [x - half, y - 13], [x + half, y + 13], [x - half, y + 13]];
      board.write(site.label, sides, { weight: 700, size: 12.5, colour: sm.theme.ink });
      for (const ring of site.rings) {
        const places = AZIMUTHS.map((azimuth) => {
          const [lon, lat] = sm.destination(site.lon, site.lat, azimuth, ring.radius);
          return nearby(board.view, lon, lat);
        });
        board.write(sm.distance(ring.radius), places, {
          weight: 600, size: 11, colour: sm.theme.ring, halo: 5, ground: sm.theme.land,
        });
      }
    }
  }

  /* The end of a line that is not the reference place: its number belongs there. */
  function farEnd(path) {
    const ends = [path.slice(-2), path.slice(0, 2)];
    const isSite = ([lon, lat]) => sm.data.rings.some(
      (site) => Math.abs(site.lon - lon) < 0.01 && Math.abs(site.lat - lat) < 0.01);
    return ends.find((end) => !isSite(end)) ?? ends[0];
  }

  function writeLines(board) {
    for (const group of sm.data.lines) {
      for (const { path, verdict, text } of group.lines) {
        if (!text) continue;
        const points = path.length / 2;
        const along = SHARES.map((share) => {
          const at = 2 * Math.round(share * (points - 1));
          return nearby(board.view, path[at], path[at + 1]);
        });
        const [x, y] = nearby(board.view, ...farEnd(path));
        const places = [...BESIDE.map(([dx, dy]) => [x + dx, y + dy]), ...along];
        board.write(text, places, {
          weight: 600, size: 11.5, colour: sm.theme[verdict], halo: 4.5, ground: sm.theme.land,
        });
      }
    }
  }

  function writeSites(board) {
    const { context } = board;
    const all = sm.data.sites.flatMap(({ sites }) => sites);
    for (const { lon, lat } of all) board.block(...nearby(board.view, lon, lat), 5);
    const isRinged = (site) => sm.data.rings.some(({ label, lon, lat }) =>
      label === site.name && Math.hypot(lon - site.lon, lat - site.lat) < 0.05);
    for (const site of all) {
      if (sm.referenceShown.rings && isRinged(site)) continue; // its ring has its name already
      const { lon, lat, name } = site;
      const [x, y] = nearby(board.view, lon, lat);
      const text = String(name).slice(0, MOST_LETTERS);
      context.font = `600 11.5px ${sm.theme.font}`;
      const half = context.measureText(text).width / 2;
      const sides = [9, 19].flatMap((gap) => [
        [x + half + gap, y], [x - half - gap, y], [x, y - gap - 4], [x, y + gap + 4]]);
      board.write(text, sides, {
        weight: 600, size: 11.5, colour: sm.theme.ink, ground: sm.theme.land,
      });
    }
  }

  function writeNames(board, names, level, look) {
    const { view } = board;
    const perDegree = view.world / 360;
    const wanted = names.filter((name) => name.level === level);
    wanted.sort((a, b) => b.size - a.size);
    for (const { name, size, places } of wanted) {
      const room = Math.sqrt(size) * perDegree;
      if (room < look.room) break;
      const isLatin = LATIN.test(name);
      const isLarge = look.capitals && room > 150;
      const text = isLatin && look.capitals ? name.toLocaleUpperCase(sm.language) : name;
      const here = places.map(([ux, uy]) => {
        const { x, y } = sm.place(view, ux, uy);
        return [x, y];
      });
      board.write(text, here, {
        ...look, size: look.size + (isLarge ? 2 : 0), spacing: isLatin ? look.spacing : '0px',
      });
    }
  }

  /* The towns in view that are large enough for the zoom, without the suburbs of a larger one. */
  function townsIn(view, names, least) {
    const found = [];
    for (const { level, name, weight, capital, places: [[ux, uy]] } of names) {
      if (level !== 'town' || weight < least) continue;
      const { x, y } = sm.place(view, ux, uy);
      if (x < view.left || x > view.right || y < view.top || y > view.bottom) continue;
      if (found.some((other) => Math.hypot(other.x - x, other.y - y) < SUBURB)) continue;
      found.push({ name, capital, x, y });
    }
    return found;
  }

  /* A town with its dot. Where a symbol stands on it, its name alone is written beside the symbol;
     where another name covers it, nothing is. */
  function writeTown(board, { name, capital, x, y }) {
    const { context } = board;
    const dot = [x - TOWN_DOT, y - TOWN_DOT, x + TOWN_DOT, y + TOWN_DOT];
    const isFree = board.isFree(dot);
    if (!isFree && !capital && !board.isMarked(x, y)) return false;
    const [size, weight] = capital ? [11.5, 600] : [11, 500];
    context.font = `${weight} ${size}px ${sm.theme.font}`;
    const half = context.measureText(name).width / 2;
    const sides = (isFree && !capital ? [6] : [6, 15, 24]).flatMap((gap) => [
      [x + half + gap, y], [x - half - gap, y], [x, y - gap - 5], [x, y + gap + 5],
      [x + half + gap, y + 14], [x - half - gap, y + 14], [x + half + gap, y - 14],
      [x - half - gap, y - 14]]);
    if (isFree) board.taken.push(dot);
    const look = { weight, size, colour: sm.theme.town, ground: sm.theme.land, halo: 3 };
    const isWritten = board.write(name, sides, look);
    if (!isFree) return isWritten;
    if (!isWritten) {
      board.taken.pop();
      return false;
    }
    context.beginPath();
    context.arc(x, y, capital ? TOWN_DOT + 0.8 : TOWN_DOT, 0, 2 * Math.PI);
    context.fillStyle = sm.theme.town;
    context.fill();
    return true;
  }

  function writeTowns(board, names, zoom) {
    let written = 0;
    for (const town of townsIn(board.view, names, LEAST_TOWN(zoom))) {
      if (writeTown(board, town)) written += 1;
      if (written >= MOST_TOWNS) return;
    }
  }

  function paint(context, view) {
    const board = new Board(context, view);
    const { marks, areas } = sm.drawn;
    for (const mark of marks) {
      board.mark(mark.x, mark.y, mark.kind === 'cluster' ? sm.clusterRadius(mark.count) : mark.radius ?? 10);
    }
    for (const area of areas) board.mark(area.x, area.y, 8);
    blockControls(board);
    if (sm.referenceShown.rings) writeRings(board);
    if (sm.referenceShown.lines) writeLines(board);
    if (sm.referenceShown.sites) writeSites(board);
    if (!sm.outlinesShown) return;
    const names = sm.placeNames();
    const ground = sm.theme.land;
    writeNames(board, names, 'country', {
      weight: 600, size: 11, colour: sm.theme.label, spacing: '1.6px', capitals: true, room: 34, ground,
    });
    const zoom = Math.log2(view.world / 256);
    writeTowns(board, names, zoom);
    if (zoom < ADMIN_NAMES_ZOOM) return;
    writeNames(board, names, 'admin1', {
      weight: 400, size: 10.5, colour: sm.theme.label, room: 60, ground,
    });
  }

  sm.labelLayer = () => new sm.CanvasLayer('sm-labels', sm.ORDER.labels, paint);
})(strikemap);
