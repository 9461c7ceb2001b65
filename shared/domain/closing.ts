import { lapseAll } from './attempting.ts';
import { noted, type Order } from './order.ts';
import { paidAttempt, statusOf } from './status.ts';

export type Withdrawal =
  | { kind: 'already'; order: Order }
  /** `order` is closed; its status stays pending while a doubtful attempt is undecided. */
  | { kind: 'withdrawn'; order: Order }
  | { kind: 'refused'; why: 'paid' | 'review' | 'expired' | 'deciding' };

/** The shop takes the order back. Everything that was never sent lapses in the same write (design rule 16). */
export function withdrawn(order: Order, now: number): Withdrawal {
  if (order.closed?.as === 'withdrawn') return { kind: 'already', order };
  const status = statusOf(order);
  if (status === 'review') return { kind: 'refused', why: 'review' };
  if (paidAttempt(order)) return { kind: 'refused', why: 'paid' };
  if (order.closed) return { kind: 'refused', why: 'expired' };
  if (order.attempts.some(({ state }) => state === 'executing' || state === 'unknown')) {
    return { kind: 'refused', why: 'deciding' };
  }
  const rest = lapseAll(order, ['creating', 'created', 'authorised'], 'order_closed', now);
  return {
    kind: 'withdrawn',
    order: noted({ ...rest, closed: { as: 'withdrawn', at: now } }, 'withdrawn', now),
  };
}

/** The time is over and nothing is undecided: the rest lapses and the order is closed (design rule 2). */
export function expired(order: Order, now: number): Order {
  const rest = lapseAll(order, ['creating', 'created'], 'order_closed', now);
  return noted({ ...rest, closed: { as: 'expired', at: now } }, 'expired', now);
}
