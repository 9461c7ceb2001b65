import { describe, expect, it } from 'vitest';
import { toldOf } from '../../shared/adapters/ses/told.ts';
import { parseNotice } from '../../shared/adapters/sqs/notice-message.ts';
import { orderLookAt } from '../../shared/domain/due.ts';
import { factAt, factsOf } from '../../shared/domain/facts.ts';
import type { Attempt } from '../../shared/domain/order.ts';
import type { Captured } from '../../shared/domain/payment.ts';
import type { ReviewVerdict } from '../../shared/domain/reviewing.ts';
import { statusOf } from '../../shared/domain/status.ts';
import { judgeReview } from '../../shared/usecases/judge-order.ts';
import { orderView } from '../../shared/usecases/order-view.ts';
import { readOrder } from '../../shared/usecases/read-order.ts';
import { captured } from '../fakes/bkash.ts';
import { consumed, paidOrder, refunding } from '../fakes/refunding.ts';
import { World } from '../fakes/world.ts';

describe('an order in review that an operator accepts', () => {
  it('is paid by what was captured, and its customer is told so', async () => {
    const world = await paidOrder({ amountPoisha: 105_001 });
    expect(factsOf(world.order)).toEqual(['order.review']);
    expect(await judged(world, 'accepted')).toMatchObject({ kind: 'done' });
    expect(factsOf(world.order)).toEqual(['order.paid']);
    expect(orderView(world.order, 'key', world.now)).toMatchObject({
      status: 'paid',
      amountPaid: '1050.00',
      attempts: [{ amount: '1050.01' }],
    });
    expect(world.order.timeline.at(-1)).toMatchObject({ what: 'review_accepted', attempt: 1 });
    expect(orderLookAt(world.order)).toBeUndefined();
  });

  it('gives back at most what was captured', async () => {
    const world = await paidOrder({ amountPoisha: 104_999 });
    await judged(world, 'accepted');
    expect(await refunding(world, 'R-1', 105_000)).toMatchObject({ why: 'over_refund', leftPoisha: 104_999 });
    await refunding(world, 'R-2', 104_999);
    await consumed(world);
    expect(statusOf(world.order)).toBe('refunded');
  });

  it('is judged once: a repetition changes nothing, the other verdict is refused', async () => {
    const world = await paidOrder({ amountPoisha: 105_001 });
    await judged(world, 'accepted');
    const { version } = world.order;
    expect(await judged(world, 'accepted')).toMatchObject({ kind: 'already' });
    expect(await judged(world, 'returned')).toEqual({ kind: 'refused', why: 'judged_otherwise' });
    expect(world.order.version).toBe(version);
  });

  it('is refused where the trxID pays another order: it would pay two', async () => {
    const world = await heldOrder();
    expect(await judged(world, 'accepted')).toEqual({ kind: 'refused', why: 'held_by_another' });
    expect(statusOf(world.order)).toBe('review');
  });
});

