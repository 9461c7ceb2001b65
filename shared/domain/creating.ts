import { backedOff, lapsed } from './attempting.ts';
import { assertStep } from './lifecycle.ts';
import { type AttemptIn, attemptNumbered, noted, type Order, withAttempt } from './order.ts';
import type { Refusal } from './payment.ts';
import type { Waits } from './waits.ts';

type CreatedResult = { kind: 'created'; paymentId: string } & (
  | { bkashUrl: string }
  | { createAnswer: string }
);

export type CreateResult =
  | CreatedResult
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
      const { createBackoff: _, ...rest } = order;
      return withAttempt(rest, created(attempt, result, now), 'bkash_created', now);
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

function created(
  { leaseUntil: _, ...core }: AttemptIn<'creating'>,
  result: CreatedResult,
  now: number,
): AttemptIn<'created'> {
  const { paymentId } = result;
  const payment = { state: 'created' as const, paymentId, paymentCreatedAt: now, changedAt: now };
  if (core.product === 'tokenized' && 'bkashUrl' in result)
    return { ...core, ...payment, bkashUrl: result.bkashUrl };
  if (core.product === 'checkout' && 'createAnswer' in result)
    return { ...core, ...payment, createAnswer: result.createAnswer };
  throw new Error('A payment was created in another product than its attempt was started in.');
}
