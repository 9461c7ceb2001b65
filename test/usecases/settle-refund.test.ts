import { describe, expect, it } from 'vitest';
import { operate } from '../../functions/edge/operations.ts';
import { letterOf } from '../../shared/adapters/ses/letter.ts';
import { orderDueAt } from '../../shared/domain/due.ts';
import { factsOf } from '../../shared/domain/facts.ts';
import { statusOf } from '../../shared/domain/status.ts';
import { orderView } from '../../shared/usecases/order-view.ts';
import { settleSurplus } from '../../shared/usecases/settle-money-back.ts';
import { consumed, lateMoney, paidOrder, refunding } from '../fakes/refunding.ts';
import type { World } from '../fakes/world.ts';

/**
 * Goal: a refund that bKash neither confirmed nor listed after two sends is no dead end. Method: such a refund with a
 * second one of the same payment waiting behind it, the operator's function, and the consumer that comes after him.
 */
const trxId = 'DKN1A2B3C4';

describe('a refund that bKash says nothing of, settled by a person', () => {
  it('as succeeded is a refund: the order says so and the customer is told, without a number that nobody has', async () => {
    const world = await unknownRefund();
    expect(await asks(world, 'succeeded')).toMatchObject({
      outcome: 'done',
      order: { amountRefunded: '50.00', refunds: [{ state: 'succeeded' }, { state: 'requested' }] },
    });
    expect(statusOf(world.order)).toBe('partially_refunded');
    expect(factsOf(world.order)).toContain('order.refunded:R-1');
    const shop = { shopName: 'SundarBan', linkTo: () => 'https://shop.example' };
    const { rows } = letterOf({ ...world.order, locale: 'en' }, 'order.refunded:R-1', shop);
    expect(rows.map(({ label }) => label)).toEqual(['Order', 'Amount', 'Date and time']);
  });

  it('as refused is none, nobody is told that money went back, and its amount can be refunded again', async () => {
    const world = await unknownRefund();
    expect(await refunding(world, 'R-3', 100_000)).toMatchObject({ kind: 'refused', why: 'over_refund' });
    expect(await asks(world, 'refused')).toMatchObject({ outcome: 'done', order: { status: 'paid' } });
    expect(factsOf(world.order)).toEqual(['order.paid']);
    expect(await refunding(world, 'R-3', 98_000)).toMatchObject({ kind: 'accepted' });
  });

  it.each(['succeeded', 'refused'] as const)(
    'as %s lets the next one go, which it kept waiting',
    async (as) => {
      const world = await unknownRefund();
      world.passes(10 * 60_000);
      await consumed(world);
      expect(world.refunds.sent).toHaveLength(2);
      world.queued.length = 0;
      await asks(world, as);
      expect(world.queued).toEqual([{ message: { kind: 'look', orderId: 'SB-1' }, delaySeconds: 0 }]);
      await consumed(world);
      expect(world.refunds.sent.at(-1)).toMatchObject({ amountPoisha: 2_000 });
      expect(world.order.refunds).toMatchObject([
        { progress: { state: as } },
        { progress: { state: 'succeeded' } },
      ]);
      expect(orderDueAt(world.order, world.settings.waits)).toBeUndefined();
    },
  );

  it('is written once, with his reason and one turn of the timeline, however often he says it', async () => {
    const world = await unknownRefund();
    const before = world.order.version;
    const answers = await Promise.all([asks(world, 'refused'), asks(world, 'refused')]);
    expect(answers.map(({ outcome }) => outcome).sort()).toEqual(['already', 'done']);
    expect(world.order.version).toBe(before + 1);
    expect(world.order.refunds[0]?.settled).toEqual({ at: world.now, reason: 'says their support' });
    expect(world.order.timeline.at(-1)).toMatchObject({ what: 'refund_settled_refused', attempt: 1 });
    expect(await asks(world, 'succeeded')).toMatchObject({ outcome: 'refused', code: 'settled_otherwise' });
  });

  it('is what bKash lists, whatever he says', async () => {
    const world = await unknownRefund();
    world.refunds.listed.push({ refundTrxId: 'LATE', amountPoisha: 5_000, completed: true });
    const answer = await asks(world, 'refused');
    expect(answer).toMatchObject({ outcome: 'done', order: { refunds: [{ refundTrxID: 'LATE' }, {}] } });
    expect(answer.message).toContain('bKash lists the refund R-1');
    expect(world.order.refunds[0]).not.toHaveProperty('settled');
    expect(world.telemetry.told).toContainEqual(expect.objectContaining({ name: 'RefundSucceeded' }));
    expect(await asks(world, 'refused')).toMatchObject({ outcome: 'refused', code: 'decided' });
  });

  it('is not called refused while bKash lists something new under another amount: it may be this one', async () => {
    const world = await unknownRefund();
    world.refunds.listed.push({ refundTrxId: 'MISNAMED', amountPoisha: 34_500, completed: true });
    expect(await asks(world, 'refused')).toMatchObject({ outcome: 'refused', code: 'listed_otherwise' });
    expect(world.order.refunds).toMatchObject([{ progress: { state: 'unknown' } }, {}]);
    expect(await asks(world, 'succeeded')).toMatchObject({ outcome: 'done' });
  });

  it('stays unknown while bKash does not say what it has given back', async () => {
    const world = await unknownRefund();
    world.refunds.silentLooks = 1;
    expect(await asks(world, 'succeeded')).toMatchObject({ outcome: 'refused', code: 'bkash_silent' });
    expect(world.order.refunds[0]).toMatchObject({ progress: { state: 'unknown' } });
  });

  it('has to be in that state: what may still be performed would go back twice', async () => {
    const world = await paidOrder();
    await refunding(world, 'R-1', 5_000);
    expect(await asks(world, 'succeeded')).toMatchObject({ outcome: 'refused', code: 'under_way' });
    world.refunds.outcomes.push({ committed: false, outcome: { kind: 'unknown', reason: 'timeout' } });
    await consumed(world);
    const looks = world.refunds.looks;
    expect(await asks(world, 'refused')).toMatchObject({ outcome: 'refused', code: 'under_way' });
    expect(world.refunds.looks).toBe(looks);
    expect(await asks(world, 'refused', 'R-9')).toMatchObject({ outcome: 'refused', code: 'no_refund' });
  });
});

