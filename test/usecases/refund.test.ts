import { describe, expect, it } from 'vitest';
import type { RefundOutcome } from '../../shared/adapters/bkash/port.ts';
import { factsOf } from '../../shared/domain/facts.ts';
import { statusOf } from '../../shared/domain/status.ts';
import { orderView } from '../../shared/usecases/order-view.ts';
import { consumed, paidOrder, refunding } from '../fakes/refunding.ts';
import type { World } from '../fakes/world.ts';

const message = { en: 'No', bn: 'না' };
const refusal = { code: '2071', handling: 'new_payment' as const, message };

describe('a refund', () => {
  it('goes back in full, and the customer is told once', async () => {
    const world = await paidOrder();
    await refunding(world, 'R-1', 105_000);
    await consumed(world);
    expect(statusOf(world.order)).toBe('refunded');
    expect(factsOf(world.order)).toEqual(['order.paid', 'order.refunded:R-1']);
    expect(orderView(world.order, 'key', world.now)).toMatchObject({
      amountRefunded: '1050.00',
      refunds: [{ refundId: 'R-1', state: 'succeeded', refundTrxID: 'REF1' }],
    });
  });

  it('is asked about before it is sent, and says what was sold and why', async () => {
    const world = await paidOrder();
    await refunding(world, 'R-1', 5_000, 'Broken cup');
    await consumed(world);
    expect(world.refunds.looks).toBe(1);
    expect(world.refunds.sent).toEqual([
      { paymentId: 'TR00111', trxId: 'DKN1A2B3C4', amountPoisha: 5_000, sku: 'SB-1', reason: 'Broken cup' },
    ]);
    expect(statusOf(world.order)).toBe('partially_refunded');
  });

  it('asked for twice in the same words is one refund', async () => {
    const world = await paidOrder();
    expect(await refunding(world, 'R-1', 5_000)).toMatchObject({ kind: 'accepted' });
    expect(await refunding(world, 'R-1', 5_000)).toMatchObject({ kind: 'same' });
    expect(await refunding(world, 'R-1', 5_001)).toEqual({ kind: 'conflict' });
    await consumed(world);
    await consumed(world);
    expect(world.refunds.sent).toHaveLength(1);
  });

  it('never goes above what was captured, though a hundred are asked for at once', async () => {
    const world = await paidOrder();
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, index) => refunding(world, `R-${index}`, 20_000)),
    );
    expect(answers.filter((answer) => answer?.kind === 'accepted')).toHaveLength(5);
    expect(answers.find((answer) => answer?.kind === 'refused')).toEqual({
      kind: 'refused',
      why: 'over_refund',
      leftPoisha: 5_000,
    });
    for (let runs = 0; runs < 10; runs += 1) await consumed(world);
    expect(world.refunds.sent).toHaveLength(5);
  });

  it('is limited by what bKash says may be refunded, where that is less', async () => {
    const world = await paidOrder({ maxRefundablePoisha: 100_000 });
    expect(await refunding(world, 'R-1', 100_001)).toMatchObject({ why: 'over_refund', leftPoisha: 100_000 });
  });

  it('gives its amount free again when bKash refuses it', async () => {
    const world = await paidOrder();
    world.refunds.outcomes.push({ committed: false, outcome: { kind: 'refused', refusal } });
    await refunding(world, 'R-1', 105_000);
    await consumed(world);
    expect(world.order.refunds).toMatchObject([{ progress: { state: 'refused' } }]);
    expect(statusOf(world.order)).toBe('paid');
    expect(await refunding(world, 'R-2', 105_000)).toMatchObject({ kind: 'accepted' });
  });

  it('is told its window before bKash is asked: 60 days after the payment', async () => {
    const world = await paidOrder();
    world.passes(60 * 24 * 60 * 60_000);
    expect(await refunding(world, 'R-1', 100)).toMatchObject({ kind: 'accepted' });
    world.passes(1);
    expect(await refunding(world, 'R-2', 100)).toMatchObject({ kind: 'refused', why: 'window' });
  });

  it.each([
    ['v2', 10],
    ['v1', 1],
  ] as const)('is told how many bKash allows with %s: %i', async (generation, most) => {
    const world = await paidOrder({}, generation);
    for (let count = 0; count < most; count += 1) await refunding(world, `R-${count}`, 100);
    expect(await refunding(world, 'R-more', 100)).toEqual({ kind: 'refused', why: 'count', most });
  });

  it('is not for an order that was never paid, nor for one in review', async () => {
    const world = await paidOrder({ amountPoisha: 1 });
    expect(await refunding(world, 'R-1', 1)).toEqual({ kind: 'refused', why: 'not_refundable' });
  });
});

