/* Colours of the drawn parts, read from the style sheet so that both modes live in one place. */
(function (sm) {
  'use strict';

  const NAMES = [
    'land', 'sea', 'coast', 'border', 'admin', 'ink', 'muted', 'label', 'casing', 'cluster',
    'on-cluster', 'focus', 'yes', 'no', 'undetermined', 'ring',
  ];
  const DARK = window.matchMedia('(prefers-color-scheme: dark)');

  sm.theme = {};
  sm.reducedMotion = window.matchMedia('(prefers-reduced-motion: reduce)');

  function read() {
    const style = getComputedStyle(document.documentElement);
    for (const name of NAMES) sm.theme[name] = style.getPropertyValue(`--sm-${name}`).trim();
    sm.theme.dark = DARK.matches;
    sm.theme.font = getComputedStyle(document.body).fontFamily;
  }

  function channels(colour) {
    return [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
  }

  function luminance(rgb) {
    const [r, g, b] = rgb.map((value) => {
      const share = value / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  }

  /** A symbol's colour on this mode's land: lightened in dark mode until the contrast is 3:1. */
  sm.shade = (colour) => {
    if (!sm.theme.dark) return colour;
    let rgb = channels(colour);
    const land = luminance(channels(sm.theme.land)) + 0.05;
    while ((luminance(rgb) + 0.05) / land < 3.6) rgb = rgb.map((v) => v + (255 - v) * 0.08 + 1);
    return `rgb(${rgb.map((v) => Math.round(Math.min(v, 255))).join(' ')})`;
  };

  read();
  DARK.addEventListener('change', () => {
    read();
    sm.emit('theme');
  });
})(strikemap);