describe('an order in review whose money an operator returns', () => {
  it('gives it back by the saga, once, and is open again while its time allows', async () => {
    const world = await paidOrder({ amountPoisha: 105_001 });
    expect(await judged(world, 'returned')).toMatchObject({ kind: 'done' });
    expect(world.queued.map(({ message }) => message)).toContainEqual({ kind: 'look', orderId: 'SB-1' });
    expect(orderView(world.order, 'key', world.now)).toMatchObject({ status: 'pending', payable: true });
    await consumed(world);
    await consumed(world);
    expect(world.refunds.sent).toMatchObject([{ trxId: 'DKN1A2B3C4', amountPoisha: 105_001 }]);
    expect(factsOf(world.order)).toEqual(['order.surplus_returned:DKN1A2B3C4']);
    expect(world.order.timeline.map(({ what }) => what)).toContain('review_returned');
  });

  it('can be paid again, by a new attempt', async () => {
    const world = await paidOrder({ amountPoisha: 105_001 });
    await judged(world, 'returned');
    await paidAnew(world, {});
    expect(statusOf(world.order)).toBe('paid');
    expect(world.order.surplus).toHaveLength(1);
  });

  it('can be in review again: that rings, is told to its customer and is judged as the first was', async () => {
    const world = await paidOrder({ amountPoisha: 105_001 });
    const [first] = factsOf(world.order);
    await judged(world, 'returned');
    await paidAnew(world, { amountPoisha: 105_002 });
    expect(statusOf(world.order)).toBe('review');
    const rung = world.telemetry.counted.filter((name) => name === 'OrderReview');
    expect(rung).toHaveLength(2);
    const [second = first] = factsOf(world.order);
    expect([first, second]).toEqual(['order.review', 'order.review:2']);
    expect(second && factAt(world.order, second)).toBe(world.order.review?.at);
    const notice = { orderId: 'SB-1', fact: second, channel: 'email' };
    expect(parseNotice(JSON.stringify(notice))).toEqual(notice);
    expect(await judged(world, 'accepted')).toMatchObject({ kind: 'done' });
    expect(factsOf(world.order)).toEqual(['order.paid']);
  });

  it('expires when its time was over meanwhile', async () => {
    const world = await paidOrder({ amountPoisha: 105_001 });
    world.passes(25 * 60 * 60_000);
    await judged(world, 'returned');
    await readOrder(world.ports, 'SB-1');
    expect(statusOf(world.order)).toBe('expired');
    expect(toldOf(world.order, 'order.expired')).toMatchObject({
      kind: 'order.expired, money sent back',
      money: { amountPoisha: 105_001 },
    });
  });

  it('sends nothing back where the trxID pays another order: it may be somebody else’s', async () => {
    const world = await heldOrder();
    expect(await judged(world, 'returned')).toMatchObject({ kind: 'done' });
    await consumed(world);
    expect(world.refunds.sent).toEqual([]);
    expect(world.order.surplus).toMatchObject([{ heldByAnother: true }]);
    expect(statusOf(world.order)).toBe('pending');
  });

  it('is judged once, by whoever comes first', async () => {
    const world = await paidOrder({ amountPoisha: 105_001 });
    world.table.beforeNextSave(() => judgeReview(world.ports, 'SB-1', 'accepted'));
    expect(await judged(world, 'returned')).toEqual({ kind: 'refused', why: 'judged_otherwise' });
    expect(statusOf(world.order)).toBe('paid');
    expect(world.order.surplus).toEqual([]);
  });
});

describe('an order that is not in review', () => {
  it('cannot be judged', async () => {
    const world = await paidOrder();
    expect(await judged(world, 'returned')).toEqual({ kind: 'refused', why: 'not_in_review' });
    expect(await judgeReview(world.ports, 'SB-9', 'accepted')).toEqual({ kind: 'no_order' });
  });
});

function judged(world: World, verdict: ReviewVerdict) {
  return judgeReview(world.ports, 'SB-1', verdict);
}

/** Its trxID already pays another order. */
async function heldOrder(): Promise<World> {
  const world = new World();
  world.table.trx.set('DKN1A2B3C4', { orderId: 'SB-0', attempt: 1 });
  await world.checkout();
  await world.comesBack('success');
  expect(statusOf(world.order)).toBe('review');
  return world;
}

/** The customer pays by a second attempt, and bKash takes this. */
async function paidAnew(world: World, changes: Partial<Captured>): Promise<void> {
  const { order } = world;
  const second: Attempt = {
    attempt: 2,
    product: 'tokenized',
    generation: 'v2',
    startedAt: world.now,
    changedAt: world.now,
    paymentId: 'TR00112',
    paymentCreatedAt: world.now,
    state: 'created',
    bkashUrl: 'https://page.example',
  };
  await world.ports.orders.save({ ...order, attempts: [...order.attempts, second] });
  world.bkash.executes.push({ kind: 'completed', captured: captured({ trxId: 'DKN2B2B2B2', ...changes }) });
  await world.comesBack('success', 2);
}
