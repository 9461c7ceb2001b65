import { describe, expect, it } from 'vitest';
import { statusOf } from '../../shared/domain/status.ts';
import { askAbout } from '../../shared/usecases/look-again.ts';
import { orderView } from '../../shared/usecases/order-view.ts';
import { readOrder } from '../../shared/usecases/read-order.ts';
import { returnUnclaimed } from '../../shared/usecases/return-unclaimed.ts';
import { settleWebhook } from '../../shared/usecases/settle-webhook.ts';
import { captured } from '../fakes/bkash.ts';
import { consumed } from '../fakes/refunding.ts';
import { confirmed, recordedBySb9, trxId, withMoney } from '../fakes/unclaimed.ts';
import { aMessage, initiated, journalled } from '../fakes/webhook.ts';
import type { World } from '../fakes/world.ts';

describe('unclaimed money that an operator returns', () => {
  it('goes back through the payment that its invoice names, once, and the order stays as it is', async () => {
    const world = await namedMoney();
    confirmed(world);
    expect(await returnUnclaimed(world.ports, trxId)).toMatchObject({ kind: 'returning' });
    expect(world.queued.map(({ message }) => message)).toContainEqual({ kind: 'look', orderId: 'SB-1' });
    await consumed(world);
    await consumed(world);
    expect(world.refunds.sent).toMatchObject([{ paymentId: 'TR00111', trxId, amountPoisha: 105_000 }]);
    expect(orderView(world.order, 'key', world.now)).toMatchObject({
      status: 'pending',
      payable: true,
      surplus: [{ trxID: trxId, attempt: 1, state: 'succeeded' }],
    });
    expect(world.table.trx.get(trxId)).toEqual({ orderId: 'SB-1', attempt: 1 });
    expect(await world.table.desk.open()).toEqual([]);
  });

  it('is returned once, however often it is asked for', async () => {
    const world = await namedMoney();
    confirmed(world, 105_000, 2);
    await returnUnclaimed(world.ports, trxId);
    expect(await returnUnclaimed(world.ports, trxId)).toMatchObject({ kind: 'already' });
    expect(world.order.surplus).toHaveLength(1);
  });

  it('leaves an order paid whose payment brought two trxIDs', async () => {
    const world = await withMoney({ invoice: 'SB-1-1', reason: 'other_trx' });
    await world.comesBack('success');
    confirmed(world);
    expect(await returnUnclaimed(world.ports, trxId)).toMatchObject({ kind: 'returning' });
    await consumed(world);
    expect(world.bkash.count('query')).toBe(0);
    expect(orderView(world.order, 'key', world.now)).toMatchObject({
      status: 'paid',
      surplus: [{ trxID: trxId, state: 'succeeded' }],
    });
  });

  it('pays nothing and goes back no second time when bKash’s Query finds it later', async () => {
    const world = await namedMoney();
    confirmed(world);
    await returnUnclaimed(world.ports, trxId);
    await consumed(world);
    world.bkash.queries.push({ kind: 'completed', captured: captured({ trxId }) });
    await askAbout(world.ports, world.order, 1);
    expect(world.order.attempts).toMatchObject([{ state: 'completed' }]);
    expect(statusOf(world.order)).toBe('pending');
    expect(world.order.surplus).toHaveLength(1);
    await consumed(world);
    expect(world.refunds.sent).toHaveLength(1);
  });

  it.each([
    ['of another amount than the order’s', 104_999],
    ['for an order whose time is over, where late money pays', 105_000],
  ])('neither pays nor is checked when bKash’s Query finds it later, %s', async (_, amountPoisha) => {
    const world = await namedMoney({ amountPoisha });
    world.settings = { ...world.settings, surplus: 'accept' };
    confirmed(world, amountPoisha);
    await returnUnclaimed(world.ports, trxId);
    world.passes(25 * 60 * 60_000);
    await readOrder(world.ports, 'SB-1');
    world.bkash.queries.push({ kind: 'completed', captured: captured({ trxId, amountPoisha }) });
    await askAbout(world.ports, world.order, 1);
    expect(statusOf(world.order)).toBe('expired');
    expect(world.order.surplus).toHaveLength(1);
  });

  it('is known when its notification comes again', async () => {
    const world = await namedMoney();
    confirmed(world);
    await returnUnclaimed(world.ports, trxId);
    const asked = world.bkash.count('query');
    await settleWebhook(world.ports, aMessage(world, { trxId }));
    expect(journalled(world)).toEqual(['dropped']);
    expect(world.bkash.count('query')).toBe(asked);
  });

  it.each([
    ['names no order', {}],
    ['names an order that is not there', { invoice: 'SB-9-1' }],
  ])('is a person’s to give back when it %s', async (_, changes) => {
    const world = await withMoney(changes);
    expect(await returnUnclaimed(world.ports, trxId)).toEqual({ kind: 'by_hand_only' });
    expect(await world.table.desk.open()).toHaveLength(1);
  });

  it('is a person’s to give back when its attempt was never opened at bKash', async () => {
    const world = await withMoney({ invoice: 'SB-2-1', reason: 'no_payment' });
    world.bkash.creates.push({ kind: 'silent', reason: 'timeout' });
    await world.checkout({ orderId: 'SB-2' });
    confirmed(world);
    expect(await returnUnclaimed(world.ports, trxId)).toEqual({ kind: 'by_hand_only' });
    expect(await world.table.desk.open()).toHaveLength(1);
  });

  it('waits while bKash has not said whether that payment was made', async () => {
    const world = await withMoney({ invoice: 'SB-1-1', reason: 'unanswered' });
    world.bkash.executes.push({ kind: 'unknown', reason: 'timeout' });
    await world.comesBack('success');
    expect(await returnUnclaimed(world.ports, trxId)).toEqual({ kind: 'refused', why: 'deciding' });
    expect(world.bkash.count('query')).toBe(0);
  });

  it('needs bKash’s own word, and is left where it is without', async () => {
    const world = await namedMoney();
    expect(await returnUnclaimed(world.ports, trxId)).toEqual({ kind: 'refused', why: 'bkash_silent' });
    expect(world.order.surplus).toEqual([]);
    expect(await world.table.desk.open()).toHaveLength(1);
  });

  it('loses to an attempt that recorded it while bKash was searched', async () => {
    const world = await namedMoney();
    confirmed(world, 105_000, 2);
    const { search } = sabotaged(world, () => recordedBySb9(world));
    expect(await returnUnclaimed(world.ports, trxId)).toMatchObject({ kind: 'closed' });
    expect(search).toHaveLength(1);
    expect(world.order.surplus).toEqual([]);
  });
});

/** bKash’s Query knows of no payment, its notification and its Search do. */
async function namedMoney(changes: { amountPoisha?: number } = {}): Promise<World> {
  const world = await withMoney({ invoice: 'SB-1-1', reason: 'not_completed_at_bkash', ...changes });
  world.bkash.queries.push(initiated);
  return world;
}

/** Others act while bKash is being searched. */
function sabotaged(world: World, others: () => Promise<unknown>): { search: string[] } {
  const search: string[] = [];
  const { searchTransaction } = world.bkash;
  world.bkash.searchTransaction = async (token, id) => {
    search.push(id);
    await others();
    return searchTransaction.call(world.bkash, token, id);
  };
  return { search };
}
