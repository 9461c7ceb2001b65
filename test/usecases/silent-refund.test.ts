import { describe, expect, it } from 'vitest';
import type { RefundOutcome } from '../../shared/adapters/bkash/port.ts';
import { moneyBackOf } from '../../shared/domain/money-back.ts';
import type { Order } from '../../shared/domain/order.ts';
import { afterRefundLook, mayBeSentAgain } from '../../shared/domain/sending-back.ts';
import { statusOf } from '../../shared/domain/status.ts';
import { consumed, paidOrder, refunding } from '../fakes/refunding.ts';

const aListed = { refundTrxId: 'REF1', completed: true };
const silence: RefundOutcome = { kind: 'unknown', reason: 'timeout' };

describe('a refund that nobody answers', () => {
  it('and that bKash performed is found by its list at 35 s, and not repeated', async () => {
    const world = await paidOrder();
    world.refunds.outcomes.push({ committed: true, outcome: silence });
    await refunding(world, 'R-1', 5_000);
    await consumed(world);
    expect(world.order.refunds).toMatchObject([{ progress: { state: 'sending' } }]);
    expect(statusOf(world.order)).toBe('paid');
    world.passes(35_000);
    await consumed(world);
    expect(world.order.refunds).toMatchObject([{ progress: { state: 'succeeded', refundTrxId: 'REF1' } }]);
    expect(world.refunds.sent).toHaveLength(1);
  });

  it('is sent once more when two lists 115 s apart do not have it, and only then', async () => {
    const world = await paidOrder();
    world.refunds.outcomes.push({ committed: false, outcome: silence });
    await refunding(world, 'R-1', 5_000);
    await consumed(world);
    world.passes(35_000);
    await consumed(world);
    world.passes(114_000);
    await consumed(world);
    expect(world.refunds.sent).toHaveLength(1);
    world.passes(1_000);
    await consumed(world);
    await consumed(world);
    expect(world.refunds.sent).toHaveLength(2);
    expect(statusOf(world.order)).toBe('partially_refunded');
  });

  it('and not the second time either becomes unknown, with an alarm, and is never sent a third time', async () => {
    const world = await paidOrder();
    world.refunds.outcomes.push(
      { committed: false, outcome: silence },
      { committed: false, outcome: silence },
    );
    await refunding(world, 'R-1', 5_000);
    for (const ms of [0, 35_000, 115_000, 0, 35_000, 115_000, 3_600_000]) {
      world.passes(ms);
      await consumed(world);
    }
    expect(world.order.refunds).toMatchObject([{ progress: { state: 'unknown' } }]);
    expect(world.refunds.sent).toHaveLength(2);
    expect(world.telemetry.counted.filter((name) => name === 'RefundUnknown')).toHaveLength(1);
  });

  it('and is unknown is still found when bKash lists it hours later', async () => {
    const world = await paidOrder();
    world.refunds.outcomes.push(
      { committed: false, outcome: silence },
      { committed: false, outcome: silence },
    );
    await refunding(world, 'R-1', 5_000);
    for (const ms of [0, 35_000, 115_000, 0, 35_000, 115_000]) {
      world.passes(ms);
      await consumed(world);
    }
    world.refunds.listed.push({ refundTrxId: 'LATE', amountPoisha: 5_000, completed: true });
    world.passes(3_600_000);
    await consumed(world);
    expect(world.order.refunds).toMatchObject([{ progress: { state: 'succeeded', refundTrxId: 'LATE' } }]);
  });

  it('decides nothing by a list that bKash does not give', async () => {
    const world = await paidOrder();
    world.refunds.outcomes.push({ committed: false, outcome: silence });
    await refunding(world, 'R-1', 5_000);
    await consumed(world);
    world.refunds.silentLooks = 10;
    for (let looks = 0; looks < 10; looks += 1) {
      world.passes(300_000);
      await consumed(world);
    }
    expect(world.order.refunds).toMatchObject([{ progress: { state: 'sending', sends: 1 } }]);
    expect(world.refunds.sent).toHaveLength(1);
  });

  it('of two equal parts, the first silent: both end right', async () => {
    const world = await paidOrder();
    world.refunds.outcomes.push({ committed: true, outcome: silence });
    await refunding(world, 'R-1', 5_000);
    await refunding(world, 'R-2', 5_000);
    await consumed(world);
    await consumed(world);
    expect(world.refunds.sent).toHaveLength(1);
    world.passes(35_000);
    for (let runs = 0; runs < 3; runs += 1) await consumed(world);
    expect(world.order.refunds).toMatchObject([
      { progress: { state: 'succeeded', refundTrxId: 'REF1' } },
      { progress: { state: 'succeeded', refundTrxId: 'REF2' } },
    ]);
    expect(world.refunds.sent).toHaveLength(2);
  });

  it('and is refused the second time was perhaps performed the first time: it is looked for, not refused', async () => {
    const world = await paidOrder();
    const refusal = { code: '2072', handling: 'new_payment' as const, message: { en: 'No', bn: 'না' } };
    world.refunds.outcomes.push(
      { committed: false, outcome: silence },
      { committed: false, outcome: { kind: 'refused', refusal } },
    );
    await refunding(world, 'R-1', 105_000);
    for (const ms of [0, 35_000, 115_000, 0]) {
      world.passes(ms);
      await consumed(world);
    }
    expect(world.order.refunds).toMatchObject([{ progress: { state: 'sending', sends: 2 } }]);
    world.refunds.listed.push({ refundTrxId: 'FIRST', amountPoisha: 105_000, completed: true });
    world.passes(35_000);
    await consumed(world);
    expect(world.order.refunds).toMatchObject([{ progress: { state: 'succeeded', refundTrxId: 'FIRST' } }]);
  });

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

  it('needs two lists far enough apart, whoever asked and however often', async () => {
    const world = await paidOrder();
    world.refunds.outcomes.push({ committed: false, outcome: silence });
    await refunding(world, 'R-1', 5_000);
    await consumed(world);
    const { waits } = world.settings;
    const looked = (order: Order, at: number) => {
      const [one] = moneyBackOf(order);
      return one ? afterRefundLook(order, one, [], at, waits) : order;
    };
    const first = looked(world.order, world.now + 35_000);
    const second = looked(first, world.now + 149_999);
    expect(moneyBackOf(second).map(mayBeSentAgain)).toEqual([false]);
    expect(moneyBackOf(looked(second, world.now + 150_000)).map(mayBeSentAgain)).toEqual([true]);
  });

  it('is not sent by a consumer who was so slow that another one did it meanwhile', async () => {
    const world = await paidOrder();
    await refunding(world, 'R-1', 5_000);
    world.refunds.duringLook = async () => {
      world.passes(31_000);
      await consumed(world);
    };
    await consumed(world);
    expect(world.refunds.sent).toHaveLength(1);
    expect(world.order.refunds).toMatchObject([{ progress: { state: 'succeeded' } }]);
  });

  it('whose sender died is looked for before it is sent again', async () => {
    const world = await paidOrder();
    world.refunds.meanwhile = () => Promise.reject(new Error('the function died'));
    await refunding(world, 'R-1', 5_000);
    await expect(consumed(world)).rejects.toThrow();
    world.passes(34_000);
    await consumed(world);
    expect(world.refunds.sent).toHaveLength(1);
    for (const ms of [1_000, 115_000, 0]) {
      world.passes(ms);
      await consumed(world);
    }
    expect(world.refunds.sent).toHaveLength(2);
  });
});
