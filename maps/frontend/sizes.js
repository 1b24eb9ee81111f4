/* Symbols whose area is a figure; sizes.py has the same rule. */
(function (sm) {
  'use strict';

  const [LARGEST, SMALLEST, PER_ROOT] = [24, 4, 6];
  const UNKNOWN = 5;
  const SIZES = sm.data.events?.sizes ?? null;

  /** Whether the symbols' areas stand for a figure. */
  sm.isSized = SIZES !== null;

  const scale = SIZES && SIZES.most > 0 ? Math.min(PER_ROOT, LARGEST / Math.sqrt(SIZES.most)) : 0;

  /** Radius of a figure in pixels, in half pixels, so that pictures of symbols are few. */
  sm.radiusOfFigure = (figure) =>
    Math.round(2 * Math.max(SMALLEST, scale * Math.sqrt(figure))) / 2;

  const figureOf = (column, event) => {
    const figure = sm.store[column][event];
    return figure === sm.MISSING ? null : figure;
  };

  /** The radius of a single report's symbol, and of its greatest figure; null without sizes. */
  sm.sizeOf = (mark) => {
    if (!sm.isSized || mark.count > 1 || mark.kind === 'cluster') return null;
    const [low, high] = [figureOf('size', mark.event), figureOf('sizeMost', mark.event)];
    if (low === null && high === null) return { radius: UNKNOWN, most: UNKNOWN, isUnknown: true };
    return {
      radius: sm.radiusOfFigure(low ?? 0), most: sm.radiusOfFigure(high ?? low ?? 0), isUnknown: false,
    };
  };

  /* Round figures for the legend: the greatest, and smaller ones by a factor of about four. */
  function samples(most) {
    const round = (value) => {
      const step = 10 ** Math.floor(Math.log10(Math.max(value, 1)));
      return Math.max(1, Math.floor(value / step) * step);
    };
    return [...new Set([most, most / 4, most / 16].filter((value) => value >= 1).map(round))].sort((a, b) => a - b);
  }

  /** What the sizes mean, for the legend; nothing without sizes. */
  sm.sizeSigns = () => {
    if (!sm.isSized) return null;
    const circle = (radius, more = {}) => sm.svg('svg', {
      viewBox: `${-LARGEST - 2} ${-LARGEST - 2} ${2 * LARGEST + 4} ${2 * LARGEST + 4}`,
      class: 'sm-size-swatch', 'aria-hidden': 'true',
    }, sm.svg('circle', { r: radius, fill: '#6b7280', ...more }));
    return sm.el('div', {},
      sm.el('h3', { class: 'sm-h3' }, sm.brief(sm.term(SIZES.said))),
      sm.el('ul', { class: 'sm-size-list' }, samples(SIZES.most).map((figure) =>
        sm.el('li', {}, circle(sm.radiusOfFigure(figure)), sm.el('span', {}, sm.number(figure))))),
      sm.el('p', { class: 'sm-hint' }, sm.word('sizes_mean')));
  };
})(strikemap);
