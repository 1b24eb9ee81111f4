/* Put the parts together once folium has built the map and its layers. */
(function (sm) {
  'use strict';

  function countLine() {
    const { store, drawn, nodes } = sm;
    if (!sm.data.events || store.rows === 0) {
      nodes.count.textContent = sm.word('none');
      return;
    }
    if (!store.ready || !drawn.view) return;
    const { left, top, right, bottom } = drawn.view;
    const seen = [...drawn.marks, ...drawn.areas].filter(
      ({ x, y }) => x >= left && x <= right && y >= top && y <= bottom,
    );
    let kept = 0;
    for (let event = 0; event < store.rows; event += 1) if (store.isKept(event)) kept += 1;
    const blanks = {
      drawn: seen.length, shown: seen.reduce((sum, mark) => sum + mark.count, 0),
      all: store.rows, kept,
    };
    const parts = [sm.word(kept === store.rows ? 'count' : 'count_filtered', blanks)];
    const omitted = sm.omittedCount();
    if (omitted) parts.push(sm.word('count_unplaced', { n: omitted }));
    if (drawn.undrawn) parts.push(sm.word('too_wide_here', { n: drawn.undrawn }));
    const text = `${parts.join('; ')}.`;
    if (nodes.count.textContent !== text) nodes.count.textContent = text;
  }

  /** Called by the page after folium's own script. */
  sm.start = () => {
    const { body } = sm.nodes;
    sm.on('painted', countLine);
    sm.on('loaded', () => {
      if (sm.store.rows && sm.data.page.legend) sm.put(body.querySelector('.sm-slot-legend'), sm.legend());
      countLine();
    });
    sm.on('broken', (reason) => {
      sm.nodes.count.textContent = sm.word('broken', { reason });
    });
    body.append(sm.el('div', { class: 'sm-slot-legend' }));
    const keys = sm.keys();
    if (keys) body.append(keys);
    if (sm.data.claims.length) body.append(sm.claims());
    if (sm.store.rows) body.append(sm.list());
    body.append(sm.omitted());
    sm.map.addLayer(sm.labelLayer());
    sm.emit('start');
    new ResizeObserver(() => sm.map.invalidateSize({ pan: false })).observe(sm.nodes.stage);
  };
})(strikemap);
