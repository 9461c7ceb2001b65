import { describe, expect, it } from 'vitest';
import { noteOf } from '../../shared/adapters/ses/notes.ts';
import { notificationIdSchema, notificationsSchema } from '../../shared/contract/notifications.ts';
import type { Order } from '../../shared/domain/order.ts';
import { markRead, notificationsOf } from '../../shared/usecases/notifications.ts';
import { orderFor, paidAt, pendingOrder } from '../adapters/ses/orders.ts';

const now = paidAt + 60_000;

describe('the notifications of an order', () => {
  it('are none while there is nothing to tell', async () => {
    expect(await aReader().list(pendingOrder())).toEqual({ items: [], unread: 0 });
  });

  it('say what became of it, in one breath and in its own language', async () => {
    const { items, unread } = await aReader().list(orderFor('order.paid').order);
    expect(unread).toBe(1);
    expect(items).toEqual([
      {
        id: 'order.paid',
        fact: 'order.paid',
        text: 'Your bKash payment of Tk 1,050.00 has been received. There is nothing more to pay.',
        at: '2026-11-23T12:53:00.000Z',
        readAt: null,
      },
    ]);
    const bangla = await aReader().list(orderFor('order.paid', { locale: 'bn' }).order);
    expect(bangla.items[0]?.text).toBe('বিকাশে ৳১,০৫০.০০ পেয়েছি। আর টাকা দিতে হবে না।');
  });

  it('come newest first, one for each refund', async () => {
    const list = await aReader().list(refundedTwice());
    expect(list.items.map(({ id, fact }) => [id, fact])).toEqual([
      ['order.refunded.R-2', 'order.refunded'],
      ['order.refunded.R-1', 'order.refunded'],
      ['order.paid', 'order.paid'],
    ]);
    expect(notificationsSchema.parse(list)).toEqual(list);
  });

  it('have ids that stay, and that an address may hold as they are', async () => {
    const { items } = await aReader().list(refundedTwice());
    const again = await aReader().list({ ...refundedTwice(), version: 99, updatedAt: now });
    expect(again.items.map(({ id }) => id)).toEqual(items.map(({ id }) => id));
    for (const { id } of items) {
      expect(notificationIdSchema.parse(id)).toBe(id);
      expect(encodeURIComponent(id)).toBe(id);
    }
    expect(notificationIdSchema.safeParse(`order.surplus_returned.${'x'.repeat(64)}`).success).toBe(true);
  });

  it('do not tell what is true no more, nor a single attempt’s news', async () => {
    const { review: _, ...settled } = orderFor('order.review').order;
    expect((await aReader().list(settled)).items.map(({ id }) => id)).toEqual(['order.paid']);
    const link = orderFor('order.payment_link').order;
    expect((await aReader().list(link)).unread).toBe(1);
    expect((await aReader().list({ ...link, expiresAt: now })).unread).toBe(0);
    const refused = {
      attempt: 1,
      product: 'tokenized',
      generation: 'v2',
      startedAt: 1,
      changedAt: 1,
    } as const;
    const failed: Order = { ...pendingOrder(), attempts: [{ ...refused, state: 'refused' }] };
    expect((await aReader().list(failed)).items).toEqual([]);
  });

  it('never call an order uncharged when its money came late', async () => {
    const { order } = orderFor('order.expired, late money');
    expect((await aReader().list(order)).items[0]?.text).toContain(
      'Tk 600.00 came after the order had expired',
    );
  });

  it('name nobody', async () => {
    expect(JSON.stringify(await aReader().list(refundedTwice()))).not.toMatch(/rahela|017|@|token/i);
  });
});

describe('reading a notification', () => {
  it('lowers the unread count, and the first time stands', async () => {
    const reader = aReader();
    const order = refundedTwice();
    const read = await reader.mark(order, 'order.paid');
    expect(read).toMatchObject({ id: 'order.paid', readAt: new Date(now).toISOString() });
    reader.now += 5_000;
    expect(await reader.mark(order, 'order.paid')).toEqual(read);
    const { items, unread } = await reader.list(order);
    expect(unread).toBe(2);
    expect(items.find(({ id }) => id === 'order.paid')).toEqual(read);
  });

  it('that the order does not have marks nothing', async () => {
    const reader = aReader();
    expect(await reader.mark(refundedTwice(), 'order.refunded.R-3')).toBeUndefined();
    expect(await reader.mark(refundedTwice(), 'order.review')).toBeUndefined();
    expect(reader.marks).toEqual({});
  });
});

function refundedTwice(): Order {
  const { order } = orderFor('order.refunded');
  const [refund] = order.refunds;
  if (!refund) throw new Error('orderFor gives one refund');
  const later = { state: 'succeeded' as const, changedAt: paidAt + 2_000, refundTrxId: 'BKN8' };
  const first = { ...later, changedAt: paidAt + 1_000 };
  return {
    ...order,
    refunds: [
      { ...refund, progress: first },
      { ...refund, refundId: 'R-2', progress: later },
    ],
  };
}

function aReader() {
  const marks: Record<string, number> = {};
  const reader = {
    now,
    marks,
    list: (order: Order) => notificationsOf(ports, order),
    mark: (order: Order, id: string) => markRead(ports, order, id),
  };
  const ports = {
    readMarks: {
      find: async () => marks,
      mark: async (_orderId: string, id: string, at: number) => {
        marks[id] ??= at;
        return marks[id];
      },
    },
    noteOf,
    clock: { now: () => reader.now },
  };
  return reader;
}
