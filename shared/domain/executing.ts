import { type Capture, completed } from './completing.ts';
import { doubted } from './doubting.ts';
import { owedUntil } from './due.ts';
import { assertStep } from './lifecycle.ts';
import { type AttemptIn, attemptNumbered, hasPayment, type Order, paymentOf, withAttempt } from './order.ts';
import type { Refusal } from './payment.ts';
import { doubled, type Waits } from './waits.ts';

/** The customer agreed while no token or gate is at hand: recorded, owed, due at once (design rule 2). */
export function authorised(order: Order, number: number, now: number, waits: Waits): Order {
  return agreed(order, number, 'customer_authorised', now, waits);
}

/** The same of a customer who never came back, by Query's word and the stage's policy (design rule 8). */
export function absentAuthorised(order: Order, number: number, now: number, waits: Waits): Order {
  return agreed(order, number, 'absent_customer_authorised', now, waits);
}

/** Still no token or gate when the Execute was due: it is tried again later. */
export function owedLater(
  order: Order,
  attempt: AttemptIn<'authorised' | 'unknown'>,
  now: number,
  waits: Waits,
): Order {
  const later =
    attempt.state === 'authorised'
      ? owed(order, attempt, attempt.triesSent + 1, now, waits)
      : { ...attempt, nextLookAt: now + waits.lookAgainFromMs };
  const attempts = order.attempts.map((other) => (other.attempt === later.attempt ? later : other));
  return { ...order, updatedAt: now, attempts };
}

export type ExecuteResult =
  | ({ kind: 'completed' } & Capture)
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
  if (result.kind === 'completed') return completed(order, number, result, now, waits);
  if (!('sentAt' in attempt) || attempt.sentAt !== sentAt) return order;
  // A customer's claim has it looked at while its Execute is still under way; the first one's no is a no all the same.
  if (attempt.state === 'unknown' && !attempt.again && result.kind === 'refused')
    return refused(order, attempt, result.refusal, now);
  if (attempt.state !== 'executing') return order;
  if (attempt.again) return afterSecondExecute(order, attempt, result.kind, now, waits);
  const { executingAttempt: _, ...released } = order;
  switch (result.kind) {
    case 'refused':
      return refused(order, attempt, result.refusal, now);
    case 'not_sent':
      return withAttempt(
        released,
        owed(order, attempt, attempt.triesSent + 1, now, waits),
        'execute_not_sent',
        now,
      );
    case 'premature':
      return unanswered(order, { ...attempt, premature: result.refusal }, now);
    case 'ask':
    case 'unknown':
      return unanswered(order, attempt, now);
  }
}

function refused(
  order: Order,
  attempt: AttemptIn<'executing' | 'unknown'>,
  refusal: Refusal,
  now: number,
): Order {
  assertStep(attempt.state, 'refused');
  const { executingAttempt: _, ...released } = order;
  const { sentAt } = attempt;
  const next = { ...paymentOf(attempt), state: 'refused' as const, sentAt, refusal, changedAt: now };
  return withDoubtfulDue(withAttempt(released, next, 'refused', now), refusal, now);
}

/**
 * The first Execute may have moved money, so a refusal of the second refuses nothing: it is doubt. One that
 * certainly never arrived was no second one; two more looks, and it may be sent.
 */
function afterSecondExecute(
  order: Order,
  attempt: AttemptIn<'executing'>,
  kind: Exclude<ExecuteResult['kind'], 'completed'>,
  now: number,
  waits: Waits,
): Order {
  switch (kind) {
    case 'refused':
      return doubted(order, attempt, now, waits);
    case 'not_sent': {
      const { again: _, ...first } = attempt;
      return unanswered(order, { ...first, nextLookAt: now + waits.lookAgainFromMs }, now);
    }
    case 'premature':
    case 'ask':
    case 'unknown':
      return unanswered(order, attempt, now);
  }
}

function unanswered(
  order: Order,
  attempt: AttemptIn<'executing'> & { premature?: Refusal },
  now: number,
): Order {
  assertStep('executing', 'unknown');
  const next = { ...attempt, state: 'unknown' as const, changedAt: now, looks: [], unanswered: 0 };
  return withAttempt(order, next, 'execute_unanswered', now);
}

function agreed(
  order: Order,
  number: number,
  what: 'customer_authorised' | 'absent_customer_authorised',
  now: number,
  waits: Waits,
): Order {
  const attempt = attemptNumbered(order, number);
  if (!attempt || !hasPayment(attempt)) {
    throw new Error('Only an attempt with a paymentID can be authorised.');
  }
  assertStep(attempt.state, 'authorised');
  return withAttempt(order, owed(order, attempt, 0, now, waits), what, now);
}

/** Owed from now on; the first try is due at once, every further one after a pause that doubles. */
function owed(
  order: Order,
  attempt: Parameters<typeof paymentOf>[0],
  triesSent: number,
  now: number,
  waits: Waits,
): AttemptIn<'authorised'> {
  const pauseMs = triesSent < 2 ? 0 : doubled(waits.lookAgainFromMs, waits.lookAgainToMs, triesSent - 2);
  const nextLookAt = now + pauseMs;
  return {
    ...paymentOf(attempt),
    state: 'authorised',
    changedAt: now,
    owedUntil: owedUntil(order, attempt, waits),
    nextLookAt,
    triesSent,
  };
}

/** 2029: the same payer and amount again too soon. A doubtful attempt of this order may be the reason: ask now. */
function withDoubtfulDue(order: Order, refusal: Refusal, now: number): Order {
  if (refusal.code !== '2029') return order;
  const attempts = order.attempts.map((other) =>
    other.state === 'doubtful' ? { ...other, nextLookAt: Math.min(other.nextLookAt, now) } : other,
  );
  return { ...order, attempts };
}
