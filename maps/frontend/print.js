/* On paper: in light colours, the map as wide as a sheet with all that the screen shows of it, and
   the whole list. Browsers print what is painted when `beforeprint` returns, so nothing waits. */
(function (sm) {
  'use strict';

  /* Pixels that fit between the margins of A4 and of Letter. */
  const [WIDTH, HEIGHT] = [680, 560];
  let before = null;
  let unfolded = [];

  function paintNow() {
    const layers = [];
    sm.map.eachLayer((layer) => layer instanceof sm.CanvasLayer && layers.push(layer));
    layers.sort((a, b) => a.order - b.order);
    for (const layer of layers) {
      // what is painted now is printed as lines and letters, in which clearing is white paint:
      // a canvas of another size is empty without it
      layer._context.clearRect = () => {};
      layer._container.width = 0;
      layer.render();
      delete layer._context.clearRect;
    }
    sm.emit('painted');
  }

  function sizeOf(width, height) {
    sm.nodes.stage.style.width = width;
    sm.nodes.stage.style.height = height;
    sm.map.invalidateSize({ pan: false, animate: false });
  }

  function toPaper() {
    if (before) return;
    before = { bounds: sm.map.getBounds(), centre: sm.map.getCenter(), zoom: sm.map.getZoom() };
    unfolded = [...document.querySelectorAll('.sm-claim details:not([open])')];
    for (const one of unfolded) one.open = true;
    sm.setPaper(true);
    sm.printRows(true);
    sizeOf(`${WIDTH}px`, `${HEIGHT}px`);
    sm.map.fitBounds(before.bounds, { animate: false });
    paintNow();
  }

  function toScreen() {
    if (!before) return;
    const { centre, zoom } = before;
    before = null;
    for (const one of unfolded) one.open = false;
    sm.setPaper(false);
    sm.printRows(false);
    sizeOf('', '');
    sm.map.setView(centre, zoom, { animate: false });
  }

  sm.on('start', () => {
    window.addEventListener('beforeprint', toPaper);
    window.addEventListener('afterprint', toScreen);
  });
})(strikemap);
