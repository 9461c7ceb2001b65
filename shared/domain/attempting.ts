import { assertStep } from './lifecycle.ts';
import {
  type AttemptIn,
  type AttemptState,
  attemptNumbered,
  type Generation,
  hasPayment,
  type LapseReason,
  nextNumber,
  noted,
  type Order,
  paymentOf,
  withAttempt,
} from './order.ts';
import type { Refusal } from './payment.ts';
import { isBlocked, isPayable } from './status.ts';
import { doubled, maxAttemptsWithPayment, paymentLifeMs, type Waits } from './waits.ts';

/** What a stage decides about a new attempt. */
export interface AttemptTerms {
  waits: Waits;
  generation: Generation;
  absentCustomer: 'on' | 'off';
}

/** What somebody who wants to pay now gets. */
export type NextAttempt =
  | { kind: 'live'; attempt: AttemptIn<'created'> }
  | { kind: 'start'; order: Order; attempt: number }
  /** An attempt is creating, owed, executing or unknown, or bKash has just not answered. */
  | { kind: 'wait'; why: 'creating' | 'deciding' | 'bkash' }
  | { kind: 'not_payable' }
  | { kind: 'too_many' };

/** Design rules 1, 2 and 7: one live attempt an order, numbered before bKash is called. */
export function nextAttempt(given: Order, now: number, terms: AttemptTerms): NextAttempt {
  const { waits } = terms;
  if (!isPayable(given, now)) return { kind: 'not_payable' };
  const order = withoutDeadAttempts(given, now, waits);
  if (isBlocked(order, now)) {
    return {
      kind: 'wait',
      why: order.attempts.some(({ state }) => state === 'creating') ? 'creating' : 'deciding',
    };
  }
  const doubtful = order.attempts.filter(({ state }) => state === 'doubtful');
  if (doubtful.length >= 2) return { kind: 'wait', why: 'deciding' };

  const live = order.attempts.find((attempt) => attempt.state === 'created');
  if (live && now - live.paymentCreatedAt < waits.supersedeAfterMs) return { kind: 'live', attempt: live };

  const withPayment = order.attempts.filter((attempt) => 'paymentId' in attempt);
  if (withPayment.length >= maxAttemptsWithPayment) return { kind: 'too_many' };
  if (order.createBackoff && now < order.createBackoff.until) return { kind: 'wait', why: 'bkash' };
  return started(live ? lapsed(order, live.attempt, 'superseded', now) : order, now, terms);
}

/** The first attempt of a new order, written in the same put as the order itself. */
export function started(
  order: Order,
  now: number,
  { waits, generation, absentCustomer }: AttemptTerms,
): { kind: 'start'; order: Order; attempt: number } {
  const attempt = nextNumber(order);
  const creating: AttemptIn<'creating'> = {
    attempt,
    product: 'tokenized',
    generation,
    state: 'creating',
    startedAt: now,
    changedAt: now,
    leaseUntil: now + waits.createLeaseMs,
    // From the first write on, so that the order enters the `due` index once.
    ...(absentCustomer === 'on' && { absentLookAt: now + waits.absentCustomerMs }),
  };
  return {
    kind: 'start',
    order: { ...order, updatedAt: now, attempts: [...order.attempts, creating] },
    attempt,
  };
}

export type CreateResult =
  | { kind: 'created'; paymentId: string; bkashUrl: string }
  | { kind: 'refused'; refusal: Refusal }
  | { kind: 'not_sent' }
  | { kind: 'silent' };

/**
 * What became of the create. The attempt may have been lapsed meanwhile (order withdrawn, lease over): then the
 * paymentID is forgotten, which is harmless, since only an Execute moves money.
 */
export function afterCreate(
  order: Order,
  number: number,
  result: CreateResult,
  now: number,
  waits: Waits,
): Order {
  const attempt = attemptNumbered(order, number);
  if (attempt?.state !== 'creating') return order;
  switch (result.kind) {
    case 'created': {
      assertStep('creating', 'created');
      const { leaseUntil: _, ...core } = attempt;
      const { createBackoff: __, ...rest } = order;
      const { kind: ___, ...payment } = result;
      const created = {
        ...core,
        ...payment,
        state: 'created' as const,
        paymentCreatedAt: now,
        changedAt: now,
      };
      return withAttempt(rest, created, 'bkash_created', now);
    }
    case 'refused': {
      assertStep('creating', 'refused');
      const { leaseUntil: _, absentLookAt: __, ...core } = attempt;
      const refused = { ...core, state: 'refused' as const, refusal: result.refusal, changedAt: now };
      return withAttempt(backedOff(order, now, waits), refused, 'create_refused', now);
    }
    case 'silent':
      return backedOff(lapsed(order, number, 'create_silent', now), now, waits);
    case 'not_sent': {
      // The number was never seen by bKash, so the next caller may use it.
      const attempts = order.attempts.filter((other) => other !== attempt);
      return noted(backedOff({ ...order, attempts }, now, waits), 'bkash_unreachable', now);
    }
  }
}

export function lapsed(order: Order, number: number, reason: LapseReason, now: number): Order {
  const attempt = attemptNumbered(order, number);
  if (!attempt) return order;
  assertStep(attempt.state, 'lapsed');
  const { attempt: n, product, generation, startedAt } = attempt;
  const payment = hasPayment(attempt) ? paymentOf(attempt) : {};
  const sent = 'sentAt' in attempt && attempt.sentAt ? { sentAt: attempt.sentAt } : {};
  const what = reason === 'superseded' || reason === 'create_silent' ? reason : 'lapsed';
  return withAttempt(
    order,
    {
      attempt: n,
      product,
      generation,
      startedAt,
      changedAt: now,
      state: 'lapsed',
      reason,
      ...payment,
      ...sent,
    },
    what,
    now,
  );
}

export function lapseAll(order: Order, states: AttemptState[], reason: LapseReason, now: number): Order {
  return order.attempts
    .filter(({ state }) => states.includes(state))
    .reduce((next, { attempt }) => lapsed(next, attempt, reason, now), order);
}

/** The caller of a create died: its number is given up once its lease is over (design rule 1). */
export function lapseDeadCreate(order: Order, number: number, now: number, waits: Waits): Order {
  const attempt = attemptNumbered(order, number);
  if (attempt?.state !== 'creating' || now < attempt.leaseUntil) return order;
  // Counted from the lease's end, not from now: nobody may have stored this yet, and a wait that begins anew with
  // every reader never ends.
  return backedOff(lapsed(order, number, 'create_silent', now), attempt.leaseUntil, waits);
}

function withoutDeadAttempts(order: Order, now: number, waits: Waits): Order {
  return order.attempts.reduce((next, attempt) => {
    if (attempt.state === 'creating') return lapseDeadCreate(next, attempt.attempt, now, waits);
    const dead = attempt.state === 'created' && now >= attempt.paymentCreatedAt + paymentLifeMs;
    return dead ? lapsed(next, attempt.attempt, 'payment_id_expired', now) : next;
  }, order);
}

function backedOff(order: Order, now: number, waits: Waits): Order {
  const failures = (order.createBackoff?.failures ?? 0) + 1;
  const pauseMs = doubled(waits.createBackoffFromMs, waits.createBackoffToMs, failures - 1);
  return { ...order, createBackoff: { failures, until: now + pauseMs } };
}
