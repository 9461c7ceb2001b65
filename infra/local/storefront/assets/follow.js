// Asks the shop whether the order has moved, and loads the page anew when it has. Without JavaScript the page
// does the same by a meta refresh.
const page = document.querySelector('[data-follow]');
const longestWaitMs = 15000;
let waitMs = 1500;

async function look() {
  if (!document.hidden && (await hasMoved())) return location.reload();
  waitMs = Math.min(waitMs * 1.2, longestWaitMs);
  setTimeout(look, waitMs);
}

async function hasMoved() {
  try {
    const answer = await fetch(page.dataset.follow, { cache: 'no-store' });
    return answer.ok && (await answer.json()).stamp !== page.dataset.stamp;
  } catch {
    return false; // offline for a moment: the next look will tell
  }
}

if (page) setTimeout(look, waitMs);
