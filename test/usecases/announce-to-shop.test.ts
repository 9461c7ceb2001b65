import { describe, expect, it } from 'vitest';
import type { Notice } from '../../shared/adapters/dynamodb/notice-port.ts';
import type { Attempt, Order } from '../../shared/domain/order.ts';
import { announce, announceSweep } from '../../shared/usecases/announce.ts';
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

describe('a channel that is switched on later', () => {
  const orders = {
    async *writtenSince() {
      yield [became('order.paid', 'SB-1').after, phoneOnly(became('order.expired', 'SB-2').after)];
    },
  };
  const told = (settings: Parameters<typeof aQueue>[0]) => {
    const queue = aQueue(settings);
    const ledger = { has: async ({ channel }: Notice) => channel === 'email' };
    return announceSweep({ ...queue.ports, orders, ledger }, 0).then(() => queue);
  };

  it('tells at the next sweep what became true in the days that it looks back: the shop’s address', async () => {
    const { sent, sentToShop } = await told({ settings: { shopWebhookUrl: 'https://shop.example/hook' } });
    expect(sentToShop.map(({ orderId, fact }) => `${orderId} ${fact}`)).toEqual([
      'SB-1 order.paid',
      'SB-2 order.expired',
    ]);
    expect(sent).toEqual([]);
  });

  it('and SMS, to whom no email reached', async () => {
    const { sent } = await told({ settings: { sms: 'on' } });
    expect(sent).toEqual([{ orderId: 'SB-2', fact: 'order.expired', channel: 'sms' }]);
    expect((await told({})).sent).toEqual([]);
  });
});

function phoneOnly(order: Order): Order {
  return { ...order, customer: { phone: '01712345678' } };
}

function tried(attempt: number, state: 'refused' | 'cancelled' | 'lapsed'): Attempt {
  const core = { attempt, product: 'tokenized', generation: 'v2', startedAt: 1, changedAt: 2 } as const;
  if (state === 'lapsed') return { ...core, state, reason: 'create_silent' };
  if (state === 'refused') return { ...core, state };
  return { ...core, state, paymentId: `TR${attempt}`, paymentCreatedAt: 1 };
}
