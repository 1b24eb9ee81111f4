/* What lies under the pointer: hover tells, a click opens the card or comes closer to a crowd. */
(function (sm) {
  'use strict';

  const REACH = 13;
  const FINGER = 22;
  const SAME_SPOT = 5;

  function markAt(x, y, reach) {
    const { marks, areas } = sm.drawn;
    let best = null;
    let distance = Infinity;
    for (const mark of [...marks, ...areas]) {
      if (mark.kind === 'hexagon') {
        sm.scratch.setTransform(1, 0, 0, 1, 0, 0);
        if (sm.scratch.isPointInPath(mark.outline, x, y)) return mark;
        continue;
      }
      const own = mark.kind === 'cluster' ? sm.clusterRadius(mark.count) : mark.radius ?? reach;
      const away = Math.hypot(mark.x - x, mark.y - y);
      if (away <= own && away < distance) {
        best = mark;
        distance = away;
      }
    }
    return best;
  }

  /* Inside which shaded areas a point lies, the smallest first. */
  function areasAt(x, y) {
    const { areas, view } = sm.drawn;
    const context = sm.scratch;
    return areas
      .filter((area) => {
        context.setTransform(1, 0, 0, 1, 0, 0);
        return sm.traceDisc(context, view, area.event, area.x, area.y) &&
          context.isPointInPath(x, y);
      })
      .sort((a, b) => sm.store.radius[a.event] - sm.store.radius[b.event]);
  }

  /** All reports of a mark and of what stands on the same spot. */
  sm.reportsAt = (mark) => {
    const { marks, areas, view, bounds } = sm.drawn;
    const same = [...marks, ...areas].filter((other) =>
      other !== mark && other.kind !== 'cluster' &&
      Math.hypot(other.x - mark.x, other.y - mark.y) <= SAME_SPOT);
    return [mark, ...same].flatMap((one) => sm.reportsBehind(one, view, bounds));
  };

  /** Open a mark: its card, or a closer view of a crowd that can come apart. */
  sm.openMark = (mark, from) => {
    if (mark.kind === 'cluster') {
      const members = mark.members.map((member) => member.event);
      const points = members.map((event) => [sm.store.latOf(event), sm.store.lonOf(event)]);
      const box = L.latLngBounds(points);
      if (sm.map.getZoom() < sm.map.getMaxZoom() - 1 && box.getNorthEast().distanceTo(box.getSouthWest()) > 50) {
        sm.map.fitBounds(box, {
          padding: [60, 60], maxZoom: sm.map.getMaxZoom() - 1, animate: !sm.reducedMotion.matches,
        });
        return;
      }
    }
    sm.openReports(sm.reportsAt(mark), { from });
  };

  function found(event) {
    const { x, y } = event.layerPoint;
    const isTouch = event.originalEvent?.pointerType === 'touch';
    return markAt(x, y, isTouch ? FINGER : REACH) ?? areasAt(x, y)[0] ?? null;
  }

  function tell(tip, mark, event) {
    const said = mark && sm.store.texts ? aboutMark(mark) : aboutArea();
    tip.hidden = said.length === 0;
    sm.map.getContainer().classList.toggle('sm-over-mark', Boolean(mark));
    if (tip.hidden) return;
    sm.put(tip, said);
    const { x, y } = event.containerPoint;
    const size = sm.map.getSize();
    tip.classList.toggle('sm-tip-left', x > size.x - 240);
    tip.style.transform = `translate(${x}px, ${y}px)`;
  }

  const aboutArea = () => (sm.areaUnder ? [sm.el('strong', {}, sm.brief(sm.areaUnder))] : []);

  function aboutMark(mark) {
    const title = sm.store.say(mark.event, 'title') ?? '';
    const many = mark.count > 1;
    return [
      sm.el('strong', {}, many ? sm.word('n_reports', { n: mark.count }) : sm.brief(title)),
      mark.kind === 'cluster' ? sm.el('span', {}, sm.word('cluster_means'))
        : sm.el('span', {}, sm.brief(sm.store.say(mark.event, 'hint')
          ?? sm.store.say(mark.event, 'when') ?? sm.word('undated'))),
    ];
  }

  sm.on('start', () => {
    sm.scratch = sm.el('canvas', { width: 1, height: 1 }).getContext('2d');
    const tip = sm.el('div', { class: 'sm-tip', hidden: true, 'aria-hidden': 'true' });
    sm.map.getContainer().append(tip);
    let last = null;
    sm.map.on('mousemove', (event) => {
      if (last === null) {
        requestAnimationFrame(() => {
          if (sm.drawn.view) tell(tip, sm.measuring ? null : found(last), last);
          last = null;
        });
      }
      last = event;
    });
    sm.map.on('mouseout zoomstart movestart', () => {
      tip.hidden = true;
    });
    sm.map.on('click', (event) => {
      if (sm.measuring || !sm.drawn.view) return;
      const mark = found(event);
      if (mark) sm.openMark(mark, sm.map.getContainer());
    });
  });
})(strikemap);
