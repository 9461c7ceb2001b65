import type { ProblemCode } from '../problem.ts';

/** What each code means to the caller, and what to do next. */
export const problemWords: Record<ProblemCode, string> = {
  invalid_request:
    'The request is not of the form described here; `errors` names each field at fault. Mend it.',
  unauthorized:
    'The credential is missing, malformed, expired or for another order. All of these look alike.',
  forbidden: 'The credential is right, but this is not for its holder.',
  not_found: 'There is no such order, refund or address.',
  order_conflict: 'The `orderId` exists with another body. Use a new one, or send the same body.',
  refund_conflict: 'The `refundId` was used for another amount or reason. Use a new one.',
  order_not_payable:
    'The order is settled, withdrawn or expired, or a payment of it is being decided. Read the order.',
  order_not_refundable:
    'Only a paid order that is not in review can be refunded; money that came by QR or USSD only by hand, in the merchant portal.',
  order_not_cancellable:
    'The order is paid (refund it instead), in review, refunded or expired, or a payment of it is being decided (ask again).',
  too_many_attempts: 'The order was tried too often. Begin a new one.',
  too_large: 'The body is over the limit: 8 kB, at the webhook 64 kB.',
  over_refund: 'More than what was captured and not given back yet. `detail` says how much is left.',
  refund_window:
    'bKash gives this payment back no longer. `detail` says until when it did; pay it back by hand.',
  refund_count: 'bKash allows no further partial refund of this payment.',
  slow_down: 'Too many requests. Wait, then ask again.',
  internal: 'Something failed on our side. Ask again; if it stays, quote the `requestId`.',
  bkash_unavailable: 'bKash did not answer. Ask again in a moment.',
};
