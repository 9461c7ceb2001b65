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
import type { Surplus } from './refund.ts';
import { isOpen } from './status.ts';
import type { Waits } from './waits.ts';

/**
 * bKash says this attempt's money moved: completed, whatever state it was in. An open order is paid, or in review
 * when the money is not exactly what was ordered; beside a paid, closed or reviewed order it is surplus. Whatever
 * Execute is still owed lapses in the same write: it would charge the customer a second time.
 */
export function completed(
  order: Order,
  number: number,
  { captured, heldByAnother }: { captured: Captured; heldByAnother: boolean },
  now: number,
  waits: Waits,
): Order {
  const attempt = attemptNumbered(order, number);
  if (!attempt || attempt.state === 'completed') return order;
  assertStep(attempt.state, 'completed');
  if (!hasPayment(attempt)) throw new Error('Only an attempt with a paymentID can complete.');
  const wasOpen = isOpen(order);
  const recorded = withAttempt(
    released(order, number),
    { ...paymentOf(attempt), state: 'completed', changedAt: now, captured },
    'completed',
    now,
  );
  const next = lapseAll(recorded, ['authorised'], 'order_closed', now);
  if (!wasOpen) {
    const { trxId, amountPoisha } = captured;
    // Money that another attempt holds may be somebody else's: only a person sends it back.
    const way: Pick<Surplus, 'heldByAnother' | 'progress'> = heldByAnother
      ? { heldByAnother }
      : { progress: { state: 'requested', changedAt: now, nextTryAt: now, tries: 0 } };
    const entry: Surplus = { trxId, attempt: number, amountPoisha, at: now, ...way };
    return noted({ ...next, surplus: [...order.surplus, entry] }, 'surplus', now, number);
  }
  const reason = heldByAnother ? 'trx_held_by_another' : mismatchOf(order, number, captured);
  if (!reason) return next;
  const perhapsCoupon = reason === 'amount' && captured.amountPoisha < order.amountPoisha;
  // Search knows nothing of a fresh trxID now and then, so it is asked when a look after silence would be.
  const coupon = perhapsCoupon ? { couponLookAt: now + (waits.looksAfterSilenceMs[0] ?? 0) } : {};
  return noted({ ...next, review: { attempt: number, reason, at: now, ...coupon } }, 'review', now, number);
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
