/* Build elements without markup: attributes by name, text as text. */
(function (sm) {
  'use strict';

  const isContent = (child) => child !== null && child !== undefined && child !== false;
  const SVG = 'http://www.w3.org/2000/svg';

  function fill(element, attributes, children) {
    for (const [name, value] of Object.entries(attributes ?? {})) {
      if (value === undefined || value === null || value === false) continue;
      if (typeof value === 'function') element.addEventListener(name, value);
      else element.setAttribute(name, value === true ? '' : value);
    }
    element.append(...children.flat(Infinity).filter(isContent));
    return element;
  }

  /** Make an HTML element; functions among the attributes listen, children are nodes or text. */
  sm.el = (tag, attributes, ...children) => fill(document.createElement(tag), attributes, children);

  /** Make an SVG element. */
  sm.svg = (tag, attributes, ...children) =>
    fill(document.createElementNS(SVG, tag), attributes, children);

  const LONG = 4000;

  /* Where a text may be parted at or before a place, so that no character is cut in two. */
  const seam = (text, at) => (text.charCodeAt(at - 1) >> 10 === 0x36 ? at - 1 : at);

  /* A text in parts, of which the browser lays out only those in sight: a word of a million
     letters would hold it up for minutes. */
  function parts(text) {
    const found = [];
    for (let from = 0; from < text.length;) {
      const to = seam(text, Math.min(text.length, from + LONG));
      found.push(sm.el('span', { class: 'sm-piece' }, text.slice(from, to)));
      from = to;
    }
    return found;
  }

  /* The first part of a text, no character cut in two, and a way to all of it. */
  function cut(node, text) {
    node.textContent = text.slice(0, seam(text, LONG));
    const more = sm.el('button', {
      type: 'button', class: 'sm-more',
      click: (event) => {
        event.preventDefault();
        event.stopPropagation();
        node.replaceChildren(...parts(text));
      },
    });
    more.textContent = sm.word('show_all', { n: text.length });
    node.append('… ', more);
  }

  /** Text of the data, isolated so that its writing direction changes nothing around it. */
  sm.said = (text, className) => {
    const node = sm.el('bdi', { dir: 'auto', class: className });
    const whole = String(text);
    if (whole.length > LONG) cut(node, whole);
    else node.textContent = whole;
    return node;
  };

  /** The beginning of a text of the data, where there is one line for it. */
  sm.brief = (text) => sm.said(String(text).slice(0, 300));

  /** A link if the address is one of the web, else the address as text. */
  sm.link = (address, label, className) => {
    let url = null;
    try {
      url = new URL(String(address));
    } catch {
      // no address: shown as the text it is
    }
    if (url === null || !['http:', 'https:'].includes(url.protocol)) return sm.said(label, className);
    const node = sm.el('a', { rel: 'noopener noreferrer', target: '_blank', class: className });
    node.href = url.href;
    node.append(sm.said(label));
    return node;
  };

  /** Replace all children of an element. */
  sm.put = (element, ...children) => {
    element.replaceChildren(...children.flat(Infinity).filter(isContent));
    return element;
  };
})(strikemap);
