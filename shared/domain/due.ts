import { undecidedStates } from './lifecycle.ts';
import type { Attempt, Order } from './order.ts';
import { isOpen } from './status.ts';
import type { Waits } from './waits.ts';

/** When somebody has to come back to this attempt by himself; undefined when nobody has to. */
export function attemptDueAt(attempt: Attempt): number | undefined {
  switch (attempt.state) {
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
 * When the schedule has to come back to this order: its earliest undecided attempt, or its expiry plus grace while
 * it is open. Undefined takes it out of the `due` index: nothing can change any more by itself.
 */
export function orderDueAt(order: Order, waits: Waits): number | undefined {
  const looks = order.attempts.map(attemptDueAt).filter((at) => at !== undefined);
  if (looks.length > 0) return Math.min(...looks);
  return isOpen(order) ? executableUntil(order, waits) : undefined;
}

/** Created attempts stay executable for a while after `expiresAt`; then the rest lapse (design rule 2). Epoch ms. */
export function executableUntil(order: Order, waits: Waits): number {
  return order.expiresAt + waits.graceAfterExpiryMs;
}

/** The undecided attempt that is due first, if its time has come. */
export function dueAttempt(order: Order, now: number): Attempt | undefined {
  return order.attempts
    .filter((attempt) => (attemptDueAt(attempt) ?? Number.POSITIVE_INFINITY) <= now)
    .sort((a, b) => (attemptDueAt(a) ?? 0) - (attemptDueAt(b) ?? 0))[0];
}

/** Over, with nothing left undecided: time to say so. */
export function isExpiryDue(order: Order, now: number, waits: Waits): boolean {
  const undecided = order.attempts.some(({ state }) => undecidedStates.has(state));
  return isOpen(order) && !undecided && now >= executableUntil(order, waits);
}
