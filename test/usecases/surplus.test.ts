import { describe, expect, it } from 'vitest';
import { orderDueAt } from '../../shared/domain/due.ts';
import { factsOf } from '../../shared/domain/facts.ts';
import { statusOf } from '../../shared/domain/status.ts';
import { orderView } from '../../shared/usecases/order-view.ts';
import { readOrder } from '../../shared/usecases/read-order.ts';
import { consumed, lateMoney } from '../fakes/refunding.ts';

describe('money that an order does not need', () => {
  it('goes back by itself, once, and the customer is told', async () => {
    const world = await lateMoney();
    await consumed(world);
    await consumed(world);
    expect(world.refunds.sent).toMatchObject([{ trxId: 'DKN1A2B3C4', amountPoisha: 105_000 }]);
    expect(factsOf(world.order)).toEqual(['order.cancelled', 'order.surplus_returned:DKN1A2B3C4']);
    expect(orderView(world.order, 'key', world.now)).toMatchObject({
      status: 'cancelled',
      amountPaid: '0.00',
      amountRefunded: '0.00',
      surplus: [{ trxID: 'DKN1A2B3C4', state: 'succeeded', refundTrxID: 'REF1' }],
    });
    expect(orderDueAt(world.order, world.settings.waits)).toBeUndefined();
  });

  it('is not sent twice when the first answer is lost', async () => {
    const world = await lateMoney();
    world.refunds.outcomes.push({ committed: true, outcome: { kind: 'unknown', reason: 'timeout' } });
    await consumed(world);
    world.passes(35_000);
    await consumed(world);
    expect(world.refunds.sent).toHaveLength(1);
    expect(world.order.surplus).toMatchObject([{ progress: { state: 'succeeded' } }]);
  });

  it('stays while the order is in review: it is not settled which of its money is kept', async () => {
    const world = await lateMoney();
    const review = { attempt: 1, reason: 'currency' as const, at: world.now };
    await world.ports.orders.save({ ...world.order, review });
    await consumed(world);
    expect(world.refunds.sent).toEqual([]);
    // Nothing is due but the alarm.
    expect(orderDueAt(world.order, world.settings.waits)).toBe(world.now + 60 * 60_000);
    const { review: _, ...settled } = world.order;
    await world.ports.orders.save(settled);
    await consumed(world);
    expect(world.refunds.sent).toHaveLength(1);
  });

  it('that another attempt holds waits for a person: it may be somebody else’s', async () => {
    const world = await lateMoney({ orderId: 'SB-0', attempt: 1 });
    await consumed(world);
    expect(world.refunds.sent).toEqual([]);
    expect(orderView(world.order, 'key', world.now)).toMatchObject({ surplus: [{ state: 'requested' }] });
  });

  it('leaves another attempt’s entry of the same trxID to the person it waits for', async () => {
    const world = await lateMoney();
    const [mine] = world.order.surplus;
    if (!mine) throw new Error('expected surplus');
    const { progress: _, ...held } = { ...mine, attempt: 2, heldByAnother: true as const };
    await world.ports.orders.save({ ...world.order, surplus: [mine, held] });
    await consumed(world);
    expect(world.order.surplus[0]).toMatchObject({ progress: { state: 'succeeded' } });
    expect(world.order.surplus[1]).not.toHaveProperty('progress');
  });

  it('is sent back by the consumer alone, never by somebody who reads', async () => {
    const world = await lateMoney();
    await readOrder(world.ports, 'SB-1');
    expect(world.refunds.sent).toEqual([]);
    expect(statusOf(world.order)).toBe('cancelled');
    expect(orderDueAt(world.order, world.settings.waits)).toBe(world.now);
  });
});
