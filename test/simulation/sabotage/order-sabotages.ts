import type { Orders } from '../../../shared/adapters/dynamodb/port.ts';
import { hasPayment, type Order, paymentOf } from '../../../shared/domain/order.ts';
import { transition } from '../../../shared/usecases/transition.ts';
import type { Alteration } from '../alteration.ts';
import { reading, withPorts, writing } from './wrapping.ts';

/** Safeguards of one order's item: versions, the claim, review, expiry, withdrawal, announcements' truth. */
export const orderSabotages = {
  /** A write no longer expects the version that was read. */
  'version-ignored': withPorts(({ orders }) => ({
    orders: {
      ...orders,
      async save(next) {
        const written = await orders.save(next);
        return written.kind === 'saved' ? written : orders.save({ ...next, version: written.order.version });
      },
    },
  })),

  /** An Execute is sent without anything having been written before it. */
  'execute-without-claim': withPorts(({ orders }) => ({ orders: withoutClaims(orders) })),

  /** Money that is not what was ordered is kept as if it were. */
  'amount-unchecked': writing(({ review, ...order }) =>
    review && review.reason !== 'amount' ? { ...order, review } : order,
  ),

  /** Two looks that found nothing make an end instead of a doubt. */
  'doubt-is-failure': writing((order) => ({
    ...order,
    attempts: order.attempts.map((attempt) => {
      if (attempt.state !== 'doubtful') return attempt;
      const { nextLookAt: _, doubtfulSince: __, unanswered: ___, ...core } = attempt;
      return { ...core, state: 'lapsed' as const, reason: 'never_captured' as const };
    }),
  })),

  /** A capture beside a paid one is noted nowhere. */
  'surplus-forgotten': writing((order) => ({
    ...order,
    surplus: order.surplus.map(({ progress: _, ...entry }) => ({ ...entry })),
  })),

  /** The claim does not say when somebody comes back, should its caller die. */
  'claim-without-next-look': writing((order) => ({
    ...order,
    attempts: order.attempts.map((attempt) =>
      attempt.state === 'executing' ? { ...attempt, nextLookAt: Number.MAX_SAFE_INTEGER } : attempt,
    ),
  })),

  /** What bKash lists already is not remembered when a refund is sent. */
  'known-refunds-forgotten': writing((order) => ({
    ...order,
    refunds: order.refunds.map((refund) =>
      refund.progress.state === 'sending'
        ? { ...refund, progress: { ...refund.progress, knownBefore: [] } }
        : refund,
    ),
  })),

  /** The shop's withdrawal does not see that an Execute is under way. */
  'cancel-ignores-doubt': {
    functions: (production) => ({
      ...production,
      cancelOrder: (room, orderId) => production.cancelOrder(reading(room, withoutUndecided), orderId),
    }),
  },

  /** A browser that comes back late undoes what bKash has confirmed since. */
  'late-return-undoes': {
    functions: (production) => ({
      ...production,
      async returnFromBkash(room, back) {
        const order = await production.returnFromBkash(room, back);
        if (!order || back.status === 'success') return order;
        return transition(room.orders, order, (current) => cancelledAgain(current, back.attempt));
      },
    }),
  },

  /** A new attempt starts whatever became of the one before. */
  'attempt-beside-another': {
    functions: (production) => ({
      ...production,
      followPayLink: (room, orderId) =>
        production.followPayLink(reading(room, withoutUndecided, withAttemptsOf), orderId),
    }),
  },

  /** An order expires while an Execute may have been performed. */
  'expiry-while-undecided': {
    functions: (production) => ({
      ...production,
      async readOrder(room, orderId) {
        const order = await production.readOrder(room, orderId);
        if (!order || order.closed || room.clock.now() < order.expiresAt + 900_000) return order;
        return transition(room.orders, order, (current) =>
          current.closed ? current : { ...current, closed: { as: 'expired', at: room.clock.now() } },
        );
      },
    }),
  },

  /** Customers are told that it is over as soon as an Execute stays silent. */
  'announced-before-final': {
    functions: (production) => ({
      ...production,
      announce: (room, writes) =>
        production.announce(
          room,
          writes.map(({ after, ...write }) => ({ ...write, after: givenUp(after) })),
        ),
      deliver: (room, body, messageId) => production.deliver(reading(room, givenUp), body, messageId),
    }),
  },

  /** A refund does not see what was asked for before. */
  'refund-unguarded': {
    functions: (production) => ({
      ...production,
      requestRefund: (room, orderId, request) => {
        const blind = reading(
          room,
          (order) => ({ ...order, refunds: [] }),
          (next, real) => ({ ...next, refunds: [...real.refunds, ...next.refunds] }),
        );
        return production.requestRefund(blind, orderId, request);
      },
    }),
  },
} satisfies Record<string, Alteration>;

/** Whoever claims is told that he has, and nothing is written. */
export function withoutClaims(orders: Orders): Orders {
  return {
    ...orders,
    async save(next) {
      const isClaim = next.attempts.some(({ state }) => state === 'executing');
      return isClaim ? { kind: 'saved', order: { ...next, version: next.version + 1 } } : orders.save(next);
    },
  };
}

/** The order as somebody sees it who takes no answer for a no. */
export function withoutUndecided(order: Order): Order {
  const { executingAttempt: _, ...rest } = order;
  const attempts = order.attempts.map((attempt) => {
    if (attempt.state !== 'executing' && attempt.state !== 'unknown' && attempt.state !== 'doubtful')
      return attempt;
    const { changedAt } = attempt;
    return { ...paymentOf(attempt), state: 'lapsed' as const, changedAt, reason: 'never_captured' as const };
  });
  return { ...rest, attempts };
}

function cancelledAgain(order: Order, number: number): Order {
  const done = order.attempts.find(({ attempt }) => attempt === number);
  if (done?.state !== 'completed' || !hasPayment(done)) return order;
  const cancelled = { ...paymentOf(done), state: 'cancelled' as const, changedAt: done.changedAt };
  return { ...order, attempts: order.attempts.map((one) => (one === done ? cancelled : one)) };
}

function givenUp(order: Order): Order {
  const isSilent = order.attempts.some(({ state }) => state === 'unknown');
  return isSilent ? { ...withoutUndecided(order), closed: { as: 'expired', at: order.updatedAt } } : order;
}

/** The new attempt beside the old ones as they were. */
export function withAttemptsOf(next: Order, real: Order): Order {
  const attempts = next.attempts.map((attempt) => {
    const before = real.attempts.find((one) => one.attempt === attempt.attempt);
    return before && attempt.state === 'lapsed' ? before : attempt;
  });
  const { executingAttempt } = real;
  return { ...next, attempts, ...(executingAttempt !== undefined && { executingAttempt }) };
}
