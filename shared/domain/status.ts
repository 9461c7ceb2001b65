import { blockingStates, undecidedStates } from './lifecycle.ts';
import { refundedPoisha } from './money-back.ts';
import type { AttemptIn, Order } from './order.ts';
import { surplusOf } from './surplus.ts';

export type OrderStatus =
  | 'pending'
  | 'paid'
  | 'review'
  | 'failed'
  | 'cancelled'
  | 'expired'
  | 'partially_refunded'
  | 'refunded';

/**
 * What everybody is told. Derived, never stored, so that no write can leave it behind the truth. While money may
 * have moved the answer is `pending`: silence is never failure (I5).
 */
export function statusOf(order: Order): OrderStatus {
  if (order.review) return 'review';
  const paid = paidAttempt(order);
  if (paid) return statusOfPaid(order, paid);
  if (order.attempts.some(({ state }) => undecidedStates.has(state))) return 'pending';
  if (order.closed) return order.closed.as === 'withdrawn' ? 'cancelled' : 'expired';
  switch (order.attempts.at(-1)?.state) {
    case 'refused':
      return 'failed';
    case 'cancelled':
      return 'cancelled';
    default:
      return 'pending';
  }
}

/** The attempt whose capture pays the order. A capture that became surplus pays nothing. */
export function paidAttempt(order: Order): AttemptIn<'completed'> | undefined {
  return order.attempts.find(
    (one): one is AttemptIn<'completed'> =>
      one.state === 'completed' && !surplusOf(order, { trxId: one.captured.trxId, attempt: one.attempt }),
  );
}

/** Only what bKash has certainly given back counts; all of the capture given back is `refunded`. */
function statusOfPaid(order: Order, paid: AttemptIn<'completed'>): OrderStatus {
  const backPoisha = refundedPoisha(order);
  if (backPoisha === 0) return 'paid';
  return backPoisha < paid.captured.amountPoisha ? 'partially_refunded' : 'refunded';
}

/** Open: not paid, not in review, not closed. Only an open order starts attempts or sends an Execute. */
export function isOpen(order: Order): boolean {
  return !order.closed && !order.review && !paidAttempt(order);
}

/** The payment link still leads to a payment. */
export function isPayable(order: Order, now: number): boolean {
  return isOpen(order) && now < order.expiresAt;
}

export function isBlocked(order: Order, now: number): boolean {
  return order.attempts.some(
    (attempt) =>
      blockingStates.has(attempt.state) || (attempt.state === 'creating' && now < attempt.leaseUntil),
  );
}
