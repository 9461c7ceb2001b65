import type { Poisha } from './money.ts';
import { type AttemptIn, attemptNumbered, noted, type Order } from './order.ts';
import type { Waits } from './waits.ts';

/**
 * Takes the due look at a lower amount by moving its time. After `couponAlarmMs` nothing is asked any more: the
 * review is a person's (design rule 11).
 */
export function couponLookClaimed(order: Order, now: number, waits: Waits): Order {
  const { review } = order;
  if (review?.couponLookAt === undefined) return order;
  const { couponLookAt: _, ...rest } = review;
  const alarmAt = review.at + waits.couponAlarmMs;
  const next =
    now >= alarmAt ? rest : { ...rest, couponLookAt: Math.min(alarmAt, now + waits.lookAgainFromMs) };
  return { ...order, updatedAt: now, review: next };
}

/**
 * bKash says what was ordered with this transaction, in a Search or in its webhook: the order's own amount means
 * that a coupon paid the rest, and the order is paid. Anything else leaves the review as it is.
 */
export function soldFor(order: Order, trxId: string, saleAmountPoisha: Poisha, now: number): Order {
  const attempt = couponAttempt(order);
  if (attempt?.captured.trxId !== trxId || saleAmountPoisha !== order.amountPoisha) return order;
  const { review: _, ...settled } = order;
  return noted(settled, 'coupon_confirmed', now, attempt.attempt);
}

/** bKash was asked and knows of no coupon: it is not asked again, the time for the alarm stands. */
export function noCouponFound(order: Order, now: number, waits: Waits): Order {
  if (order.review?.couponLookAt === undefined) return order;
  const review = { ...order.review, couponLookAt: order.review.at + waits.couponAlarmMs };
  return { ...order, updatedAt: now, review };
}

/** The attempt whose lower amount a coupon may explain. */
export function couponAttempt(order: Order): AttemptIn<'completed'> | undefined {
  const { review } = order;
  const attempt = review?.reason === 'amount' ? attemptNumbered(order, review.attempt) : undefined;
  if (attempt?.state !== 'completed') return undefined;
  return attempt.captured.amountPoisha < order.amountPoisha ? attempt : undefined;
}
