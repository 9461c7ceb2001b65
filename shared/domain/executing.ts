import { completed } from './completing.ts';
import { executableUntil } from './due.ts';
import { assertStep } from './lifecycle.ts';
import { type AttemptIn, attemptNumbered, hasPayment, type Order, paymentOf, withAttempt } from './order.ts';
import type { Captured, Refusal } from './payment.ts';
import { doubled, executeMarginMs, paymentLifeMs, type Waits } from './waits.ts';

/**
 * The claim (design rule 3): one conditional write gives this caller alone the right to send Execute, and already
 * says when somebody comes back if the caller dies. Whether it may be claimed was decided before, on the same version.
 */
export function claimed(order: Order, number: number, now: number, waits: Waits): Order {
  const attempt = attemptNumbered(order, number);
  if (!hasPayment(attempt) || order.executingAttempt !== undefined) {
    throw new Error('Only an attempt with a paymentID, of an order without a claim, can be claimed.');
  }
  assertStep(attempt.state, 'executing');
  const next = {
    ...paymentOf(attempt),
    state: 'executing' as const,
    changedAt: now,
    sentAt: now,
    nextLookAt: now + (waits.looksAfterSilenceMs[0] ?? 0),
    triesSent: attempt.state === 'authorised' ? attempt.triesSent : 0,
  };
  return { ...withAttempt(order, next, 'execute_sent', now), executingAttempt: number };
}

/** A valid success while no token or gate is at hand: recorded, owed, due at once (design rule 2). */
export function authorised(order: Order, number: number, now: number, waits: Waits): Order {
  const attempt = attemptNumbered(order, number);
  if (!attempt || !hasPayment(attempt))
    throw new Error('Only an attempt with a paymentID can be authorised.');
  assertStep(attempt.state, 'authorised');
  return withAttempt(order, owed(order, attempt, 0, now, waits), 'customer_authorised', now);
}

/** Still no token or gate when the owed Execute was due: it stays owed, and is tried again later. */
export function owedLater(order: Order, attempt: AttemptIn<'authorised'>, now: number, waits: Waits): Order {
  const later = owed(order, attempt, attempt.triesSent + 1, now, waits);
  const attempts = order.attempts.map((other) => (other.attempt === later.attempt ? later : other));
  return { ...order, updatedAt: now, attempts };
}

export type ExecuteResult =
  | { kind: 'completed'; captured: Captured; heldByAnother: boolean }
  | { kind: 'refused'; refusal: Refusal }
  | { kind: 'ask' }
  | { kind: 'premature'; refusal: Refusal }
  | { kind: 'not_sent' }
  | { kind: 'unknown' };

/**
 * Only an explicit success is success, only an explicit refusal is refusal, all else is unknown (rules 5 and 6).
 * Everything but a success speaks only of the Execute this caller sent (`sentAt`); a success is true whoever asks.
 */
export function afterExecute(
  order: Order,
  number: number,
  sentAt: number,
  result: ExecuteResult,
  now: number,
  waits: Waits,
): Order {
  const attempt = attemptNumbered(order, number);
  if (!attempt) return order;
  if (result.kind === 'completed') return completed(order, number, result, now);
  if (attempt.state !== 'executing' || attempt.sentAt !== sentAt) return order;
  const { executingAttempt: _, ...released } = order;
  switch (result.kind) {
    case 'refused': {
      assertStep('executing', 'refused');
      const { nextLookAt: __, ...rest } = attempt;
      const next = { ...rest, state: 'refused' as const, refusal: result.refusal, changedAt: now };
      return withDoubtfulDue(withAttempt(released, next, 'refused', now), result.refusal, now);
    }
    case 'not_sent':
      return withAttempt(
        released,
        owed(order, attempt, attempt.triesSent + 1, now, waits),
        'execute_not_sent',
        now,
      );
    case 'ask':
    case 'unknown':
    case 'premature': {
      assertStep('executing', 'unknown');
      const premature = result.kind === 'premature' ? { premature: result.refusal } : {};
      const next = {
        ...attempt,
        state: 'unknown' as const,
        changedAt: now,
        looks: [],
        unanswered: 0,
        ...premature,
      };
      return withAttempt(order, next, 'execute_unanswered', now);
    }
  }
}

/** Owed from now on; the first try is due at once, every further one after a pause that doubles. */
function owed(
  order: Order,
  attempt: Parameters<typeof paymentOf>[0],
  triesSent: number,
  now: number,
  waits: Waits,
): AttemptIn<'authorised'> {
  const owedUntil = Math.min(
    attempt.paymentCreatedAt + paymentLifeMs - executeMarginMs,
    executableUntil(order, waits),
  );
  const pauseMs = triesSent < 2 ? 0 : doubled(waits.lookAgainFromMs, waits.lookAgainToMs, triesSent - 2);
  const nextLookAt = now + pauseMs;
  return { ...paymentOf(attempt), state: 'authorised', changedAt: now, owedUntil, nextLookAt, triesSent };
}

/** 2029: the same payer and amount again too soon. A doubtful attempt of this order may be the reason: ask now. */
function withDoubtfulDue(order: Order, refusal: Refusal, now: number): Order {
  if (refusal.code !== '2029') return order;
  const attempts = order.attempts.map((other) =>
    other.state === 'doubtful' ? { ...other, nextLookAt: Math.min(other.nextLookAt, now) } : other,
  );
  return { ...order, attempts };
}
