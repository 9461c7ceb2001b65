import { describe, expect, it } from 'vitest';
import { consumed, paidOrder, refunding } from '../fakes/refunding.ts';
import { World } from '../fakes/world.ts';

/**
 * Goal: a look counts only when bKash's 30 s for the call are over. Looks are timed from the claim, so a call that
 * leaves long after its claim would still be under way at the first of them: it does not leave.
 */
describe('a claim that the table was slow to take', () => {
  it('sends no Execute, and the consumer sends it at once', async () => {
    const world = new World();
    await world.checkout();
    nextSaveTakes(world, 1_001);
    const order = await world.comesBack('success');
    expect(world.bkash.count('execute')).toBe(0);
    expect(order?.attempts).toMatchObject([{ state: 'authorised', triesSent: 1, nextLookAt: world.now }]);
    expect(order?.executingAttempt).toBeUndefined();
    await consumed(world);
    expect(world.order.attempts).toMatchObject([{ state: 'completed' }]);
    expect(world.bkash.count('execute')).toBe(1);
  });

  it('says nothing about bKash', async () => {
    const world = new World();
    await world.checkout();
    nextSaveTakes(world, 1_001);
    await world.comesBack('success');
    expect(world.table.gateFailures).toBe(0);
  });

  it('sends the Execute when it was quick enough', async () => {
    const world = new World();
    await world.checkout();
    nextSaveTakes(world, 1_000);
    await world.comesBack('success');
    expect(world.bkash.count('execute')).toBe(1);
  });

  it('sends no refund, and the next try does', async () => {
    const world = await paidOrder();
    await refunding(world, 'R-1', 5_000);
    nextSaveTakes(world, 1_001, 2);
    await consumed(world);
    expect(world.refunds.sent).toHaveLength(0);
    expect(world.order.refunds).toMatchObject([{ progress: { state: 'requested' } }]);
    world.passes(30_000);
    await consumed(world);
    expect(world.order.refunds).toMatchObject([{ progress: { state: 'succeeded' } }]);
    expect(world.refunds.sent).toHaveLength(1);
  });
});

/** The `nth` write of an order from now on is answered after so long. */
function nextSaveTakes(world: World, ms: number, nth = 1): void {
  const { save } = world.table.orders;
  let saves = 0;
  world.table.orders.save = async (next) => {
    saves += 1;
    const saved = await save(next);
    if (saves === nth) world.passes(ms);
    return saved;
  };
}
