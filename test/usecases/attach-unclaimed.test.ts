import { describe, expect, it } from 'vitest';
import { factsOf } from '../../shared/domain/facts.ts';
import { statusOf } from '../../shared/domain/status.ts';
import { attachUnclaimed } from '../../shared/usecases/attach-unclaimed.ts';
import { cancelOrder } from '../../shared/usecases/cancel-order.ts';
import { orderView } from '../../shared/usecases/order-view.ts';
import { readOrder } from '../../shared/usecases/read-order.ts';
import { captured } from '../fakes/bkash.ts';
import { confirmed, recordedBySb9, trxId, withMoney } from '../fakes/unclaimed.ts';
import { initiated } from '../fakes/webhook.ts';
import type { World } from '../fakes/world.ts';

describe('money that an operator attaches to an order', () => {
  it('pays it on bKash’s own word, as an attempt without a paymentID', async () => {
    const world = await withMoney();
    confirmed(world);
    expect(await attach(world)).toMatchObject({ kind: 'attached' });
    expect(orderView(world.order, 'key', world.now)).toMatchObject({
      status: 'paid',
      amountPaid: '1050.00',
      attempts: [
        { state: 'created' },
        { state: 'completed', trxID: trxId, reason: 'attached', payer: '017*****575' },
      ],
    });
    expect(orderView(world.order, 'key', world.now).attempts[1]).not.toHaveProperty('paymentID');
    expect(factsOf(world.order)).toEqual(['order.paid']);
    expect(world.order.timeline.at(-1)).toMatchObject({ what: 'attached', attempt: 2 });
    expect(world.table.trx.get(trxId)).toEqual({ orderId: 'SB-1', attempt: 2 });
    expect(await world.table.desk.open()).toEqual([]);
  });

  it('is attached once, however often it is asked for', async () => {
    const world = await withMoney();
    confirmed(world, 105_000, 3);
    await attach(world);
    const { version } = world.order;
    expect(await attach(world)).toMatchObject({ kind: 'already' });
    expect(world.order.version).toBe(version);
    expect(world.bkash.count('search')).toBe(1);
  });

  it('never pays a second order', async () => {
    const world = await withMoney();
    await world.checkout({ orderId: 'SB-2' });
    confirmed(world, 105_000, 2);
    await attach(world);
    expect(await attach(world, 'SB-2')).toMatchObject({ kind: 'closed', money: { closedFor: 'SB-1' } });
    expect(world.table.stored.get('SB-2')?.attempts).toHaveLength(1);
  });

  it.each([
    ['bKash does not answer', undefined, { kind: 'refused', why: 'bkash_silent' }],
    ['it is not completed', { completed: false }, { kind: 'refused', why: 'not_completed' }],
    [
      'it is another amount than was notified',
      { amountPoisha: 104_999 },
      { kind: 'refused', why: 'another_amount' },
    ],
  ])('is left where it is when %s', async (_, said, answer) => {
    const world = await withMoney();
    const found = { kind: 'found' as const, completed: true, amountPoisha: 105_000 };
    if (said) world.bkash.searches.push({ ...found, ...said });
    expect(await attach(world)).toEqual(answer);
    expectUntouched(world);
  });

  it('is left where it is when the order costs something else', async () => {
    const world = await withMoney({ amountPoisha: 25_000 });
    confirmed(world, 25_000);
    expect(await attach(world)).toEqual({ kind: 'wrong_amount', paidPoisha: 25_000, orderedPoisha: 105_000 });
    expectUntouched(world);
  });

  it('is compared by what was sold where a coupon paid the rest', async () => {
    const world = await withMoney({ amountPoisha: 95_000 });
    world.bkash.searches.push({
      kind: 'found',
      completed: true,
      amountPoisha: 95_000,
      saleAmountPoisha: 105_000,
    });
    expect(await attach(world)).toMatchObject({ kind: 'attached' });
    expect(orderView(world.order, 'key', world.now)).toMatchObject({
      amountPaid: '1050.00',
      attempts: [{}, { amount: '950.00' }],
    });
  });

  it('pays an order whose time is over, and opens it in the same write', async () => {
    const world = await withMoney();
    await expired(world);
    confirmed(world);
    expect(await attach(world)).toMatchObject({ kind: 'attached' });
    expect(statusOf(world.order)).toBe('paid');
    expect(world.order.timeline.map(({ what }) => what).slice(-2)).toEqual(['reopened', 'attached']);
  });

  it.each<[string, string, (world: World) => Promise<unknown>]>([
    ['withdrawn', 'the shop withdrew the order', (world) => cancelOrder(world.ports, 'SB-1')],
    ['paid', 'the order is paid', (world) => world.comesBack('success')],
    ['deciding', 'an Execute is unanswered', unanswered],
    ['deciding', 'an Execute is owed', owed],
    ['review', 'the order is in review', reviewed],
  ])('is refused (%s) when %s', async (why, _, before) => {
    const world = await withMoney();
    await before(world);
    confirmed(world);
    expect(await attach(world)).toEqual({ kind: 'refused', why });
    expect(world.table.trx.has(trxId)).toBe(false);
    expect(await world.table.desk.open()).toHaveLength(1);
  });

  it('loses to an Execute that was claimed while bKash was searched', async () => {
    const world = await withMoney();
    confirmed(world, 105_000, 2);
    world.bkash.meanwhile = async () => {
      await world.comesBack('success');
    };
    expect(await attach(world)).toEqual({ kind: 'refused', why: 'paid' });
    expect(world.order.attempts).toHaveLength(1);
    expect(world.table.trx.has(trxId)).toBe(false);
  });

  it('loses to an attempt that recorded the trxID a moment before', async () => {
    const world = await withMoney();
    confirmed(world, 105_000, 2);
    world.bkash.meanwhile = () => recordedBySb9(world);
    expect(await attach(world)).toMatchObject({ kind: 'closed', money: { closedAt: world.now } });
    expect(statusOf(world.order)).toBe('pending');
    expect(await world.table.desk.open()).toEqual([]);
  });

  it('is not attached to another order than its invoice names', async () => {
    const world = await withMoney({ invoice: 'SB-1-1' });
    await world.checkout({ orderId: 'SB-2' });
    world.bkash.queries.push(initiated);
    confirmed(world);
    expect(await attach(world, 'SB-2')).toEqual({ kind: 'names_another', orderId: 'SB-1' });
  });

  it('is recorded by its own payment, where bKash now says that it was made', async () => {
    const world = await withMoney({ invoice: 'SB-1-1', reason: 'not_completed_at_bkash' });
    world.bkash.queries.push({ kind: 'completed', captured: captured({ trxId }) });
    expect(await attach(world)).toEqual({ kind: 'recorded', owner: { orderId: 'SB-1', attempt: 1 } });
    expect(statusOf(world.order)).toBe('paid');
    expect(world.order.attempts).toHaveLength(1);
    expect(await world.table.desk.open()).toEqual([]);
  });

  it('has to be on the list, and the order there', async () => {
    const world = await withMoney();
    expect(await attachUnclaimed(world.ports, 'DKN0000000', 'SB-1')).toEqual({ kind: 'no_entry' });
    expect(await attach(world, 'SB-9')).toEqual({ kind: 'no_order' });
  });
});

function attach(world: World, orderId = 'SB-1') {
  return attachUnclaimed(world.ports, trxId, orderId);
}

function expectUntouched(world: World): void {
  expect(statusOf(world.order)).toBe('pending');
  expect(world.table.trx.has(trxId)).toBe(false);
  expect(world.table.unclaimedMoney.get(trxId)).not.toHaveProperty('closedAt');
}

async function expired(world: World): Promise<void> {
  world.passes(25 * 60 * 60_000);
  await readOrder(world.ports, 'SB-1');
  expect(statusOf(world.order)).toBe('expired');
}

async function unanswered(world: World): Promise<void> {
  world.bkash.executes.push({ kind: 'unknown', reason: 'timeout' });
  await world.comesBack('success');
}

async function owed(world: World): Promise<void> {
  world.bkash.hasToken = false;
  await world.comesBack('success');
  world.bkash.hasToken = true;
}

async function reviewed(world: World): Promise<void> {
  world.bkash.executes.push({ kind: 'completed', captured: captured({ amountPoisha: 105_001 }) });
  await world.comesBack('success');
}
