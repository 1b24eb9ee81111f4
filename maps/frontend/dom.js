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

  /** Text of the data, isolated so that its writing direction changes nothing around it. */
  sm.said = (text, className) => {
    const node = sm.el('bdi', { dir: 'auto', class: className });
    node.textContent = String(text);
    return node;
  };

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
