import { beforeEach, describe, expect, it } from 'vitest';
import { fifty, type OpenStores, type Stores } from './stores.ts';

/** What no payment may be counted twice for, and what no money without an order gets lost by. */
export function moneyContract(open: OpenStores): void {
  let stores: Stores;
  beforeEach(() => {
    stores = open();
  });

  describe('a trxID', () => {
    it('is tied to one of fifty attempts for ever; that one may tie it again', async () => {
      const { ties } = stores;
      const owners = fifty((index) => ({ orderId: `T-${index}`, attempt: 1 }));
      const outcomes = await Promise.all(owners.map((owner) => ties.tie('TRX0000001', owner)));
      expect(outcomes.filter((outcome) => outcome === 'tied')).toHaveLength(1);
      expect(await ties.ownerOf('TRX0000001')).toEqual(owners[outcomes.indexOf('tied')]);
      const again = await Promise.all(owners.map((owner) => ties.tie('TRX0000001', owner)));
      expect(again).toEqual(outcomes);
    });

    it('is told apart by the attempt too, and by the stage', async () => {
      await stores.ties.tie('TRX0000001', { orderId: 'T-1', attempt: 1 });
      expect(await stores.ties.tie('TRX0000001', { orderId: 'T-1', attempt: 2 })).toBe('held_by_another');
      expect(await open().ties.tie('TRX0000001', { orderId: 'T-1', attempt: 2 })).toBe('tied');
      expect(await stores.ties.ownerOf('TRX0000002')).toBeUndefined();
    });

    it('is known as one’s own when the answer was lost', async () => {
      stores.loseNextAnswer();
      expect(await stores.ties.tie('TRX0000001', { orderId: 'T-1', attempt: 1 })).toBe('tied');
    });
  });

  describe('what a customer says he paid', () => {
    it('is written on its version, by one of fifty; the others are handed what he wrote', async () => {
      const { claims } = stores;
      const nothing = await claims.find('C-1');
      expect(nothing).toMatchObject({ version: 0, claims: [] });
      const said = fifty((index) => ({ ...nothing, claims: [{ trxId: `TRX${index}`, at: 1_000 }] }));
      const outcomes = await Promise.all(said.map((one) => claims.save(one)));
      const [winner, ...more] = outcomes.filter(({ kind }) => kind === 'saved');
      expect(more).toEqual([]);
      expect(winner?.claims.version).toBe(1);
      expect(await claims.find('C-1')).toEqual(winner?.claims);
      for (const { claims: handed } of outcomes) expect(handed).toEqual(winner?.claims);
    });

    it('is read of all orders of its stage by the operator', async () => {
      const { claims, claimDesk } = stores;
      const said = { claims: [{ trxId: 'TRX1', at: 1_000, closedAt: 2_000, closedBecause: 'mistyped' }] };
      const none = await claims.find('C-none');
      for (const orderId of ['C-2', 'C-3']) await claims.save({ ...none, orderId, ...said });
      await open().claims.save({ ...none, orderId: 'C-4', ...said });
      const all = (await claimDesk.all()).sort((a, b) => a.orderId.localeCompare(b.orderId));
      expect(all).toEqual(['C-2', 'C-3'].map((orderId) => ({ ...none, orderId, version: 1, ...said })));
    });
  });

  describe('money that nobody claims', () => {
    const entry = { trxId: 'TRX0000001', amountPoisha: 100, messageId: 'm-1', at: 1_000 };

    it('is kept once with its first reason, and closed once', async () => {
      const { unclaimed, clock } = stores;
      clock.now = 5_000;
      await unclaimed.keep({ ...entry, reason: 'no_order' });
      await unclaimed.close('TRX0000001');
      await unclaimed.keep({ ...entry, reason: 'other_trx' });
      clock.now = 9_000;
      await unclaimed.close('TRX0000001');
      expect(await stores.unclaimedEntry('TRX0000001')).toEqual({
        ...entry,
        reason: 'no_order',
        closedAt: 5_000,
      });
    });

    it('is not made up by closing what was never kept', async () => {
      await stores.unclaimed.close('TRX0000001');
      expect(await stores.unclaimedEntry('TRX0000001')).toBeUndefined();
    });

    it('is kept and closed though the answers were lost', async () => {
      stores.loseNextAnswer();
      await stores.unclaimed.keep({ ...entry, reason: 'no_order' });
      stores.loseNextAnswer();
      await stores.unclaimed.close('TRX0000001');
      expect(await stores.unclaimedEntry('TRX0000001')).toMatchObject({ closedAt: stores.clock.now });
    });
  });
}
