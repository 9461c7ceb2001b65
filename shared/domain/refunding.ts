import type { Poisha } from './money.ts';
import { type AttemptIn, hasPayment, noted, type Order } from './order.ts';
import type { Refund } from './refund.ts';
import { paidAttempt } from './status.ts';

/** What the shop asks for; idempotent by its own id. */
export interface RefundRequest {
  refundId: string;
  amountPoisha: Poisha;
  reason: string;
}

export type RefundDecision =
  | { kind: 'requested'; order: Order }
  /** Asked for before, with the same body. */
  | { kind: 'same' }
  | { kind: 'conflict' }
  | { kind: 'refused'; why: 'not_refundable' }
  /** Attached money has no paymentID, and bKash's API gives back by paymentID only. */
  | { kind: 'refused'; why: 'by_hand_only' }
  | { kind: 'refused'; why: 'over_refund'; leftPoisha: Poisha }
  | { kind: 'refused'; why: 'window'; endedAt: number }
  | { kind: 'refused'; why: 'count'; most: number };

/** What bKash allows for one payment (`bkash-api.md` 2.8): ten partial refunds in v2, a single one in v1. */
const mostRefunds = { v1: 1, v2: 10 };

const dayMs = 24 * 60 * 60_000;

/**
 * Takes a refund up before bKash is called: its amount is reserved by the version of the order, so a hundred requests
 * at once never exceed what was captured (I9). What bKash would refuse for its window or its count is refused here.
 */
export function refundRequested(
  order: Order,
  request: RefundRequest,
  windowDays: number,
  now: number,
): RefundDecision {
  const known = order.refunds.find(({ refundId }) => refundId === request.refundId);
  if (known) return isSame(known, request) ? { kind: 'same' } : { kind: 'conflict' };
  const paid = paidAttempt(order);
  if (order.review || !paid) return { kind: 'refused', why: 'not_refundable' };

  if (!hasPayment(paid)) return { kind: 'refused', why: 'by_hand_only' };
  const leftPoisha = refundableOf(order, paid);
  if (request.amountPoisha > leftPoisha) return { kind: 'refused', why: 'over_refund', leftPoisha };
  const endedAt = paid.changedAt + windowDays * dayMs;
  if (now > endedAt) return { kind: 'refused', why: 'window', endedAt };
  const most = mostRefunds[paid.generation];
  if (standing(order).length >= most) return { kind: 'refused', why: 'count', most };

  const refund: Refund = {
    ...request,
    trxId: paid.captured.trxId,
    attempt: paid.attempt,
    at: now,
    progress: { state: 'requested', changedAt: now, nextTryAt: now, tries: 0 },
  };
  const next = { ...order, refunds: [...order.refunds, refund] };
  return { kind: 'requested', order: noted(next, 'refund_requested', now, paid.attempt) };
}

/** What is left to refund: the captured amount or bKash's own limit, the lower, less all that is not refused. */
function refundableOf(order: Order, paid: AttemptIn<'completed'>): Poisha {
  const { amountPoisha, maxRefundablePoisha = amountPoisha } = paid.captured;
  const taken = standing(order).reduce((sum, refund) => sum + refund.amountPoisha, 0);
  return Math.max(0, Math.min(amountPoisha, maxRefundablePoisha) - taken);
}

/** Everything that went back or still may: an undecided refund counts. */
function standing(order: Order): Refund[] {
  return order.refunds.filter(({ progress }) => progress.state !== 'refused');
}

function isSame(known: Refund, { amountPoisha, reason }: RefundRequest): boolean {
  return known.amountPoisha === amountPoisha && known.reason === reason;
}
