import { assertStep } from './lifecycle.ts';
import {
  type AttemptIn,
  type AttemptState,
  apiOf,
  attemptNumbered,
  type BkashApi,
  hasPayment,
  type LapseReason,
  nextNumber,
  type Order,
  type Product,
  paymentOf,
  withAttempt,
} from './order.ts';
import { isBlocked, isPayable } from './status.ts';
import { doubled, maxAttemptsWithPayment, paymentLifeMs, type Waits } from './waits.ts';

/** What a stage, and the door that the customer came by, decide about a new attempt. */
export interface AttemptTerms<P extends Product = Product> {
  waits: Waits;
  api: BkashApi & { product: P };
  absentCustomer: 'on' | 'off';
}

type CreatedIn<P extends Product> = AttemptIn<'created'> & { product: P };

/** What somebody who wants to pay now gets. */
export type NextAttempt<P extends Product = Product> =
  | { kind: 'live'; attempt: CreatedIn<P> }
  | { kind: 'start'; order: Order; attempt: number }
  /** An attempt is creating, owed, executing or unknown, or bKash has just not answered. */
  | { kind: 'wait'; why: 'creating' | 'deciding' | 'bkash' }
  | { kind: 'not_payable' }
  | { kind: 'too_many' };

/**
 * Design rules 1, 2 and 7: one live attempt an order, numbered before bKash is called. One of the other product is
 * replaced at once, since it cannot be paid by this door; its late success still counts.
 */
export function nextAttempt<P extends Product>(
  given: Order,
  now: number,
  terms: AttemptTerms<P>,
): NextAttempt<P> {
  const { waits, api } = terms;
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
  const isYoung = live !== undefined && now - live.paymentCreatedAt < waits.supersedeAfterMs;
  if (isYoung && isOf(live, api.product)) return { kind: 'live', attempt: live };

  const withPayment = order.attempts.filter((attempt) => 'paymentId' in attempt);
  if (withPayment.length >= maxAttemptsWithPayment) return { kind: 'too_many' };
  if (order.createBackoff && now < order.createBackoff.until) return { kind: 'wait', why: 'bkash' };
  return started(live ? lapsed(order, live.attempt, 'superseded', now) : order, now, terms);
}

function isOf<P extends Product>(attempt: AttemptIn<'created'>, product: P): attempt is CreatedIn<P> {
  return attempt.product === product;
}

/** The first attempt of a new order, written in the same put as the order itself. */
export function started(
  order: Order,
  now: number,
  { waits, api, absentCustomer }: AttemptTerms,
): { kind: 'start'; order: Order; attempt: number } {
  const attempt = nextNumber(order);
  const creating: AttemptIn<'creating'> = {
    attempt,
    ...apiOf(api),
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

export function lapsed(order: Order, number: number, reason: LapseReason, now: number): Order {
  const attempt = attemptNumbered(order, number);
  if (!attempt) return order;
  assertStep(attempt.state, 'lapsed');
  const { attempt: n, startedAt } = attempt;
  const payment = hasPayment(attempt) ? paymentOf(attempt) : {};
  const sent = 'sentAt' in attempt && attempt.sentAt ? { sentAt: attempt.sentAt } : {};
  const what = reason === 'superseded' || reason === 'create_silent' ? reason : 'lapsed';
  return withAttempt(
    order,
    {
      attempt: n,
      ...apiOf(attempt),
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

/** bKash did not take a create: the next one waits, longer each time. */
export function backedOff(order: Order, now: number, waits: Waits): Order {
  const failures = (order.createBackoff?.failures ?? 0) + 1;
  const pauseMs = doubled(waits.createBackoffFromMs, waits.createBackoffToMs, failures - 1);
  return { ...order, createBackoff: { failures, until: now + pauseMs } };
}
