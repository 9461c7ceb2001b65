import { lapsed } from './attempting.ts';
import { completed } from './completing.ts';
import { assertStep } from './lifecycle.ts';
import { type AttemptIn, attemptNumbered, type CountedLook, type Order, withAttempt } from './order.ts';
import type { Captured } from './payment.ts';
import { doubled, doubtfulMarginMs, paymentLifeMs, type Waits } from './waits.ts';

/**
 * Takes the due look of an attempt by moving its time (design rule 10): of a thousand readers one asks bKash. An
 * Execute whose sender never reported back becomes unknown here. Should this look stay unanswered, the next one is
 * already written down.
 */
export function lookClaimed(order: Order, number: number, now: number, waits: Waits): Order {
  const attempt = attemptNumbered(order, number);
  if (attempt?.state === 'executing') {
    assertStep('executing', 'unknown');
    const next = { ...attempt, state: 'unknown' as const, changedAt: now, looks: [], unanswered: 0 };
    return withAttempt(order, { ...next, ...postponed(0, now, waits) }, 'execute_unanswered', now);
  }
  if (attempt?.state !== 'unknown' && attempt?.state !== 'doubtful') return order;
  return replaced(order, { ...attempt, ...postponed(attempt.unanswered, now, waits) }, now);
}

export type LookResult =
  | { kind: 'completed'; captured: Captured; heldByAnother: boolean }
  | { kind: 'initiated'; verification: 'complete' | 'incomplete' }
  /** Decides nothing: the look that `lookClaimed` wrote down stands. */
  | { kind: 'unanswered' };

/** What an answered Query means (design rule 5). Initiated once proves nothing; twice, far enough apart, is doubt. */
export function afterLook(
  order: Order,
  number: number,
  result: LookResult,
  now: number,
  waits: Waits,
): Order {
  if (result.kind === 'unanswered') return order;
  if (result.kind === 'completed') return completed(order, number, result, now);
  const attempt = attemptNumbered(order, number);
  if (attempt?.state === 'unknown')
    return afterInitiated(order, attempt, { at: now, verification: result.verification }, waits);
  if (attempt?.state === 'doubtful') return stillDoubtful(order, attempt, now, waits);
  return order;
}

function afterInitiated(order: Order, attempt: AttemptIn<'unknown'>, look: CountedLook, waits: Waits): Order {
  const { looks, unanswered: _, premature, nextLookAt: __, ...core } = attempt;
  const { executingAttempt: ___, ...released } = order;
  const now = look.at;
  if (premature) {
    assertStep('unknown', 'refused');
    return withAttempt(
      released,
      { ...core, state: 'refused', refusal: premature, changedAt: now },
      'refused',
      now,
    );
  }
  const [first = 0, second = 0] = waits.looksAfterSilenceMs;
  const apartMs = second - first;
  const earlier = looks[0];
  if (!earlier || now - earlier.at < apartMs) {
    const counted = earlier ? looks : [look];
    const nextLookAt = Math.max(attempt.sentAt + second, (earlier ?? look).at + apartMs);
    return replaced(order, { ...attempt, looks: counted, unanswered: 0, nextLookAt }, now);
  }
  assertStep('unknown', 'doubtful');
  const doubtful: AttemptIn<'doubtful'> = {
    ...core,
    state: 'doubtful',
    changedAt: now,
    doubtfulSince: now,
    unanswered: 0,
    nextLookAt: now + (waits.doubtfulLooksMs[0] ?? 0),
  };
  return withAttempt(released, doubtful, 'doubtful', now);
}

function stillDoubtful(order: Order, attempt: AttemptIn<'doubtful'>, now: number, waits: Waits): Order {
  if (now >= attempt.paymentCreatedAt + paymentLifeMs + doubtfulMarginMs) {
    return lapsed(order, attempt.attempt, 'never_captured', now);
  }
  const passedMs = now - attempt.doubtfulSince;
  const hourlyMs = waits.doubtfulLooksMs.at(-1) ?? 0;
  const nextMs = waits.doubtfulLooksMs.find((afterMs) => afterMs > passedMs) ?? passedMs + hourlyMs;
  return replaced(order, { ...attempt, unanswered: 0, nextLookAt: attempt.doubtfulSince + nextMs }, now);
}

function postponed(unanswered: number, now: number, waits: Waits) {
  const pauseMs = doubled(waits.lookAgainFromMs, waits.lookAgainToMs, unanswered);
  return { unanswered: unanswered + 1, nextLookAt: now + pauseMs };
}

/** A look that changes no state is no news: it leaves the timeline alone. */
function replaced(order: Order, attempt: AttemptIn<'unknown' | 'doubtful'>, now: number): Order {
  const attempts = order.attempts.map((other) => (other.attempt === attempt.attempt ? attempt : other));
  return { ...order, updatedAt: now, attempts };
}
