import { beforeEach, describe, expect, it } from 'vitest';
import type { UnclaimedSettlement } from '../../shared/adapters/dynamodb/money-port.ts';
import { anOrder, fifty, type OpenStores, type Stores } from './stores.ts';

const trxId = 'TRX0000001';
const money = { trxId, amountPoisha: 100, messageId: 'm-1', at: 1_000, reason: 'no_order' as const };

/** What an operator relies on: tie, order and entry change in one write, or nothing does. */
export function deskContract(open: OpenStores): void {
  let stores: Stores;
  beforeEach(async () => {
    stores = open();
    await stores.unclaimed.keep(money);
  });

  describe('unclaimed money that an operator attaches', () => {
    it('is tied, in its order and off the list in one write', async () => {
      const settlement = await settlementOf('SB-1');
      const settled = await stores.desk.settle(settlement);
      expect(settled).toMatchObject({ kind: 'settled', order: { version: 2, executingAttempt: 7 } });
      expect(await stores.orders.find('SB-1')).toEqual(settled.kind === 'settled' && settled.order);
      expect(await stores.ties.ownerOf(trxId)).toEqual(settlement.owner);
      expect(await stores.desk.find(trxId)).toEqual({
        ...money,
        closedAt: stores.clock.now,
        closedAs: 'attached',
        closedFor: 'SB-1',
      });
      expect(await stores.desk.open()).toEqual([]);
      expect(await stores.writes()).toHaveLength(2);
    });

    it('goes to one of fifty orders', async () => {
      const settlements = await Promise.all(fifty((index) => settlementOf(`SB-${index}`)));
      const outcomes = await Promise.all(settlements.map((one) => stores.desk.settle(one)));
      expect(outcomes.filter(({ kind }) => kind === 'settled')).toHaveLength(1);
      expect(await stores.writes()).toHaveLength(51);
    });

    it.each<[string, (settlement: UnclaimedSettlement) => Promise<unknown>]>([
      ['an attempt holds its trxID', () => stores.ties.tie(trxId, { orderId: 'SB-9', attempt: 1 })],
      ['its order has changed', ({ next }) => stores.orders.save({ ...next, executingAttempt: 1 })],
      ['it is off the list', () => stores.unclaimed.close(trxId)],
    ])('changes nothing when %s', async (_, happens) => {
      const settlement = await settlementOf('SB-1');
      await happens(settlement);
      const before = await state();
      expect(await stores.desk.settle(settlement)).toEqual({ kind: 'conflict' });
      expect(await state()).toEqual(before);
    });
  });

  describe('unclaimed money that an operator writes off', () => {
    it('leaves the list once, with his reason', async () => {
      expect(await stores.desk.open()).toEqual([money]);
      expect(await stores.desk.writeOff(trxId, 'Paid out at the counter')).toBe(true);
      expect(await stores.desk.writeOff(trxId, 'Another reason')).toBe(false);
      expect(await stores.desk.open()).toEqual([]);
      expect(await stores.desk.find(trxId)).toMatchObject({
        closedAs: 'written_off',
        closedBecause: 'Paid out at the counter',
      });
      expect(await stores.desk.find('TRX0000002')).toBeUndefined();
    });

    it('stays so when an attempt records it, who is told of it', async () => {
      await stores.desk.writeOff(trxId, 'Paid out at the counter');
      expect(await stores.unclaimed.close(trxId)).toBe('written_off');
      expect(await stores.unclaimed.close('TRX0000002')).toBe('closed');
      expect(await stores.desk.find(trxId)).toMatchObject({ closedAs: 'written_off' });
    });
  });

  async function settlementOf(orderId: string): Promise<UnclaimedSettlement> {
    const { order } = await stores.orders.create(anOrder(stores, orderId));
    const owner = { orderId, attempt: 1 };
    return { trxId, owner, next: { ...order, executingAttempt: 7 }, as: 'attached' };
  }

  async function state() {
    const { ties, orders, desk } = stores;
    return [await ties.ownerOf(trxId), await orders.find('SB-1'), await desk.find(trxId)];
  }
}
