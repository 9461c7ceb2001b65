import { describe, expect, it } from 'vitest';
import { factAt, factsOf } from '../../shared/domain/facts.ts';
import type { Attempt, Order } from '../../shared/domain/order.ts';
import { orderFor, paidAt, pendingOrder } from '../adapters/ses/orders.ts';

const kinds = [
  'order.paid',
  'order.review',
  'order.expired',
  'order.cancelled',
  'order.payment_link',
  'order.refunded',
  'order.surplus_returned',
] as const;

describe('the time of a fact', () => {
  it.each(kinds)('of %s is when it became true, and there is none before that', (kind) => {
    const { order, fact } = orderFor(kind);
    expect(factAt(order, fact)).toBe(paidAt);
    expect(factAt(pendingOrder(), fact)).toBeUndefined();
  });

  it('of an order that is over is when its last undecided attempt was decided', () => {
    const lapsed: Attempt = { ...core, changedAt: paidAt + 5, state: 'lapsed', reason: 'never_captured' };
    expect(factAt(closed([lapsed]), 'order.expired')).toBe(paidAt + 5);
  });

  it('of an order that is over does not move when money arrives late', () => {
    const late = orderFor('order.expired, late money').order;
    const attempts = late.attempts.map((attempt) => ({ ...attempt, changedAt: paidAt + 9 }));
    expect(factAt({ ...late, attempts }, 'order.expired')).toBe(paidAt);
  });
});

describe('the news of attempts', () => {
  it('are of those that somebody refused or cancelled, each under its number', () => {
    const attempts: Attempt[] = [
      { ...core, attempt: 1, state: 'refused', changedAt: 7 },
      { ...core, attempt: 2, state: 'cancelled', changedAt: 8, paymentId: 'TR2', paymentCreatedAt: 1 },
      { ...core, attempt: 3, state: 'lapsed', reason: 'create_silent', changedAt: 9 },
    ];
    const order = { ...pendingOrder(), attempts };
    expect(factsOf(order)).toEqual(['attempt.failed:1', 'attempt.cancelled:2']);
    expect(factAt(order, 'attempt.cancelled:2')).toBe(8);
  });
});

const core = { attempt: 1, product: 'tokenized', generation: 'v2', startedAt: 1, changedAt: 1 } as const;

function closed(attempts: Attempt[]): Order {
  return { ...orderFor('order.expired').order, attempts };
}
