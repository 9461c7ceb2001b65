import { describe, expect, it } from 'vitest';
import type { Attempt } from '../../shared/domain/order.ts';
import { announce } from '../../shared/usecases/announce.ts';
import { pendingOrder } from '../adapters/ses/orders.ts';
import { aQueue, became } from '../fakes/notice-queues.ts';

describe('a shop that gave the address of its server', () => {
  const settings = { shopWebhookUrl: 'https://shop.example/hook' };

  it('is told what customers are told at the end, and not what is only theirs', async () => {
    const queue = aQueue({ settings });
    const kinds = ['order.paid', 'order.expired', 'order.cancelled', 'order.review'] as const;
    await announce(
      queue.ports,
      kinds.map((kind) => became(kind, kind)),
    );
    expect(queue.sentToShop.map(({ fact }) => fact)).toEqual([
      'order.paid',
      'order.expired',
      'order.cancelled',
    ]);
    expect(queue.sent.map(({ fact }) => fact)).toEqual([...kinds]);
  });

  it('has the news of each attempt once, which no customer is written', async () => {
    const queue = aQueue({ settings });
    const after = {
      ...pendingOrder(),
      attempts: [tried(1, 'refused'), tried(2, 'cancelled'), tried(3, 'lapsed')],
    };
    const before = { ...after, attempts: after.attempts.slice(0, 1) };
    await announce(queue.ports, [{ sequenceNumber: '1', before, after }]);
    expect(queue.sentToShop).toEqual([{ orderId: 'SB-1001', fact: 'attempt.cancelled:2', channel: 'shop' }]);
    expect(queue.sent).toEqual([]);
  });

  it('whose queue is down keeps no customer waiting; the write comes again for the shop', async () => {
    const queue = aQueue({ settings, shopSilent: true });
    expect(await announce(queue.ports, [became('order.paid')])).toEqual(['SB-1001']);
    expect(queue.sent).toHaveLength(1);
  });
});

function tried(attempt: number, state: 'refused' | 'cancelled' | 'lapsed'): Attempt {
  const core = { attempt, product: 'tokenized', generation: 'v2', startedAt: 1, changedAt: 2 } as const;
  if (state === 'lapsed') return { ...core, state, reason: 'create_silent' };
  if (state === 'refused') return { ...core, state };
  return { ...core, state, paymentId: `TR${attempt}`, paymentCreatedAt: 1 };
}
