// Asks the shop whether the order has moved, and loads the page anew when it has. Without JavaScript the page
// does the same by a meta refresh.
const page = document.querySelector('[data-follow]');
const longestWaitMs = 15000;
let waitMs = 1500;

// The payment link moves the order before it leads to bKash: a reload in that moment would call the customer back.
// A link that leads nowhere is forgotten after a while.
const leaveMs = 30000;
let leftAt = Number.NEGATIVE_INFINITY;
document.addEventListener('click', (event) => {
  if (event.target.closest('a[href]')) leftAt = performance.now();
});

async function look() {
  if (!document.hidden && (await hasMoved()) && !isLeaving()) return location.reload();
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

function isLeaving() {
  return performance.now() - leftAt < leaveMs;
}

if (page) setTimeout(look, waitMs);
