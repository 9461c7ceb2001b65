import { isInTime } from './due.ts';
import { assertStep } from './lifecycle.ts';
import {
  type Attempt,
  type AttemptIn,
  attemptNumbered,
  hasPayment,
  type Order,
  paymentOf,
  withAttempt,
} from './order.ts';
import { mayExecute } from './returning.ts';
import { isOpen } from './status.ts';
import type { Waits } from './waits.ts';

/** Whether an Execute of this attempt may be claimed now (design rules 2, 3 and 5). */
export function mayClaim(order: Order, number: number, now: number, waits: Waits): boolean {
  const attempt = attemptNumbered(order, number);
  if (!attempt) return false;
  switch (attempt.state) {
    case 'authorised':
      return isOpen(order) && now <= attempt.owedUntil && order.executingAttempt === undefined;
    case 'unknown':
      return mayExecuteAgain(order, attempt, now, waits);
    default:
      return mayExecute(order, attempt, now, waits);
  }
}

/**
 * The claim: one conditional write gives this caller alone the right to send Execute, and already says when somebody
 * comes back if the caller dies. Whether it may be claimed was decided before, on the same version.
 */
export function claimed(order: Order, number: number, now: number, waits: Waits): Order {
  const attempt = attemptNumbered(order, number);
  const again = attempt?.state === 'unknown';
  if (!hasPayment(attempt) || order.executingAttempt !== (again ? number : undefined)) {
    throw new Error('Only an attempt with a paymentID, of an order without another claim, can be claimed.');
  }
  assertStep(attempt.state, 'executing');
  const next: AttemptIn<'executing'> = {
    ...paymentOf(attempt),
    state: 'executing',
    changedAt: now,
    sentAt: now,
    nextLookAt: now + (waits.looksAfterSilenceMs[0] ?? 0),
    triesSent: attempt.state === 'authorised' ? attempt.triesSent : 0,
    ...(again && { again }),
  };
  const what = again ? 'execute_sent_again' : 'execute_sent';
  return { ...withAttempt(order, next, what, now), executingAttempt: number };
}

/** Two answered looks are behind it: it is executed once more, or doubtful. Never asked a third time. */
export function isLookedOver(attempt: Attempt): attempt is AttemptIn<'unknown'> {
  return attempt.state === 'unknown' && attempt.looks.length === 2;
}

/**
 * bKash captures an id at most once, so a second Execute is safe where two looks found that the customer agreed and
 * nothing was captured; a third is never sent (design rule 5). Only while the order can still be paid by it.
 */
function mayExecuteAgain(order: Order, attempt: AttemptIn<'unknown'>, now: number, waits: Waits): boolean {
  const agreed =
    isLookedOver(attempt) && attempt.looks.every(({ verification }) => verification === 'complete');
  return agreed && !attempt.again && isOpen(order) && isInTime(order, attempt, now, waits);
}
