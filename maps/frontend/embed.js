/* In a frame of another page: tell that page how high this one is. The message holds one number
   and nothing of the data, so that any page may read it. */
(function (sm) {
  'use strict';

  if (!sm.data.page.embed) return;

  let told = 0;

  function tell() {
    const height = Math.ceil(sm.nodes.root.getBoundingClientRect().height);
    if (height === told || window.parent === window) return;
    told = height;
    window.parent.postMessage({ type: 'strikemap:height', height }, '*');
  }

  sm.on('frame', () => {
    sm.nodes.root.classList.add('sm-embed');
    new ResizeObserver(tell).observe(sm.nodes.root);
  });
})(strikemap);
