import type { Decision } from './decision.ts';
import type { Poisha } from './money.ts';
import { type AttemptIn, attemptNumbered, noted, type Order, type Review } from './order.ts';
import { withSurplus } from './surplus.ts';
import type { Waits } from './waits.ts';

/** Takes the due look at a lower amount by moving its time: of all callers one asks bKash (design rule 11). */
export function couponLookClaimed(order: Order, now: number, waits: Waits): Order {
  const { review } = order;
  if (review?.couponLookAt === undefined) return order;
  const alarmAt = review.at + waits.couponAlarmMs;
  const again = now + waits.lookAgainFromMs;
  const couponLookAt = now < alarmAt ? Math.min(alarmAt, again) : again;
  return { ...order, updatedAt: now, review: { ...review, couponLookAt } };
}

/**
 * After the look. `soldPoisha` undefined: bKash did not say, or was not asked again. A coupon settles the order; an
 * answer without one is waited with until the time for the alarm, and from then on the review is a person's.
 */
export function afterCouponLook(
  order: Order,
  trxId: string,
  soldPoisha: Poisha | undefined,
  now: number,
  waits: Waits,
): Order {
  if (order.review?.couponLookAt === undefined) return order;
  const settled = soldPoisha === undefined ? order : soldFor(order, trxId, soldPoisha, now);
  if (settled !== order) return settled;
  const { couponLookAt: _, ...review } = order.review;
  const alarmAt = review.at + waits.couponAlarmMs;
  if (now >= alarmAt) return { ...order, updatedAt: now, review };
  if (soldPoisha === undefined) return order;
  return { ...order, updatedAt: now, review: { ...review, couponLookAt: alarmAt, couponAsked: true } };
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

/** The attempt whose lower amount a coupon may explain. */
export function couponAttempt(order: Order): AttemptIn<'completed'> | undefined {
  const { review } = order;
  const attempt = review?.reason === 'amount' ? attemptNumbered(order, review.attempt) : undefined;
  if (attempt?.state !== 'completed') return undefined;
  return attempt.captured.amountPoisha < order.amountPoisha ? attempt : undefined;
}

/** How a person ends a review. */
export type ReviewVerdict = 'accepted' | 'returned';

export type ReviewRefusal = 'not_in_review' | 'judged_otherwise' | 'held_by_another';

/**
 * A person ends the review (design rule 11). Accepted, what was captured pays the order; where its trxID pays another
 * attempt already, it cannot pay twice. Returned, the capture is surplus and the order as open as its time allows.
 */
export function reviewJudged(order: Order, verdict: ReviewVerdict, now: number): Decision<ReviewRefusal> {
  const { review, ...rest } = order;
  if (!review) return judgedBefore(order, verdict);
  if (verdict === 'accepted' && review.reason === 'trx_held_by_another') {
    return { kind: 'refused', why: 'held_by_another' };
  }
  const { attempt } = review;
  const judged = noted(
    { ...rest, reviewed: { attempt, as: verdict, at: now } },
    verdict === 'accepted' ? 'review_accepted' : 'review_returned',
    now,
    attempt,
  );
  return { kind: 'done', order: verdict === 'accepted' ? judged : givenUp(judged, review, now) };
}

function judgedBefore({ reviewed }: Order, verdict: ReviewVerdict): Decision<ReviewRefusal> {
  if (!reviewed) return { kind: 'refused', why: 'not_in_review' };
  return reviewed.as === verdict ? { kind: 'already' } : { kind: 'refused', why: 'judged_otherwise' };
}

function givenUp(order: Order, { attempt: number, reason }: Review, now: number): Order {
  const attempt = attemptNumbered(order, number);
  if (attempt?.state !== 'completed') throw new Error('Only captured money can be in review.');
  const { trxId, amountPoisha } = attempt.captured;
  const heldByAnother = reason === 'trx_held_by_another';
  return withSurplus(order, { trxId, attempt: number, amountPoisha, heldByAnother }, now);
}
