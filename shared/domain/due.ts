import { undecidedStates } from './lifecycle.ts';
import { linkLookAt } from './link-notice.ts';
import { moneyBackLookAt } from './money-back.ts';
import type { Attempt, AttemptIn, Order } from './order.ts';
import { isOpen } from './status.ts';
import { surplusRingAt } from './surplus.ts';
import { executeMarginMs, paymentLifeMs, type Waits } from './waits.ts';

/** When somebody has to come back to this attempt by himself; undefined when nobody has to. */
export function attemptDueAt(attempt: Attempt): number | undefined {
  switch (attempt.state) {
    case 'creating':
    case 'created':
      return attempt.absentLookAt;
    case 'authorised':
    case 'executing':
    case 'unknown':
    case 'doubtful':
      return attempt.nextLookAt;
    default:
      return undefined;
  }
}

/**
 * When the schedule has to come back to this order: to its earliest attempt that waits for an answer, to the coupon
 * it may have been paid with, to money on its way back or kept from it, to the customer who waits for bKash, or to its
 * expiry plus grace while it is open. Undefined takes it out of the `due` index: nothing can change any more by itself.
 */
export function orderDueAt(order: Order, waits: Waits): number | undefined {
  return earliest([
    ...order.attempts.map((attempt) => dueAtIn(order, attempt)),
    order.review?.couponLookAt,
    moneyBackLookAt(order),
    linkLookAt(order),
    surplusRingAt(order),
    expiryDueAt(order, waits),
  ]);
}

/** When something has to be asked or executed for the order; its expiry is not among it. */
export function orderLookAt(order: Order): number | undefined {
  return earliest([
    ...order.attempts.map((attempt) => dueAtIn(order, attempt)),
    order.review?.couponLookAt,
    moneyBackLookAt(order),
  ]);
}

/** Created attempts stay executable for a while after `expiresAt`; then the rest lapse (design rule 2). Epoch ms. */
function executableUntil(order: Order, waits: Waits): number {
  return order.expiresAt + waits.graceAfterExpiryMs;
}

/** Until when an agreed payment's Execute is owed: while its order and its paymentID live (design rule 2). Epoch ms. */
export function owedUntil(order: Order, payment: { paymentCreatedAt: number }, waits: Waits): number {
  return Math.min(lastExecuteBefore(payment), executableUntil(order, waits));
}

/** The same, asked of a payment that is not owed yet. */
export function isInTime(
  order: Order,
  payment: { paymentCreatedAt: number },
  now: number,
  waits: Waits,
): boolean {
  return now <= executableUntil(order, waits) && now < lastExecuteBefore(payment);
}

function lastExecuteBefore({ paymentCreatedAt }: { paymentCreatedAt: number }): number {
  return paymentCreatedAt + paymentLifeMs - executeMarginMs;
}

/** The attempt that is due first, if its time has come. */
export function dueAttempt(order: Order, now: number): Attempt | undefined {
  return order.attempts
    .filter((attempt) => (dueAtIn(order, attempt) ?? Number.POSITIVE_INFINITY) <= now)
    .sort((a, b) => (dueAtIn(order, a) ?? 0) - (dueAtIn(order, b) ?? 0))[0];
}

/** The attempt whose customer may have approved it and lost his way back: old enough to ask when he is here, once. */
export function absentAttempt(order: Order, now: number, waits: Waits): AttemptIn<'created'> | undefined {
  if (!isOpen(order)) return undefined;
  return order.attempts.find(
    (attempt): attempt is AttemptIn<'created'> =>
      attempt.state === 'created' &&
      attempt.absentLookAt !== undefined &&
      !attempt.absentAsked &&
      now - attempt.paymentCreatedAt >= waits.absentCustomerByLinkMs,
  );
}

/** Over, with nothing left undecided: time to say so. */
export function isExpiryDue(order: Order, now: number, waits: Waits): boolean {
  return (expiryDueAt(order, waits) ?? Number.POSITIVE_INFINITY) <= now;
}

function expiryDueAt(order: Order, waits: Waits): number | undefined {
  const undecided = order.attempts.some(({ state }) => undecidedStates.has(state));
  return isOpen(order) && !undecided ? executableUntil(order, waits) : undefined;
}

/** An attempt that nobody has approved yet is asked about only while its order can still be paid by it. */
function dueAtIn(order: Order, attempt: Attempt): number | undefined {
  const unapproved = attempt.state === 'creating' || attempt.state === 'created';
  return unapproved && !isOpen(order) ? undefined : attemptDueAt(attempt);
}

function earliest(times: ReadonlyArray<number | undefined>): number | undefined {
  const known = times.filter((at) => at !== undefined);
  return known.length > 0 ? Math.min(...known) : undefined;
}
