/* A filter as a list of names with counts: the frequent ones in sight, the others folded away,
   and a field to find one among many. */
(function (sm) {
  'use strict';

  const IN_SIGHT = 8;
  const SEARCHED_ABOVE = 14;
  const MOST = 200;

  const TITLES = {
    __proto__: null, attributions: 'attribution', precisions: 'precision', actor: 'actor', source: 'source',
  };
  const filterOf = (key) => sm.choosable().find((filter) => filter.key === key);

  function naming(key) {
    if (key === 'attributions') return (name) => sm.word(name);
    if (key === 'precisions') return (name) => sm.brief(sm.term(name));
    return (name) => (name === undefined ? sm.word('not_stated') : sm.brief(name));
  }

  function choice(key, name, number) {
    const input = sm.el('input', {
      type: 'checkbox',
      change: ({ target }) => {
        const { on, set } = filterOf(key);
        const next = [...on];
        next[number] = target.checked;
        set(next);
      },
    });
    const count = sm.el('span', { class: 'sm-choice-count' });
    const node = sm.el('label', { class: 'sm-choice' }, input,
      sm.el('span', { class: 'sm-choice-name' }, naming(key)(name)), count);
    return { input, count, node, number };
  }

  /* Boxes are made when somebody looks: a list of sources may be long. */
  function folded(rows, make) {
    const holder = sm.el('div', {});
    const fold = sm.el('details', { class: 'sm-fold' },
      sm.el('summary', {}, sm.word('others', { n: rows.length })), holder);
    fold.addEventListener('toggle', () => {
      if (fold.open && holder.childElementCount === 0) make(holder, rows);
    });
    return fold;
  }

  /** One filter of the panel: its element, and what brings it up to date. */
  sm.choices = (key) => {
    const { names } = filterOf(key);
    const made = new Map();
    const refresh = () => {
      const { on, counts } = filterOf(key);
      const numbers = counts();
      for (const { input, count, number } of made.values()) {
        input.checked = on[number];
        count.textContent = sm.number(numbers[number]);
      }
    };
    const make = (holder, numbers) => {
      sm.put(holder, numbers.slice(0, MOST).map((number) => {
        if (!made.has(number)) made.set(number, choice(key, names[number], number));
        return made.get(number).node;
      }), numbers.length > MOST
        ? sm.el('p', { class: 'sm-hint' }, sm.word('and_more', { n: numbers.length - MOST })) : null);
      refresh();
    };
    const all = names.map((_, number) => number);
    const isShort = all.length <= IN_SIGHT + 2;
    const [first, rest] = isShort ? [all, []] : [all.slice(0, IN_SIGHT), all.slice(IN_SIGHT)];
    const top = sm.el('div', {});
    make(top, first);
    const fold = rest.length ? folded(rest, make) : null;
    const button = (word, isOn) => sm.el('button', {
      type: 'button', class: 'sm-plain', click: () => filterOf(key).set(names.map(() => isOn)),
    }, sm.word(word));
    const title = sm.word(TITLES[key]);
    const node = sm.el('fieldset', { class: `sm-choices sm-choices-${key}` },
      sm.el('legend', { class: 'sm-h3' }, title),
      sm.el('div', { class: 'sm-choice-tools' }, button('all', true), button('none_of_them', false)),
      all.length > SEARCHED_ABOVE ? finder(title, top, fold, { names, first, rest, make }) : null,
      top, fold);
    return { node, refresh };
  };

  /* A field that shows, in place of the two groups, what holds its text. */
  function finder(title, top, fold, { names, first, rest, make }) {
    return sm.el('input', {
      type: 'search', class: 'sm-search sm-find', 'aria-label': sm.word('find_in', { list: title }),
      placeholder: sm.word('find_in', { list: title }),
      input: ({ target }) => {
        const text = sm.plain(target.value.trim());
        const fits = (number) => sm.plain(names[number] ?? '').includes(text);
        fold.hidden = text !== '';
        make(top, text === '' ? first : [...first, ...rest].filter(fits));
        // a name has one box: what moved up is made again below
        const holder = fold.lastElementChild;
        holder.replaceChildren();
        if (text === '' && fold.open) make(holder, rest);
      },
    });
  }
})(strikemap);
