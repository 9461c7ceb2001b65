import { isInTime } from './due.ts';
import { assertStep, blockingStates } from './lifecycle.ts';
import { type Attempt, attemptNumbered, hasPayment, type Order, paymentOf, withAttempt } from './order.ts';
import { isOpen } from './status.ts';
import type { Waits } from './waits.ts';

export type ReturnStatus = 'success' | 'failure' | 'cancel';

export type ReturnDecision =
  /** The paymentID is not this attempt's: nothing is called or changed. */
  | { kind: 'not_found' }
  | { kind: 'execute'; attempt: number }
  | { kind: 'record'; order: Order }
  /** Late, repeated or overtaken: only the redirect. */
  | { kind: 'redirect' };

/** What a browser that came back from bKash may cause (design rule 7). Its parameters are hints, never proof. */
export function decideReturn(
  order: Order,
  back: { attempt: number; paymentId: string; status: ReturnStatus },
  now: number,
  waits: Waits,
): ReturnDecision {
  const attempt = attemptNumbered(order, back.attempt);
  if (!hasPayment(attempt) || attempt.paymentId !== back.paymentId) return { kind: 'not_found' };
  if (back.status === 'success') {
    return mayExecute(order, attempt, now, waits)
      ? { kind: 'execute', attempt: attempt.attempt }
      : { kind: 'redirect' };
  }
  if (attempt.state !== 'created' && attempt.state !== 'authorised') return { kind: 'redirect' };
  return {
    kind: 'record',
    order: back.status === 'cancel' ? cancelled(order, attempt, now) : refused(order, attempt, now),
  };
}

/** Nothing was ever sent for it, the order is open for it, and no other attempt stands in the way. */
export function mayExecute(order: Order, attempt: Attempt, now: number, waits: Waits): boolean {
  const neverSent =
    attempt.state === 'created' ||
    attempt.state === 'cancelled' ||
    ((attempt.state === 'lapsed' || attempt.state === 'refused') && attempt.sentAt === undefined);
  if (!neverSent || !hasPayment(attempt)) return false;
  const alone =
    order.executingAttempt === undefined && !order.attempts.some(({ state }) => blockingStates.has(state));
  return isOpen(order) && isInTime(order, attempt, now, waits) && alone;
}

function cancelled(order: Order, attempt: Attempt & { state: 'created' | 'authorised' }, now: number): Order {
  assertStep(attempt.state, 'cancelled');
  const next = { ...paymentOf(attempt), state: 'cancelled' as const, changedAt: now };
  return withAttempt(order, next, 'customer_cancelled', now);
}

function refused(order: Order, attempt: Attempt & { state: 'created' | 'authorised' }, now: number): Order {
  assertStep(attempt.state, 'refused');
  return withAttempt(
    order,
    { ...paymentOf(attempt), state: 'refused', changedAt: now },
    'failed_at_bkash',
    now,
  );
}
