import { lapsed } from './attempting.ts';
import { assertStep } from './lifecycle.ts';
import { type AttemptIn, type Order, paymentOf, withAttempt } from './order.ts';
import { doubtfulMarginMs, paymentLifeMs, type Waits } from './waits.ts';

type Sent = AttemptIn<'executing' | 'unknown'>;

/** Nothing was found and nothing is certain: the claim is released, bKash is asked for a day (design rule 5). */
export function doubted(order: Order, attempt: Sent, now: number, waits: Waits): Order {
  assertStep(attempt.state, 'doubtful');
  const { executingAttempt: _, ...released } = order;
  const { sentAt, triesSent, again } = attempt;
  const doubtful: AttemptIn<'doubtful'> = {
    ...paymentOf(attempt),
    sentAt,
    triesSent,
    ...(again && { again }),
    state: 'doubtful',
    changedAt: now,
    doubtfulSince: now,
    unanswered: 0,
    nextLookAt: now + (waits.doubtfulLooksMs[0] ?? 0),
  };
  return withAttempt(released, doubtful, 'doubtful', now);
}

/** An answered look found nothing once more: the next one, or the end when the paymentID has long been dead. */
export function stillDoubtful(
  order: Order,
  attempt: AttemptIn<'doubtful'>,
  now: number,
  waits: Waits,
): Order {
  if (isBeyondLife(attempt, now)) return lapsed(order, attempt.attempt, 'never_captured', now);
  const passedMs = now - attempt.doubtfulSince;
  const hourlyMs = waits.doubtfulLooksMs.at(-1) ?? 0;
  const nextMs = waits.doubtfulLooksMs.find((afterMs) => afterMs > passedMs) ?? passedMs + hourlyMs;
  const next = { ...attempt, unanswered: 0, nextLookAt: attempt.doubtfulSince + nextMs };
  const attempts = order.attempts.map((other) => (other.attempt === attempt.attempt ? next : other));
  return { ...order, updatedAt: now, attempts };
}

/**
 * bKash says that there is no such payment and will be none. While the paymentID lives that decides nothing, since
 * the answer contradicts its own create; after its life it ends the wait. Silence never does.
 */
export function deadAtBkash(order: Order, attempt: AttemptIn<'unknown' | 'doubtful'>, now: number): Order {
  if (!isBeyondLife(attempt, now)) return order;
  const { executingAttempt, ...released } = order;
  const claimGone = executingAttempt === attempt.attempt ? released : order;
  return lapsed(claimGone, attempt.attempt, 'never_captured', now);
}

function isBeyondLife({ paymentCreatedAt }: { paymentCreatedAt: number }, now: number): boolean {
  return now >= paymentCreatedAt + paymentLifeMs + doubtfulMarginMs;
}
