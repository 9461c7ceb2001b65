/**
 * Follows an order without loading the page anew: asks for the order's view with the page's own token, and fetches the
 * page again when that has moved. The news is announced, because only the inside of its live region is exchanged. It
 * asks less and less often, not at all while nobody looks, and never again once the page carries no `data-stamp`.
 * Without it the page does the same by a meta refresh.
 */
export const followScript = `
(() => {
  const shortestMs = 2000, longestMs = 20000;
  const token = new URLSearchParams(location.search).get('token');
  const part = (of, id) => of.getElementById(id);
  let waitMs = shortestMs, timer;

  function later() {
    clearTimeout(timer);
    if (part(document, 'rest').dataset.stamp && !document.hidden) timer = setTimeout(look, waitMs);
  }

  async function look() {
    waitMs = Math.min(waitMs * 1.5, longestMs);
    try {
      const { order, stamp } = part(document, 'rest').dataset;
      const answer = await fetch('/orders/' + order, { headers: { authorization: 'Bearer ' + token } });
      if (answer.status === 401) return;
      if (answer.ok) {
        const { status, payable, updatedAt } = await answer.json();
        if ([status, payable, updatedAt].join(' ') !== stamp) await renew(stamp);
      }
    } catch { /* offline for a moment: the next look tells */ }
    later();
  }

  async function renew(before) {
    const answer = await fetch(location.href);
    if (!answer.ok) return;
    const next = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const held = document.activeElement && document.activeElement.getAttribute('href');
    document.title = next.title;
    part(document, 'news').replaceChildren(...part(next, 'news').childNodes);
    part(document, 'rest').replaceWith(part(next, 'rest'));
    if (held) for (const link of document.links) if (link.getAttribute('href') === held) link.focus();
    if (part(document, 'rest').dataset.stamp !== before) waitMs = shortestMs;
  }

  document.addEventListener('visibilitychange', () => {
    clearTimeout(timer);
    waitMs = shortestMs;
    if (!document.hidden && part(document, 'rest').dataset.stamp) look();
  });
  later();
})();
`;
