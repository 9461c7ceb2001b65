import { isUnpaidExpired, reopened } from './completing.ts';
import { blockingStates } from './lifecycle.ts';
import { type Attempt, type AttemptIn, type Generation, nextNumber, noted, type Order } from './order.ts';
import type { Captured } from './payment.ts';
import { isOpen, paidAttempt } from './status.ts';

/** Why money that an operator holds in his hand cannot pay this order. */
export type AttachRefusal = 'paid' | 'review' | 'withdrawn' | 'deciding';

/** Undefined when it can: open, or expired by time, and nothing in it may still turn out to have been paid. */
export function attachRefusal(order: Order): AttachRefusal | undefined {
  if (order.review) return 'review';
  if (paidAttempt(order)) return 'paid';
  if (!isOpen(order) && !isUnpaidExpired(order)) return 'withdrawn';
  return order.attempts.some(isDeciding) ? 'deciding' : undefined;
}

/** An Execute is owed, under way or unanswered: the attempt's own money would come beside what is attached. */
export function isDeciding({ state }: Attempt): boolean {
  return blockingStates.has(state);
}

/**
 * The order paid by money that came without a payment of ours: an attempt of its own, completed from birth, without a
 * paymentID. Whether it may be attached was decided before, on the same version; an expired order is opened for it.
 */
export function attached(order: Order, captured: Captured, generation: Generation, now: number): Order {
  const open = order.closed ? reopened(order, now) : order;
  const attempt: AttemptIn<'completed'> = {
    attempt: nextNumber(order),
    product: 'tokenized',
    generation,
    startedAt: now,
    changedAt: now,
    state: 'completed',
    captured,
    attached: true,
  };
  return noted({ ...open, attempts: [...open.attempts, attempt] }, 'attached', now, attempt.attempt);
}
