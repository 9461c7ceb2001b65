import { describe, expect, it } from 'vitest';
import { reconcilePayments } from '../../shared/usecases/reconcile-payments.ts';
import { World } from '../fakes/world.ts';

describe('the reconciler', () => {
  it('queues a look for every order that is due now, page by page', async () => {
    const world = new World();
    const asked: number[][] = [];
    const due = {
      async *overdue(now: number, limit: number) {
        asked.push([now, limit]);
        yield ['SB-1', 'SB-2'];
        yield ['SB-3'];
      },
    };
    expect(await reconcilePayments({ ...world.ports, due })).toBe(3);
    expect(world.queued.map(({ message }) => message)).toEqual(
      ['SB-1', 'SB-2', 'SB-3'].map((orderId) => ({ kind: 'look', orderId })),
    );
    expect(asked).toEqual([[world.now, 2_000]]);
  });

  it('fails when a page could not be queued: the next run finds it again', async () => {
    const world = new World();
    const due = {
      async *overdue() {
        yield ['SB-1'];
      },
    };
    const settleQueue = { ...world.ports.settleQueue, sendAll: () => Promise.reject(new Error('no queue')) };
    await expect(reconcilePayments({ ...world.ports, due, settleQueue })).rejects.toThrow('no queue');
  });
});
