import type { HttpReply, HttpRequest } from '../http.ts';
import type { Books } from '../machine/books.ts';
import { type CustomerOutcome, whereItStands } from '../machine/customer.ts';
import { languageOf, posted, stepOf } from '../pages/customer-pages.ts';
import { type Frame, type Notice, noticePage, type PageView, stepPage } from '../pages/page.ts';

export const framePath = '/checkout/frame';

/**
 * What bKash.js shows inside the shop's page: the same wallet, OTP and PIN as on bKash's own page. Nothing is
 * redirected; the last page tells the script around it that the customer approved, or that he closed it.
 *
 * `paymentID` absent: the frame waits for the shop's create, or `notice=failed` says that it came to nothing.
 */
export function framePages(
  books: Books,
  now: () => number,
  isDown: () => boolean,
): (request: HttpRequest) => HttpReply {
  return (request) => {
    const { query, method, body } = request;
    const shop = query.get('shop') ?? '';
    if (!/^https?:\/\/[a-z0-9.-]+(:\d{1,5})?$/.test(shop)) return noticePage(404, bare(request), 'unknown');
    const view = { ...bare(request), frame: { shop } };
    if (isDown()) return closable(view, 503, 'down');
    const paymentId = query.get('paymentID');
    if (paymentId === null)
      return query.has('notice') ? closable(view, 200, 'failed') : noticePage(200, view, 'opening');
    const payment = books.payment(paymentId);
    if (payment?.product !== 'checkout') return closable(view, 404, 'unknown');
    if (method !== 'POST') {
      const settled = whereItStands(payment, now());
      return settled ? after({ ...view, payment }, settled) : stepPage({ ...view, payment }, stepOf(payment));
    }
    const { outcome, ...typed } = posted(books, payment, body, now());
    return after({ ...view, payment: outcome.payment, ...typed }, outcome);
  };
}

type FramedView = PageView & { frame: Frame };

function after(view: FramedView, outcome: CustomerOutcome): HttpReply {
  switch (outcome.kind) {
    case 'next': {
      // So that a reload shows the step again instead of sending the form twice.
      const location = `${view.address}&lang=${view.language}`;
      return { status: 303, body: '', headers: { location, 'referrer-policy': 'no-referrer' } };
    }
    case 'again':
      return stepPage(view, stepOf(outcome.payment), outcome);
    case 'closed':
      return closable(view, 200, outcome.why);
    case 'leave':
      if (outcome.status === 'failure') return closable(view, 200, 'failed');
      return outcome.status === 'success'
        ? telling(view, 'approved', 'approved')
        : telling(view, 'closed', 'closed');
  }
}

function telling(view: FramedView, what: 'approved' | 'closed', notice: Notice): HttpReply {
  const frame = { ...view.frame, tells: { what, by: 'itself' as const } };
  return noticePage(200, { ...view, frame }, notice);
}

/** Nothing is left to do but to close the frame. */
function closable(view: Omit<FramedView, 'payment'>, status: number, notice: Notice): HttpReply {
  const frame = { ...view.frame, tells: { what: 'closed' as const, by: 'button' as const } };
  return noticePage(status, { ...view, frame }, notice);
}

/** The frame's own address without its language, which the customer may choose. */
function bare(request: HttpRequest) {
  const asked = new URLSearchParams(request.query);
  asked.delete('lang');
  return { language: languageOf(request), address: `${framePath}?${asked}` };
}
