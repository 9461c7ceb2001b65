import { beforeEach, describe, expect, it } from 'vitest';
import { dueBucketOf } from '../../shared/adapters/dynamodb/due-bucket.ts';
import type { Order } from '../../shared/domain/order.ts';
import { anOrder, type OpenStores, type Stores, startsAt } from './stores.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** An order of 24 hours has to be closed a quarter of an hour later. */
const dueAfterMs = 24 * hourMs + 15 * minuteMs;

/** What the reconciler relies on: it finds whatever is due, however late it comes, and reads nothing else. */
export function dueOrdersContract(open: OpenStores): void {
  let stores: Stores;
  beforeEach(() => {
    stores = open();
  });

  describe('an order that somebody has to come back to', () => {
    it('is found once its time has come, not a moment before, and until it is decided', async () => {
      const { clock, orders } = stores;
      const { order } = await orders.create(anOrder(stores, 'SB-1'));
      clock.now += dueAfterMs - 1;
      expect(await due()).toEqual([]);
      clock.now += 1;
      expect(await due()).toEqual(['SB-1']);
      expect(await due()).toEqual(['SB-1']);
      await orders.save({ ...order, updatedAt: clock.now, closed: { as: 'expired', at: clock.now } });
      expect(await due()).toEqual([]);
    });

    it('moves with every write that says another time', async () => {
      const { clock, orders } = stores;
      const { order } = await orders.create(anOrder(stores, 'SB-1'));
      await orders.save({ ...order, expiresAt: order.expiresAt + hourMs });
      clock.now += dueAfterMs;
      expect(await due()).toEqual([]);
      clock.now += hourMs;
      expect(await due()).toEqual(['SB-1']);
    });

    it('is found though its reader was away for three days', async () => {
      await due();
      await stores.orders.create(anOrder(stores, 'SB-1'));
      stores.clock.now += 72 * hourMs;
      expect(await due()).toEqual(['SB-1']);
    });

    it('is found though it was overdue when it was written, in an hour that the reader has left', async () => {
      await due();
      await stores.orders.create({ ...longExpired('LATE'), updatedAt: stores.clock.now });
      expect(await due()).toEqual(['LATE']);
    });

    it('is found among four hundred and fifty in its shard, page by page', async () => {
      await crowd(450);
      stores.clock.now += dueAfterMs;
      const pages = await pagesUpTo(10_000);
      expect(pages.flat()).toHaveLength(450);
      expect(new Set(pages.flat()).size).toBe(450);
      expect(pages.every((page) => page.length > 0 && page.length <= 200)).toBe(true);
    });

    it('ends a run that has reached its limit', async () => {
      await crowd(450);
      stores.clock.now += dueAfterMs;
      const given = (await pagesUpTo(100)).flat().length;
      expect(given).toBeGreaterThanOrEqual(100);
      expect(given).toBeLessThanOrEqual(300);
    });
  });

  describe('the watermark', () => {
    it('leaves empty hours behind, all but the last two, so that no run reads them again', async () => {
      await due();
      await stores.orders.create(anOrderDue('TWO-HOURS', 2 * hourMs));
      await stores.orders.create(anOrderDue('LEFT-BEHIND', 4 * hourMs));
      expect(await due()).toEqual(['TWO-HOURS']);
    });

    it('never steps over an hour that holds an order', async () => {
      const { order } = await stores.orders.create(anOrderDue('STUCK', 6 * hourMs));
      expect(await due()).toEqual(['STUCK']);
      await stores.orders.create(anOrderDue('BEHIND-IT', 5 * hourMs));
      expect((await due()).sort()).toEqual(['BEHIND-IT', 'STUCK']);
      await stores.orders.save({ ...order, closed: { as: 'expired', at: stores.clock.now } });
      expect(await due()).toEqual(['BEHIND-IT']);
    });

    it('is not taken back by a slower run', async () => {
      const { order } = await stores.orders.create(anOrderDue('FIRST', 30 * hourMs));
      const slower = stores.due.overdue(stores.clock.now, 100)[Symbol.asyncIterator]();
      expect((await slower.next()).value).toEqual(['FIRST']);
      await stores.orders.save({ ...order, closed: { as: 'expired', at: stores.clock.now } });
      expect(await due()).toEqual([]);
      expect((await slower.next()).done).toBe(true);
      await stores.orders.create(anOrderDue('LEFT-BEHIND', 10 * hourMs));
      expect(await due()).toEqual([]);
    });
  });

  async function due(): Promise<string[]> {
    return (await pagesUpTo(2_000)).flat();
  }

  async function pagesUpTo(limit: number): Promise<string[][]> {
    const pages: string[][] = [];
    for await (const page of stores.due.overdue(stores.clock.now, limit)) pages.push(page);
    return pages;
  }

  /** Written long ago, and due since so many milliseconds. */
  function anOrderDue(orderId: string, forMs: number): Order {
    return anOrder(stores, orderId, stores.clock.now - dueAfterMs - forMs);
  }

  function longExpired(orderId: string): Order {
    return anOrderDue(orderId, 20 * hourMs);
  }

  /** All due in one hour, and in one shard: the ids differ and the shard goes by a hash of them, so many are drawn. */
  async function crowd(count: number): Promise<void> {
    const ids = Array.from({ length: 8 * count * 2 }, (_, index) => `CROWD-${index}`).filter(isInShard);
    const atOnce = 50;
    for (let from = 0; from < count; from += atOnce) {
      const wave = ids.slice(from, Math.min(from + atOnce, count));
      await Promise.all(wave.map((orderId) => stores.orders.create(anOrder(stores, orderId))));
    }
  }

  function isInShard(orderId: string): boolean {
    return dueBucketOf(stores.stage, startsAt, orderId).endsWith('#3');
  }
}
