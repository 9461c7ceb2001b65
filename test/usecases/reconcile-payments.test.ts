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

  it('sends somebody to listen for bKash while the gate is closed, before the looks', async () => {
    const world = new World();
    world.table.gateOpen = false;
    const due = {
      async *overdue() {
        yield ['SB-1'];
      },
    };
    await reconcilePayments({ ...world.ports, due });
    expect(world.queued.map(({ message }) => message.kind)).toEqual(['probe', 'look']);
  });

  it.each([
    ['is not ahead of the pauses while bKash just answers', undefined, 0],
    ['fetches what waits for bKash when it is just back, though two runs were lost', 179_999, 300_000],
    ['is back to its own time after three minutes', 180_000, 0],
  ])('%s', async (_, backForMs, aheadMs) => {
    const world = new World();
    if (backForMs !== undefined) world.table.gateSince = { since: world.now - backForMs };
    const asked: number[] = [];
    const due = {
      // biome-ignore lint/correctness/useYield: nothing is due
      async *overdue(until: number): AsyncGenerator<string[]> {
        asked.push(until - world.now);
      },
    };
    await reconcilePayments({ ...world.ports, due });
    expect(asked).toEqual([aheadMs]);
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