describe('surplus that bKash says nothing of', () => {
  it('is settled by a person, and is neither looked for nor rung for any more', async () => {
    const world = await unknownSurplus();
    expect(await settled(world)).toMatchObject({ kind: 'done' });
    expect(await settled(world)).toMatchObject({ kind: 'already' });
    expect(orderDueAt(world.order, world.settings.waits)).toBeUndefined();
    expect(orderView(world.order, 'key', world.now)).toMatchObject({ surplus: [{ state: 'refused' }] });
    expect(world.order.timeline.at(-1)).toMatchObject({ what: 'surplus_settled' });
  });

  it('has gone back after all where bKash lists it', async () => {
    const world = await unknownSurplus();
    world.refunds.listed.push({ refundTrxId: 'LATE', amountPoisha: 105_000, completed: true });
    const input = { orderId: 'SB-1', trxID: trxId, reason: 'paid at the counter' };
    const answer = await operate(world.ports, { operation: 'surplus.settle', input });
    expect(answer.message).toContain('bKash lists the return');
    expect(world.order.surplus[0]).not.toHaveProperty('settled');
    expect(factsOf(world.order)).toContain(`order.surplus_returned:${trxId}`);
  });

  it('is not settled either while bKash lists something new under another amount', async () => {
    const world = await unknownSurplus();
    world.refunds.listed.push({ refundTrxId: 'MISNAMED', amountPoisha: 34_500, completed: true });
    expect(await settled(world)).toMatchObject({ kind: 'refused', why: 'listed_otherwise' });
  });

  it('is not settled while bKash does not say what it has given back', async () => {
    const world = await unknownSurplus();
    world.refunds.silentLooks = 1;
    expect(await settled(world)).toEqual({ kind: 'refused', why: 'bkash_silent' });
  });
});

function asks(world: World, as: 'succeeded' | 'refused', refundId = 'R-1') {
  const input = { orderId: 'SB-1', refundId, as, reason: 'says their support' };
  return operate(world.ports, { operation: 'refund.settle', input });
}

function settled(world: World) {
  return settleSurplus(world.ports, 'SB-1', trxId, 'paid at the counter');
}

/** R-1 was sent twice into silence; R-2 of the same payment waits behind it. */
async function unknownRefund(): Promise<World> {
  const world = await paidOrder();
  await refunding(world, 'R-1', 5_000);
  await refunding(world, 'R-2', 2_000);
  return sentTwice(world);
}

async function unknownSurplus(): Promise<World> {
  return sentTwice(await lateMoney());
}

async function sentTwice(world: World): Promise<World> {
  const outcome = { kind: 'unknown' as const, reason: 'timeout' };
  world.refunds.outcomes.push({ committed: false, outcome }, { committed: false, outcome });
  for (const ms of [0, 35_000, 115_000, 0, 35_000, 115_000]) {
    world.passes(ms);
    await consumed(world);
  }
  return world;
}
