import { describe, expect, it } from 'vitest';
import type { Notice } from '../../shared/adapters/dynamodb/notice-port.ts';
import type { Order } from '../../shared/domain/order.ts';
import { announce, announceSweep } from '../../shared/usecases/announce.ts';
import { orderFor, pendingOrder } from '../adapters/ses/orders.ts';
import { aQueue, became } from '../fakes/notice-queues.ts';

describe('a write of an order', () => {
  it('that made it paid is announced once, by email', async () => {
    const queue = aQueue();
    expect(await announce(queue.ports, [became('order.paid')])).toEqual([]);
    expect(queue.sent).toEqual([{ orderId: 'SB-1001', fact: 'order.paid', channel: 'email' }]);
  });

  it.each(['order.review', 'order.expired', 'order.cancelled'] as const)('announces %s', async (kind) => {
    const queue = aQueue();
    await announce(queue.ports, [became(kind)]);
    expect(queue.sent.map(({ fact }) => fact)).toEqual([kind]);
  });

  it('that changed nothing people are told announces nothing', async () => {
    const queue = aQueue();
    const { order } = orderFor('order.paid');
    const writes = [
      { sequenceNumber: '1', after: pendingOrder() },
      { sequenceNumber: '2', before: order, after: { ...order, version: 9 } },
    ];
    expect(await announce(queue.ports, writes)).toEqual([]);
    expect(queue.sent).toEqual([]);
  });

  it('of a customer who left a number and no email is announced by SMS, where the stage sends any', async () => {
    const { order } = orderFor('order.paid', { customer: { phone: '01712345678' } });
    for (const [sms, channels] of [
      ['off', []],
      ['on', ['sms']],
    ] as const) {
      const queue = aQueue({ settings: { sms } });
      await announce(queue.ports, [{ sequenceNumber: '1', after: order }]);
      expect(queue.sent.map(({ channel }) => channel)).toEqual(channels);
    }
  });

  it('of a customer who left both is announced by email alone', async () => {
    const queue = aQueue({ settings: { sms: 'on' } });
    await announce(queue.ports, [became('order.paid')]);
    expect(queue.sent.map(({ channel }) => channel)).toEqual(['email']);
  });

  it('puts nothing personal on the queue', async () => {
    const queue = aQueue();
    await announce(queue.ports, [became('order.paid')]);
    expect(JSON.stringify(queue.sent)).not.toMatch(/rahela|0171|@/i);
  });

  it('comes again from the stream when, and only when, its own message was not queued', async () => {
    const queue = aQueue({ refuses: ({ orderId }) => orderId === 'SB-2' });
    const writes = ['SB-1', 'SB-2', 'SB-3'].map((orderId) => became('order.paid', orderId));
    expect(await announce(queue.ports, writes)).toEqual(['SB-2']);
    expect(queue.sent.map(({ orderId }) => orderId)).toEqual(['SB-1', 'SB-3']);
    expect(queue.telemetry.counted).toEqual(['NoticeFailed']);
  });

  it('comes again when the queue is silent; a write without a fact does not', async () => {
    const queue = aQueue({ silent: true });
    const writes = [became('order.paid', 'SB-1'), { sequenceNumber: 'x', after: pendingOrder() }];
    expect(await announce(queue.ports, writes)).toEqual(['SB-1']);
  });
});

describe('an address that is new', () => {
  it('is told what is true already', async () => {
    const queue = aQueue();
    const { order: after } = orderFor('order.paid');
    const before = { ...after, customer: {} };
    await announce(queue.ports, [{ sequenceNumber: '1', before, after }]);
    expect(queue.sent).toEqual([{ orderId: 'SB-1001', fact: 'order.paid', channel: 'email' }]);
  });
});

describe('the daily sweep', () => {
  const paid = (orderId: string): Order => ({ ...orderFor('order.paid').order, orderId });

  it('queues the facts that have no entry in the ledger, and those only', async () => {
    const queue = aQueue();
    const pages = [[paid('SB-1'), paid('SB-2')], [], [pendingOrder(), paid('SB-3')]];
    expect(await sweep(queue, pages, ['SB-2'])).toBe(2);
    expect(queue.sent.map(({ orderId }) => orderId)).toEqual(['SB-1', 'SB-3']);
    expect(queue.telemetry.told).toEqual([{ name: 'NoticesSwept', count: 2 }]);
  });

  it('looks at orders written since the time it is given', async () => {
    const asked: number[] = [];
    const orders = {
      async *writtenSince(since: number) {
        asked.push(since);
        yield [];
      },
    };
    expect(await announceSweep({ ...aQueue().ports, orders, ledger: { has: async () => false } }, 77)).toBe(
      0,
    );
    expect(asked).toEqual([77]);
  });

  it('keeps its questions to the ledger below fifty at once', async () => {
    let [asking, most] = [0, 0];
    const has = async () => {
      most = Math.max(most, ++asking);
      await new Promise(setImmediate);
      asking -= 1;
      return true;
    };
    const page = Array.from({ length: 120 }, (_, index) => paid(`SB-${index}`));
    await announceSweep({ ...aQueue().ports, orders: pagesOf([page]), ledger: { has } }, 0);
    expect(most).toBe(50);
  });

  it('fails loudly when the queue does', async () => {
    await expect(sweep(aQueue({ silent: true }), [[paid('SB-1')]], [])).rejects.toThrow('SQS is silent');
  });

  function sweep(queue: ReturnType<typeof aQueue>, pages: Order[][], told: string[]) {
    const ledger = { has: async ({ orderId }: Notice) => told.includes(orderId) };
    return announceSweep({ ...queue.ports, orders: pagesOf(pages), ledger }, 0);
  }
});

function pagesOf(pages: Order[][]) {
  return {
    async *writtenSince() {
      yield* pages;
    },
  };
}
