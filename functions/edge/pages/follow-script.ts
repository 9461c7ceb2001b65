import { exchangeScript } from './exchange-script.ts';

/**
 * Follows an order without loading the page anew: asks for the order's view with the page's own token, and fetches the
 * page again when that has moved. It asks less and less often, not at all while nobody looks, and never again once the
 * page carries no `data-stamp`. Without it the page does the same by a meta refresh.
 */
export const followScript = `
(() => {
${exchangeScript}
  const shortestMs = 2000, longestMs = 20000;
  const token = new URLSearchParams(location.search).get('token');
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
    if (answer.ok) await exchange(answer);
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