describe('a refund that bKash cannot perform yet', () => {
  it('for want of the shop’s balance stays requested, rings, and is tried again after an hour', async () => {
    const world = await paidOrder();
    const outcome: RefundOutcome = { kind: 'insufficient', refusal: { ...refusal, code: '2023' } };
    world.refunds.outcomes.push({ committed: false, outcome });
    await refunding(world, 'R-1', 5_000);
    await consumed(world);
    expect(world.order.refunds).toMatchObject([{ progress: { state: 'requested' } }]);
    expect(world.telemetry.counted).toContain('RefundWaits');
    world.passes(3_599_000);
    await consumed(world);
    expect(world.refunds.sent).toHaveLength(1);
    world.passes(1_000);
    await consumed(world);
    expect(statusOf(world.order)).toBe('partially_refunded');
  });

  it.each<[string, (world: World) => void]>([
    ['bKash says nothing of it', (world) => Object.assign(world.refunds, { silentLooks: 1_000 })],
    ['there is no token', (world) => Object.assign(world.bkash, { hasToken: false })],
    ['it was sent, and from then on bKash is silent', sentIntoSilence],
  ])('rings once it has waited for an hour, while %s', async (_, keepBack) => {
    const world = await paidOrder();
    keepBack(world);
    await refunding(world, 'R-1', 5_000);
    for (let minutes = 0; minutes < 60; minutes += 1) {
      await consumed(world);
      world.passes(60_000);
    }
    expect(world.telemetry.counted).not.toContain('RefundWaits');
    for (let minutes = 0; minutes < 6; minutes += 1) {
      await consumed(world);
      world.passes(60_000);
    }
    expect(world.telemetry.counted).toContain('RefundWaits');
  });

  it('closes no gate, and is not what finds out whether bKash is back: customers may pay meanwhile', async () => {
    const world = await paidOrder();
    world.refunds.silentLooks = 1_000;
    await refunding(world, 'R-1', 5_000);
    for (let tries = 0; tries < 3; tries += 1) {
      await consumed(world);
      world.passes(60_000);
    }
    expect(world.table.gateFailures).toBe(0);
    world.table.gatePass = 'probe';
    world.bkash.lastToken = { value: 'token-0', expiresAt: Number.MAX_SAFE_INTEGER };
    world.bkash.queries.push({ kind: 'dead', reason: 'code_2002' });
    world.passes(300_000);
    await consumed(world);
    expect(world.bkash.count('query')).toBe(1);
    expect(world.refunds.looks).toBe(4);
    expect(world.table.gateFailures).toBe(0);
  });

  it('leaves the history of its order readable, however often it is tried', async () => {
    const world = await paidOrder();
    const outcome: RefundOutcome = { kind: 'insufficient', refusal: { ...refusal, code: '2023' } };
    await refunding(world, 'R-1', 5_000);
    for (let hours = 0; hours < 48; hours += 1) {
      world.refunds.outcomes.push({ committed: false, outcome });
      await consumed(world);
      world.passes(3_600_000);
    }
    expect(world.refunds.sent).toHaveLength(48);
    const turns = world.order.timeline.map(({ what }) => what);
    expect(turns).toContain('completed');
    expect(turns.slice(-3)).toEqual(['refund_requested', 'refund_sent', 'refund_waits']);
    expect(world.order.timeline.at(-1)?.at).toBe(world.now - 3_600_000);
  });

  it('is sent by one of ten consumers', async () => {
    const world = await paidOrder();
    await refunding(world, 'R-1', 5_000);
    const { order } = world;
    await Promise.all(Array.from({ length: 10 }, () => consumed(world, order)));
    expect(world.refunds.sent).toHaveLength(1);
  });
});

function sentIntoSilence({ refunds }: World): void {
  refunds.outcomes.push({ committed: false, outcome: { kind: 'unknown', reason: 'timeout' } });
  refunds.meanwhile = async () => {
    refunds.silentLooks = 1_000;
  };
}
