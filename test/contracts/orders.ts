import { beforeEach, describe, expect, it } from 'vitest';
import type { Order } from '../../shared/domain/order.ts';
import { anOrder, fifty, type OpenStores, type Stores } from './stores.ts';

/** What every use case relies on: a write is performed on the version it was decided on, or not at all. */
export function ordersContract(open: OpenStores): void {
  let stores: Stores;
  beforeEach(() => {
    stores = open();
  });

  describe('a new order', () => {
    it('is stored as its first version and found as it was written', async () => {
      const order = anOrder(stores, 'C-1');
      expect(await stores.orders.find('C-1')).toBeUndefined();
      expect(await stores.orders.create(order)).toEqual({ kind: 'created', order: { ...order, version: 1 } });
      expect(await stores.orders.find('C-1')).toEqual({ ...order, version: 1 });
    });

    it('is created once by fifty at once, and all the others are handed that one', async () => {
      const asked = fifty((index) => anOrder(stores, 'C-1', 1_000 + index));
      const outcomes = await Promise.all(asked.map((order) => stores.orders.create(order)));
      const [winner, ...more] = outcomes.filter(({ kind }) => kind === 'created');
      expect(more).toEqual([]);
      expect(outcomes.every(({ order }) => order.createdAt === winner?.order.createdAt)).toBe(true);
      expect(await stores.orders.find('C-1')).toEqual(winner?.order);
    });

    it('is one of fifty where the numbers differ', async () => {
      const outcomes = await Promise.all(
        fifty((index) => stores.orders.create(anOrder(stores, `D-${index}`))),
      );
      expect(outcomes.filter(({ kind }) => kind === 'created')).toHaveLength(50);
    });

    it('is known as one’s own when the answer was lost and the client sent it again', async () => {
      stores.loseNextAnswer();
      expect((await stores.orders.create(anOrder(stores, 'C-1'))).kind).toBe('created');
      expect((await stores.orders.create(anOrder(stores, 'C-1'))).kind).toBe('exists');
    });
  });

  describe('a write on the version that was read', () => {
    it('is stored as the next one; fifty at once store one, and every loser is handed the winner’s state', async () => {
      const order = await stored('S-1');
      const outcomes = await Promise.all(
        fifty((index) => stores.orders.save({ ...order, updatedAt: 2_000 + index, executingAttempt: index })),
      );
      const [winner, ...more] = outcomes.filter(({ kind }) => kind === 'saved');
      expect(more).toEqual([]);
      expect(winner?.order.version).toBe(2);
      for (const loser of outcomes.filter(({ kind }) => kind === 'conflict')) {
        expect(loser.order).toEqual(winner?.order);
      }
      expect(await stores.orders.find('S-1')).toEqual(winner?.order);
    });

    it('is stored by one also where all fifty would write the very same', async () => {
      const order = await stored('S-1');
      const outcomes = await Promise.all(fifty(() => stores.orders.save({ ...order, updatedAt: 2_000 })));
      expect(outcomes.filter(({ kind }) => kind === 'saved')).toHaveLength(1);
    });

    it('never brings back a version that is gone', async () => {
      const first = await stored('S-1');
      const { order: second } = await stores.orders.save({ ...first, updatedAt: 2_000 });
      const { order: third } = await stores.orders.save({ ...second, updatedAt: 3_000 });
      expect(await stores.orders.save({ ...first, updatedAt: 4_000 })).toEqual({
        kind: 'conflict',
        order: third,
      });
    });

    it('fails aloud where there is no order to write', async () => {
      await expect(stores.orders.save(anOrder(stores, 'NONE'))).rejects.toThrow('Order NONE was not there');
      expect(await stores.orders.find('NONE')).toBeUndefined();
    });

    it('is known as one’s own when the answer was lost, and is stored once', async () => {
      const order = await stored('S-1');
      stores.loseNextAnswer();
      const { kind, order: next } = await stores.orders.save({ ...order, executingAttempt: 1 });
      expect([kind, next.version]).toEqual(['saved', 2]);
      expect(await stores.orders.find('S-1')).toEqual(next);
      expect(await stores.writes()).toHaveLength(2);
    });
  });

  describe('the stream', () => {
    it('tells every write of an order in order, as it was and as it is, and none that failed', async () => {
      const one = await stored('A-1');
      const other = await stored('B-1');
      const { order: two } = await stores.orders.save({ ...one, updatedAt: 2_000 });
      await stores.orders.save({ ...one, updatedAt: 9_000 });
      await stores.orders.create(other);
      const { order: three } = await stores.orders.save({ ...two, updatedAt: 3_000 });
      const writes = await stores.writes();
      expect(writes.filter(({ after }) => after.orderId === 'A-1')).toEqual([
        { after: one },
        { before: one, after: two },
        { before: two, after: three },
      ]);
      expect(writes.filter(({ after }) => after.orderId === 'B-1')).toEqual([{ after: other }]);
    });
  });

  describe('the daily sweep', () => {
    it('gives every order written since, and nothing older', async () => {
      for (const [orderId, at] of [
        ['OLD', 1_999],
        ['NEW-1', 2_000],
        ['NEW-2', 3_000],
      ] as const)
        await stores.orders.create(anOrder(stores, orderId, at));
      const swept: Order[] = [];
      for await (const page of stores.sweep.writtenSince(2_000)) swept.push(...page);
      expect(swept.map(({ orderId }) => orderId).sort()).toEqual(['NEW-1', 'NEW-2']);
      expect(swept.find(({ orderId }) => orderId === 'NEW-1')).toEqual(await stores.orders.find('NEW-1'));
    });
  });

  async function stored(orderId: string): Promise<Order> {
    return (await stores.orders.create(anOrder(stores, orderId, 1_000))).order;
  }
}
