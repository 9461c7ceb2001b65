import { lapseAll } from './attempting.ts';
import { invoiceOf } from './ids.ts';
import { assertStep } from './lifecycle.ts';
import {
  attemptNumbered,
  hasPayment,
  noted,
  type Order,
  paymentOf,
  type ReviewReason,
  withAttempt,
} from './order.ts';
import type { Captured } from './payment.ts';
import { isOpen, paidAttempt } from './status.ts';
import { surplusOf, withSurplus } from './surplus.ts';
import type { Waits } from './waits.ts';

/** A capture, as it is recorded. */
export interface Capture {
  captured: Captured;
  heldByAnother: boolean;
  /** The stage's policy for an order that has expired: undefined returns the money, `pays` lets it pay the order. */
  late?: 'pays';
}

/**
 * bKash says this attempt's money moved: completed, whatever state it was in. An open order is paid, or in review
 * when the money is not exactly what was ordered; beside a paid, closed or reviewed order it is surplus. Whatever
 * Execute is still owed lapses in the same write: it would charge the customer a second time.
 */
export function completed(given: Order, number: number, capture: Capture, now: number, waits: Waits): Order {
  const { captured, heldByAnother } = capture;
  const attempt = attemptNumbered(given, number);
  if (!attempt || attempt.state === 'completed') return given;
  assertStep(attempt.state, 'completed');
  if (!hasPayment(attempt)) throw new Error('Only an attempt with a paymentID can complete.');
  const { trxId, amountPoisha } = captured;
  // An operator sent it back before bKash's Query knew of it: it pays nothing and is not surplus twice.
  const goesBack = surplusOf(given, { trxId, attempt: number }) !== undefined;
  const isLate = capture.late === 'pays' && !heldByAnother && !goesBack && isUnpaidExpired(given);
  const order = isLate ? reopened(given, now) : given;
  const wasOpen = isOpen(order);
  const recorded = withAttempt(
    released(order, number),
    { ...paymentOf(attempt), state: 'completed', changedAt: now, captured },
    'completed',
    now,
  );
  if (goesBack) return recorded;
  const next = lapseAll(recorded, ['authorised'], 'order_closed', now);
  if (!wasOpen) return withSurplus(next, { trxId, attempt: number, amountPoisha, heldByAnother }, now);
  const reason = heldByAnother ? 'trx_held_by_another' : mismatchOf(order, number, captured);
  if (!reason) return next;
  const perhapsCoupon = reason === 'amount' && captured.amountPoisha < order.amountPoisha;
  // Search knows nothing of a fresh trxID now and then, so it is asked when a look after silence would be.
  const coupon = perhapsCoupon ? { couponLookAt: now + (waits.looksAfterSilenceMs[0] ?? 0) } : {};
  return noted({ ...next, review: { attempt: number, reason, at: now, ...coupon } }, 'review', now, number);
}

/** Its time ran out and nothing has paid it: the one closed order that money can still pay. A withdrawal stands. */
export function isUnpaidExpired(order: Order): boolean {
  return order.closed?.as === 'expired' && !order.review && !paidAttempt(order);
}

/** In the same write as the money that pays it. */
export function reopened(order: Order, now: number): Order {
  const { closed: _, ...open } = order;
  return noted(open, 'reopened', now);
}

/** Amounts are compared as whole poisha, never as strings or floats. An invoice bKash does not echo is no mismatch. */
function mismatchOf(order: Order, number: number, captured: Captured): ReviewReason | undefined {
  if (captured.amountPoisha !== order.amountPoisha) return 'amount';
  if (captured.currency !== 'BDT') return 'currency';
  const expected = invoiceOf(order.environment, order.orderId, number);
  return captured.invoice !== undefined && captured.invoice !== expected ? 'invoice' : undefined;
}

function released(order: Order, number: number): Order {
  if (order.executingAttempt !== number) return order;
  const { executingAttempt: _, ...rest } = order;
  return rest;
}
