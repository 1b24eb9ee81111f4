/* The frame of the page: the panel beside the map, a sheet below it on a phone. */
(function (sm) {
  'use strict';

  const PHONE = window.matchMedia('(max-width: 760px)');
  const nodes = {};
  sm.nodes = nodes;
  sm.isPhone = () => PHONE.matches;

  function heading() {
    const { title, subtitle, banner } = sm.data.page;
    const parts = [];
    if (banner) parts.push(sm.el('p', { class: 'sm-banner', role: 'note' }, sm.said(banner)));
    parts.push(sm.el('h1', { class: 'sm-title' }, sm.said(title || sm.word('title'))));
    if (subtitle) parts.push(sm.el('p', { class: 'sm-deck' }, sm.said(subtitle)));
    return sm.el('header', { class: 'sm-heading' }, parts);
  }

  /** A titled part of the panel. */
  sm.section = (name, title, ...children) =>
    sm.el('section', { class: `sm-section sm-${name}`, 'aria-labelledby': `sm-${name}-title` },
      sm.el('h2', { class: 'sm-h2', id: `sm-${name}-title` }, title), children);

  /* A country by its code, in the page's language; an authority without a code by its name. */
  const country = (code) => (/^[A-Z]{2}$/.test(code)
    ? new Intl.DisplayNames(sm.locale, { type: 'region' }).of(code) : code);

  const listed = (codes) => new Intl.ListFormat(sm.locale).format(codes.map(country));

  /* The dashed borders of the map, each with who claims the area and who administers it. */
  function disputes() {
    const areas = sm.data.disputed;
    if (areas.length === 0) return [];
    const line = sm.svg('svg', { viewBox: '0 0 26 8', class: 'sm-dashed', 'aria-hidden': 'true' },
      sm.svg('line', { x1: 1, y1: 4, x2: 25, y2: 4 }));
    // the browser takes long to find the names of countries: not before somebody asks
    const list = sm.el('ul', {});
    const fill = () => sm.put(list, areas.map(({ name, claimed, by }) => sm.el('li', {},
      sm.said(name, 'sm-strong'), ': ', sm.word('claimed_by', { who: listed(claimed) }),
      by ? ['; ', sm.word('administered_by', { who: country(by) })] : null)));
    window.addEventListener('beforeprint', fill);
    return [sm.el('details', { class: 'sm-disputes', toggle: fill },
      sm.el('summary', {}, line, ' ', sm.word('disputed', { n: areas.length })), list)];
  }

  function footer() {
    const { credit, notes, provenance, hosts } = sm.data.page;
    const foot = sm.el('footer', { class: 'sm-foot' });
    if (credit) foot.append(sm.el('p', { class: 'sm-credit' }, sm.said(credit)));
    for (const note of notes) foot.append(sm.el('p', {}, sm.said(note)));
    if (sm.data.outlines.world) foot.append(sm.el('p', {}, sm.word('basis')), ...disputes());
    if (hosts.length) foot.append(sm.el('p', {}, sm.word('outside_hosts', { hosts: hosts.join(', ') })));
    foot.append(sm.el('p', { class: 'sm-screen-only' }, sm.word('online_layers')));
    if (provenance.length) {
      const list = sm.el('dl', { class: 'sm-provenance' });
      for (const [name, value] of provenance) {
        list.append(sm.el('dt', {}, sm.said(sm.term(name))), sm.el('dd', {}, sm.said(value)));
      }
      foot.append(sm.el('details', {}, sm.el('summary', {}, sm.word('provenance')), list));
    }
    return foot;
  }

  const SHEET = ['peek', 'half', 'full'];

  /** Set how much of a phone's screen the sheet takes. */
  sm.setSheet = (state) => {
    const before = sm.sheet();
    nodes.root.dataset.sheet = state;
    const isOpen = state !== 'peek';
    nodes.handle.setAttribute('aria-expanded', String(isOpen));
    nodes.handle.setAttribute('aria-label', sm.word(isOpen ? 'close_panel' : 'open_panel'));
    // at the start this would make the browser lay out a page that is not whole yet
    if (state === 'peek' && before) nodes.scroll.scrollTop = 0;
  };

  sm.sheet = () => nodes.root.dataset.sheet;

  /** How many pixels of the map's lower edge the sheet covers. */
  sm.covered = () => {
    if (!sm.isPhone()) return 0;
    const { stage, panel } = nodes;
    return Math.max(0, stage.getBoundingClientRect().bottom - panel.getBoundingClientRect().top);
  };

  function handle() {
    let startY = null;
    let moved = false;
    const step = (by) => {
      const at = SHEET.indexOf(sm.sheet()) + by;
      sm.setSheet(SHEET[Math.max(0, Math.min(2, at))]);
    };
    return sm.el('button', {
      type: 'button', class: 'sm-handle', 'aria-controls': 'sm-scroll',
      click: () => {
        if (!moved) sm.setSheet(sm.sheet() === 'peek' ? 'half' : 'peek');
      },
      pointerdown: (event) => {
        startY = event.clientY;
        moved = false;
        event.currentTarget.setPointerCapture(event.pointerId);
      },
      pointerup: (event) => {
        const by = startY === null ? 0 : startY - event.clientY;
        startY = null;
        moved = Math.abs(by) > 24;
        if (moved) step(by > 0 ? 1 : -1);
      },
    });
  }

  /** Build the frame around folium's map element. */
  sm.buildFrame = () => {
    document.documentElement.lang = sm.language;
    document.documentElement.dir = sm.language === 'ar' ? 'rtl' : 'ltr';
    document.title = sm.data.page.title || sm.word('title');
    nodes.root = document.getElementById('strikemap');
    nodes.stage = document.getElementById('strikemap-stage');
    nodes.stage.setAttribute('role', 'main');
    nodes.handle = handle();
    nodes.count = sm.el('p', { class: 'sm-count', 'aria-live': 'polite' }, sm.word('loading'));
    nodes.body = sm.el('div', { class: 'sm-body' });
    nodes.card = sm.el('article', { class: 'sm-card', hidden: true, tabindex: '-1' });
    nodes.scroll = sm.el('div', { class: 'sm-scroll', id: 'sm-scroll' },
      heading(), nodes.count, nodes.body, footer());
    nodes.panel = sm.el('aside', { class: 'sm-panel', 'aria-label': sm.word('reports') },
      nodes.handle, nodes.scroll, nodes.card);
    nodes.root.prepend(nodes.panel);
    sm.emit('frame');
    sm.setSheet('peek');
    sm.reserveTime();
  };

  /** Call a listener when the window becomes a phone's or stops being one. */
  sm.onPhoneChange = (listener) => PHONE.addEventListener('change', listener);

  sm.onPhoneChange(() => sm.map?.invalidateSize());
})(strikemap);
