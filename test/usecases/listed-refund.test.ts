import { describe, expect, it } from 'vitest';
import type { RefundOutcome } from '../../shared/adapters/bkash/port.ts';
import { consumed, paidOrder, refunding } from '../fakes/refunding.ts';

const aListed = { refundTrxId: 'REF1', completed: true };
const silence: RefundOutcome = { kind: 'unknown', reason: 'timeout' };

describe('a silent refund, looked for in the list of bKash,', () => {
  it('is not taken for an earlier one of the same amount', async () => {
    const world = await paidOrder();
    await refunding(world, 'R-1', 5_000);
    await consumed(world);
    world.refunds.outcomes.push({ committed: false, outcome: silence });
    await refunding(world, 'R-2', 5_000);
    await consumed(world);
    world.passes(35_000);
    await consumed(world);
    expect(world.order.refunds).toMatchObject([
      { progress: { state: 'succeeded', refundTrxId: 'REF1' } },
      { progress: { state: 'sending' } },
    ]);
  });

  it('is never found in the entry that another refund was found by, whatever amount it was listed with', async () => {
    const world = await paidOrder();
    await refunding(world, 'R-1', 5_000);
    await consumed(world);
    const [first] = world.refunds.listed.splice(0, 1, { ...aListed, amountPoisha: 480 });
    world.refunds.outcomes.push({ committed: false, outcome: silence });
    await refunding(world, 'R-2', 5_000);
    await consumed(world);
    if (first) world.refunds.listed.splice(0, 1, first);
    world.passes(35_000);
    await consumed(world);
    expect(world.order.refunds[1]?.progress).toMatchObject({ state: 'sending' });
  });

  it('is not one that was listed before it, though that list named another amount for it', async () => {
    const world = await paidOrder();
    world.refunds.listed.push({ refundTrxId: 'BYHAND', amountPoisha: 4_999, completed: true });
    world.refunds.outcomes.push({ committed: false, outcome: silence });
    await refunding(world, 'R-1', 5_000);
    await consumed(world);
    world.refunds.listed.splice(0, 1, { refundTrxId: 'BYHAND', amountPoisha: 5_000, completed: true });
    world.passes(35_000);
    await consumed(world);
    expect(world.order.refunds).toMatchObject([{ progress: { state: 'sending' } }]);
  });

  it('is not sent beside one that bKash lists anew under another amount, and found when the list is right', async () => {
    const world = await paidOrder();
    world.refunds.outcomes.push({ committed: true, outcome: silence });
    await refunding(world, 'R-1', 5_000);
    await consumed(world);
    world.refunds.listed.splice(0, 1, { refundTrxId: 'REF1', amountPoisha: 72_100, completed: true });
    for (const ms of [35_000, 115_000, 0, 31_000]) {
      world.passes(ms);
      await consumed(world);
    }
    expect(world.refunds.sent).toHaveLength(1);
    expect(world.order.refunds).toMatchObject([{ progress: { state: 'unknown' } }]);
    world.refunds.listed.splice(0, 1, { refundTrxId: 'REF1', amountPoisha: 5_000, completed: true });
    world.passes(61 * 60_000);
    await consumed(world);
    expect(world.order.refunds).toMatchObject([{ progress: { state: 'succeeded', refundTrxId: 'REF1' } }]);
  });

  it('is not done when bKash answers it with the refund that was there before', async () => {
    const world = await paidOrder();
    world.refunds.listed.push({ refundTrxId: 'BYHAND', amountPoisha: 5_000, completed: true });
    const outcome = { kind: 'succeeded', refundTrxId: 'BYHAND', amountPoisha: 5_000 } as const;
    world.refunds.outcomes.push({ committed: false, outcome });
    await refunding(world, 'R-1', 5_000);
    await consumed(world);
    expect(world.order.refunds).toMatchObject([{ progress: { state: 'sending' } }]);
  });
});
