/* The keyboard's way to the symbols: one button that stands on a symbol; arrows move it. */
(function (sm) {
  'use strict';

  const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  let button = null;
  let current = null;

  function inSight() {
    const { marks, areas, view } = sm.drawn;
    if (!view) return [];
    return [...marks, ...areas].filter(
      ({ x, y }) => x >= view.left && x <= view.right && y >= view.top && y <= view.bottom,
    );
  }

  function label(mark) {
    const { store } = sm;
    const title = String(store.say(mark.event, 'title') ?? '').slice(0, 300);
    if (mark.count > 1) return sm.word('symbols_label', { n: mark.count, title });
    return sm.word('symbol_label', {
      label: sm.data.events.styles[store.style[mark.event]].label, title,
      when: String(store.say(mark.event, 'when') ?? sm.word('undated')).slice(0, 100),
    });
  }

  function stand(mark) {
    current = mark;
    button.hidden = mark === null && inSight().length === 0;
    if (!mark) return;
    const { x, y } = sm.map.layerPointToContainerPoint([mark.x, mark.y]);
    button.style.transform = `translate(${x}px, ${y}px)`;
    button.setAttribute('aria-label', label(mark));
  }

  /* The nearest symbol in a direction: far aside counts double. */
  function next([dx, dy]) {
    let best = null;
    let least = Infinity;
    for (const mark of inSight()) {
      if (mark === current) continue;
      const [x, y] = [mark.x - current.x, mark.y - current.y];
      const along = x * dx + y * dy;
      const aside = Math.abs(x * dy - y * dx);
      if (along <= 0.5 || aside > 3 * along) continue;
      const cost = along + 2 * aside;
      if (cost < least) {
        least = cost;
        best = mark;
      }
    }
    return best;
  }

  function follow() {
    if (!button) return;
    const marks = inSight();
    button.hidden = marks.length === 0;
    if (marks.length === 0) {
      current = null;
      return;
    }
    const same = current && marks.find((mark) => mark.event === current.event);
    const middle = { x: (sm.drawn.view.left + sm.drawn.view.right) / 2,
      y: (sm.drawn.view.top + sm.drawn.view.bottom) / 2 };
    const near = (mark) => Math.hypot(mark.x - middle.x, mark.y - middle.y);
    stand(same || [...marks].sort((a, b) => near(a) - near(b))[0]);
  }

  function keys(event) {
    if (event.key in WAYS) {
      const mark = next(WAYS[event.key]);
      if (mark) stand(mark);
      event.preventDefault();
      event.stopPropagation();
    }
  }

  sm.on('start', () => {
    button = sm.el('button', {
      type: 'button', class: 'sm-cursor', hidden: true, keydown: keys,
      click: (event) => {
        event.stopPropagation();
        if (current) sm.openMark(current, button);
      },
    });
    sm.map.getContainer().append(button);
    sm.map.on('move', () => current && stand(current));
  });
  sm.on('drawn', follow);
})(strikemap);
