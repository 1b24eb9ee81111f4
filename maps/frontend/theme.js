/* Colours of the drawn parts, read from the style sheet so that both modes live in one place. */
(function (sm) {
  'use strict';

  const NAMES = [
    'land', 'sea', 'coast', 'border', 'admin', 'ink', 'muted', 'label', 'town', 'casing', 'cluster',
    'on-cluster', 'focus', 'yes', 'no', 'undetermined', 'ring',
  ];
  const DARK = window.matchMedia('(prefers-color-scheme: dark)');

  let isPaper = false;
  sm.theme = {};
  sm.reducedMotion = window.matchMedia('(prefers-reduced-motion: reduce)');

  function read() {
    const style = getComputedStyle(document.documentElement);
    for (const name of NAMES) sm.theme[name] = style.getPropertyValue(`--sm-${name}`).trim();
    sm.theme.dark = DARK.matches && !isPaper;
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

  /** Relative luminance of a colour `#rrggbb`, as WCAG 2.2 defines it. */
  sm.luminance = (colour) => luminance(channels(colour));

  const ratio = (a, b) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);

  /** A symbol's colour in this mode: lighter or darker until it stands out 3:1 from land and sea. */
  sm.shade = (colour) => {
    const grounds = [sm.theme.land, sm.theme.sea].map((ground) => luminance(channels(ground)));
    const isLost = (rgb) => grounds.some((ground) => ratio(luminance(rgb), ground) < least);
    const step = sm.theme.dark ? (v) => Math.min(255, v + (255 - v) * 0.08 + 1) : (v) => v * 0.98;
    const least = sm.theme.dark ? 3.6 : 3.02;
    let rgb = channels(colour);
    if (!isLost(rgb)) return colour;
    while (isLost(rgb)) rgb = rgb.map(step);
    return `rgb(${rgb.map(Math.round).join(' ')})`;
  };

  /** Take the light colours for paper, whatever the screen has; or the screen's again. */
  sm.setPaper = (isOn) => {
    isPaper = isOn;
    document.documentElement.classList.toggle('sm-paper', isOn);
    read();
    sm.emit('theme');
  };

  read();
  DARK.addEventListener('change', () => {
    read();
    sm.emit('theme');
  });
})(strikemap);
