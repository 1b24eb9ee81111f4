/* The evidence card: what, when, where, who says what, with sources; every word as text. */
(function (sm) {
  'use strict';

  let reports = [];
  let position = 0;
  let opener = null;

  const named = (word, ...children) => [
    sm.el('dt', {}, sm.word(word)), sm.el('dd', {}, children),
  ];
  const small = (text) => sm.el('span', { class: 'sm-note' }, sm.said(text));

  /* Decimals that the radius allows: a kilometre is a hundredth of a degree. */
  const decimalsFor = (radius) => (radius === null || radius >= 5000 ? 1 : radius >= 500 ? 2 : 3);

  function distances(event) {
    const { store } = sm;
    const radius = store.radiusOf(event);
    if (!store.isDrawn(event)) return [];
    return sm.data.rings.map((site) => {
      const metres = sm.distanceBetween(site.lon, site.lat, store.lonOf(event), store.latOf(event));
      if (metres === null || metres < 1) return null;
      const lines = [sm.word('from_site', { distance: sm.distance(metres), site: '\u0000' })];
      const [before, after] = lines[0].split('\u0000');
      const range = radius
        ? small(sm.word('may_be', {
          low: sm.distance(Math.max(0, metres - radius)), high: sm.distance(metres + radius),
        }))
        : null;
      return sm.el('p', { class: 'sm-distance' }, before, sm.said(site.label), after, ' ', range);
    });
  }

  function where(event, say) {
    const { store } = sm;
    const parts = [];
    if (say('place')) parts.push(sm.el('p', { class: 'sm-strong' }, sm.said(say('place'))));
    if (say('place_note')) parts.push(sm.el('p', {}, small(say('place_note'))));
    if (say('precision')) parts.push(sm.el('p', {}, sm.said(say('precision'))));
    if (store.isDrawn(event)) {
      const radius = store.radiusOf(event);
      const at = `\u2066${sm.coordinates(store.lonOf(event), store.latOf(event), decimalsFor(radius))}\u2069`;
      const known = radius === null
        ? sm.word('radius_unknown') : sm.word('within', { radius: sm.distance(radius) });
      parts.push(sm.el('p', {}, small(sm.word('position', { at, known }))));
    } else {
      parts.push(sm.el('p', {}, small(`${sm.word('not_shown')}: ${sm.reasonOf(event)}`)));
    }
    return [...parts, ...distances(event)];
  }

  /** Why a report is not on the map, in words. */
  sm.reasonOf = (event) => {
    const reason = sm.store.say(event, 'reason');
    if (reason && typeof reason === 'object') return sm.word(reason.word);
    return reason ?? sm.word('no_position');
  };

  function harm(entries) {
    return sm.el('div', { class: 'sm-harm' }, entries.map((entry) =>
      sm.el('div', { class: 'sm-figure' },
        sm.el('span', { class: 'sm-figure-value' }, sm.said(entry.value ?? '')),
        sm.el('span', { class: 'sm-figure-label' }, sm.said(sm.term(entry.label ?? ''))),
        entry.note ? small(entry.note) : null)));
  }

  const STANCES = {
    __proto__: null, claims: 'claims_', attributes: 'attributes', denies: 'denies', reports: 'reports_',
  };

  function voice(entry, sources) {
    const stance = STANCES[entry.stance];
    const cited = sources.findIndex((item) => item.id !== undefined && item.id === entry.source);
    return sm.el('div', { class: `sm-voice sm-stance-${stance ? entry.stance : 'other'}` },
      sm.el('p', { class: 'sm-voice-who' },
        entry.voice ? sm.said(entry.voice, 'sm-strong') : null,
        stance ? [' ', sm.el('span', { class: 'sm-stance' }, sm.word(stance))] : null),
      entry.text ? sm.el('p', {}, sm.said(entry.text)) : null,
      entry.quote ? sm.el('blockquote', {}, sm.said(entry.quote)) : null,
      sm.el('p', { class: 'sm-note' },
        [sm.term(entry.role), entry.date].filter(Boolean).flatMap((text, i) => (i ? [' · ', sm.said(text)] : [sm.said(text)])),
        cited >= 0 ? [entry.role || entry.date ? ' · ' : '', `[${sm.number(cited + 1)}]`] : null));
  }

  function voices(entries, sources) {
    const topics = new Map();
    for (const entry of entries) {
      const topic = entry.topic ?? '';
      if (!topics.has(topic)) topics.set(topic, []);
      topics.get(topic).push(entry);
    }
    return [...topics].map(([topic, said]) => sm.el('div', { class: 'sm-topic' },
      topic ? sm.el('h4', { class: 'sm-h4' }, sm.said(sm.term(topic))) : null,
      sm.el('div', { class: 'sm-voices' }, said.map((entry) => voice(entry, sources)))));
  }

  /* A quoted line stands with its source, and with the voice that it is quoted from. */
  const quoted = (entry, said) => said
    .filter(({ quote, source: id }) => quote && entry.id !== undefined && id === entry.id)
    .map(({ quote, voice: who }) => sm.el('p', { class: 'sm-quoted' },
      sm.el('q', {}, sm.said(quote)), who ? [' – ', sm.said(who)] : null));

  function source(entry, said) {
    const issue = [entry.publisher, entry.published].filter(Boolean);
    return sm.el('li', {},
      entry.title || entry.url
        ? sm.link(entry.url, entry.title ?? entry.url, 'sm-source-title') : null,
      sm.el('span', { class: 'sm-note' },
        issue.flatMap((text, i) => (i ? [', ', sm.said(text)] : [sm.said(text)])),
        entry.archive_url ? [' · ', sm.link(entry.archive_url, sm.word('archive'))] : null),
      entry.url && entry.title && !/^https?:/i.test(entry.url) ? small(entry.url) : null,
      quoted(entry, said),
      entry.note ? small(entry.note) : null);
  }

  /* A photograph that travels with the page; anything else is none. */
  function photo(entry) {
    const { data, width, height, alt } = entry ?? {};
    if (!/^data:image\/jpeg;base64,[A-Za-z0-9+/=]+$/.test(data ?? '')) return null;
    return sm.el('figure', { class: 'sm-photo' },
      sm.el('img', { src: data, width, height, alt: String(alt ?? '').slice(0, 1000) }),
      alt ? sm.el('figcaption', { class: 'sm-note' }, sm.said(alt)) : null);
  }

  function attribution(word, say) {
    if (!word) return null;
    return sm.el('p', { class: `sm-attribution sm-attribution-${word}` },
      sm.el('strong', {}, `${sm.word('attribution')}: ${sm.word(word)}`), ' ',
      say('attribution_note') ? sm.said(sm.term(say('attribution_note'))) : sm.word(`${word}_means`));
  }

  function facts(entries) {
    return entries.flatMap((entry) => [
      sm.el('dt', {}, sm.said(sm.term(entry.label ?? ''))),
      sm.el('dd', {}, sm.said(entry.value ?? ''), entry.note ? [' ', small(entry.note)] : null),
    ]);
  }

  const part = (word, ...children) =>
    sm.el('section', { class: 'sm-part' }, sm.el('h3', { class: 'sm-h3' }, sm.word(word)), children);

  /* A page opened from a file may not use the clipboard directly: a hidden field may. */
  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const field = sm.el('textarea', { class: 'sm-off-screen', readonly: true });
      field.value = text;
      sm.nodes.card.append(field);
      field.select();
      document.execCommand('copy');
      field.remove();
    }
  }

  function copier(word, text) {
    const button = sm.el('button', {
      type: 'button', class: 'sm-plain', click: async () => {
        await copy(text());
        button.textContent = sm.word('copied');
        setTimeout(() => {
          button.textContent = sm.word(word);
        }, 1500);
      },
    }, sm.word(word));
    return button;
  }

  function citation(say) {
    const what = [say('title'), say('place'), say('when')].filter(Boolean).join(', ');
    const sources = (say('sources') ?? []).map(({ publisher, title, published, url, archive_url: kept }) =>
      [publisher, title, published, url, kept ? `${sm.word('archive')}: ${kept}` : null]
        .filter(Boolean).join(', '));
    const standing = say('standing') ? ` [${sm.word(say('standing'))}]` : '';
    return [`${what} (${say('id')})${standing}.`, ...sources].join('\n');
  }

  /* What a card needs to know: of a report in the table, or of one that was withdrawn. */
  function subjectOf(event) {
    if (sm.isWithdrawn(event)) {
      const kind = sm.term(event.kind ?? '');
      return {
        say: (field) => event[field], kind, swatch: sm.swatch(sm.WITHDRAWN_STYLE, { hollow: true }),
        word: event.attribution, title: sm.struck(event.title ?? kind),
        place: [['place', 'sm-strong'], ['precision', '']].map(([field, name]) =>
          event[field] ? sm.el('p', { class: name }, sm.said(event[field])) : null),
      };
    }
    const say = (field) => sm.store.say(event, field);
    const style = sm.data.events.styles[sm.store.style[event]];
    return {
      say, kind: style.label, swatch: sm.swatch(style, { hollow: !sm.store.isAtPoint(event) }),
      word: sm.data.events.attributions[sm.store.attribution[event]],
      title: sm.said(say('title') ?? style.label), place: where(event, say),
    };
  }

  function content(event) {
    const { say, kind, swatch, word, title, place } = subjectOf(event);
    const sources = say('sources') ?? [];
    const list = (field) => say(field) ?? [];
    return [
      sm.el('p', { class: 'sm-kind' }, swatch, kind),
      sm.el('h2', { class: 'sm-card-title', id: 'sm-card-title' }, title),
      sm.isWithdrawn(event) ? sm.el('p', { class: 'sm-warning sm-strong' }, sm.whyWithdrawn(event)) : null,
      list('notes').map((note) => sm.el('p', { class: 'sm-warning' }, sm.said(note))),
      photo(say('photo')),
      attribution(word, say),
      sm.el('dl', { class: 'sm-facts' },
        named('when', sm.said(say('when') ?? sm.word('undated')),
          say('when_note') ? [' ', small(say('when_note'))] : null),
        named('where', place),
        facts(list('facts'))),
      list('harm').length ? part('harm', harm(list('harm'))) : null,
      list('voices').length ? part('who_says_what', voices(list('voices'), sources)) : null,
      sources.length
        ? part('sources', sm.el('ol', { class: 'sm-sources' }, sources.map((entry) => source(entry, list('voices'))))) : null,
      say('verification') ? part('verification', sm.el('p', {}, sm.said(sm.term(say('verification'))))) : null,
      sm.el('p', { class: 'sm-copies' },
        copier('copy_link', () => sm.address()),
        copier('copy_citation', () => citation(say))),
      sm.el('p', { class: 'sm-id sm-note' }, sm.said(say('id') ?? '')),
    ];
  }

  function pager() {
    const turn = (by) => show((position + by + reports.length) % reports.length);
    return sm.el('div', { class: 'sm-pager', role: 'group' },
      sm.el('button', { type: 'button', class: 'sm-icon', 'aria-label': sm.word('previous'),
        click: () => turn(-1) }, '‹'),
      sm.el('span', { 'aria-live': 'polite' },
        sm.word('of_here', { i: position + 1, n: reports.length })),
      sm.el('button', { type: 'button', class: 'sm-icon', 'aria-label': sm.word('next'),
        click: () => turn(1) }, '›'));
  }

  function bar() {
    return sm.el('div', { class: 'sm-card-bar' },
      sm.el('button', { type: 'button', class: 'sm-back', click: () => sm.closeCard() },
        sm.el('span', { 'aria-hidden': 'true', class: 'sm-arrow' }, '←'), ' ', sm.word('back')),
      reports.length > 1 ? pager() : null);
  }

  function show(at) {
    position = at;
    sm.chosen = sm.isWithdrawn(reports[at]) ? null : reports[at];
    sm.isOpen = true;
    const { card } = sm.nodes;
    sm.put(card, bar(), sm.el('div', { class: 'sm-card-body' }, content(reports[at])));
    card.setAttribute('aria-labelledby', 'sm-card-title');
    card.hidden = false;
    sm.nodes.root.classList.add('sm-has-card');
    sm.emit('chosen', sm.chosen);
  }

  /* Bring the chosen place into the part of the map that nothing covers. */
  function reveal(event) {
    if (sm.isWithdrawn(event) || !sm.store.isDrawn(event)) return;
    const lat = sm.store.latOf(event);
    const lon = sm.store.lonOf(event);
    const centre = sm.map.getCenter().lng;
    const at = L.latLng(lat, lon + 360 * Math.round((centre - lon) / 360));
    sm.map.panInside(at, {
      paddingTopLeft: [48, 48], paddingBottomRight: [48, 48 + sm.covered()],
      animate: !sm.reducedMotion.matches,
    });
  }

  /** The id of the report whose card is open. */
  sm.openId = () => subjectOf(reports[position]).say('id');

  /** Open the card of some reports; `from` is the element that gets the focus back. */
  sm.openReports = (events, { from = document.activeElement, at = 0 } = {}) => {
    if (!sm.store.texts || events.length === 0) return;
    if (sm.nodes.card.hidden) opener = from;
    reports = events;
    if (sm.isPhone() && sm.sheet() === 'peek') sm.setSheet('half');
    show(at);
    sm.nodes.card.scrollTop = 0;
    sm.nodes.card.focus({ preventScroll: true });
    requestAnimationFrame(() => reveal(events[at]));
  };

  /** Close the card and give the focus back. */
  sm.closeCard = () => {
    if (sm.nodes.card.hidden) return;
    sm.nodes.card.hidden = true;
    sm.nodes.root.classList.remove('sm-has-card');
    sm.chosen = null;
    sm.isOpen = false;
    sm.emit('chosen', null);
    const row = opener?.dataset.event;
    if (opener?.isConnected) opener.focus({ preventScroll: true });
    else if (row !== undefined && sm.focusRow(row)) opener = null; // the list made its rows anew
    else sm.map.getContainer().focus({ preventScroll: true });
    opener = null;
  };

  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !sm.nodes.card.hidden) {
      event.preventDefault();
      sm.closeCard();
    }
  });

  for (const name of ['theme', 'whole']) {
    sm.on(name, () => {
      if (!sm.nodes.card.hidden) show(position);
    });
  }
})(strikemap);
