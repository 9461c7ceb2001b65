import { exchangeScript } from './exchange-script.ts';

/** How often the waiting page asks again: quick enough to feel alive, slow enough for a phone's battery. */
export const refreshSeconds = 4;

/**
 * Opens the payment link again and again without loading the page anew. A redirect shows as status 0, whose place a
 * script may not learn: then the browser itself follows, as it does to a page that says no. Not while nobody looks: a
 * page of bKash that nobody sees would only grow old. Without it a meta refresh does the same.
 */
export const waitScript = `
(() => {
${exchangeScript}
  let timer;

  function later() {
    clearTimeout(timer);
    if (!document.hidden) timer = setTimeout(knock, ${refreshSeconds * 1000});
  }

  async function knock() {
    try {
      const answer = await fetch(location.href, { redirect: 'manual' });
      if (answer.ok) await exchange(answer);
      else if (answer.status < 500) return location.reload();
    } catch { /* offline for a moment: the next try tells */ }
    later();
  }

  document.addEventListener('visibilitychange', () => {
    clearTimeout(timer);
    if (!document.hidden) knock();
  });
  later();
})();
`;
