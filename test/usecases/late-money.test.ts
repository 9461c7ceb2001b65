import { describe, expect, it } from 'vitest';
import { noteOf } from '../../shared/adapters/ses/notes.ts';
import { factsOf, isStillTrue } from '../../shared/domain/facts.ts';
import { statusOf } from '../../shared/domain/status.ts';
import { cancelOrder } from '../../shared/usecases/cancel-order.ts';
import { askAbout } from '../../shared/usecases/look-again.ts';
import { orderView } from '../../shared/usecases/order-view.ts';
import { readOrder } from '../../shared/usecases/read-order.ts';
import { captured } from '../fakes/bkash.ts';
import { consumed } from '../fakes/refunding.ts';
import { World } from '../fakes/world.ts';

describe('money that comes after the order’s time was over', () => {
  it('goes back where the stage returns it', async () => {
    const world = await expired('return');
    await capturedLate(world);
    expect(statusOf(world.order)).toBe('expired');
    await consumed(world);
    expect(world.refunds.sent).toHaveLength(1);
  });

  it('pays the order where the stage accepts it, which is opened in the same write', async () => {
    const world = await expired('accept');
    const { version } = world.order;
    await capturedLate(world);
    expect(world.order.version).toBe(version + 1);
    expect(orderView(world.order, 'key', world.now)).toMatchObject({
      status: 'paid',
      amountPaid: '1050.00',
      surplus: [],
    });
    expect(world.order.timeline.map(({ what }) => what).slice(-2)).toEqual(['reopened', 'completed']);
    await consumed(world);
    expect(world.refunds.sent).toEqual([]);
  });

  it('makes it true that the order is paid, and no more that it expired', async () => {
    const world = await expired('accept');
    expect(factsOf(world.order)).toEqual(['order.expired']);
    await capturedLate(world);
    expect(factsOf(world.order)).toEqual(['order.paid']);
    expect(isStillTrue(world.order, 'order.expired', world.now)).toBe(false);
  });

  it('of another amount is checked first, as everybody’s', async () => {
    const world = await expired('accept');
    await capturedLate(world, { amountPoisha: 105_001 });
    expect(statusOf(world.order)).toBe('review');
  });

  it('goes back by either policy when the shop has withdrawn the order', async () => {
    const world = new World();
    world.settings = { ...world.settings, surplus: 'accept' };
    await world.checkout();
    await cancelOrder(world.ports, 'SB-1');
    await capturedLate(world);
    expect(statusOf(world.order)).toBe('cancelled');
    expect(world.order.surplus).toHaveLength(1);
  });

  it('goes back by either policy when it comes beside the money that paid', async () => {
    const world = await expired('accept');
    await capturedLate(world);
    const second = {
      attempt: 2,
      paymentId: 'TR00112',
      paymentCreatedAt: world.now,
      state: 'cancelled' as const,
    };
    const core = { product: 'tokenized', generation: 'v2', startedAt: 0, changedAt: 0 } as const;
    const { order } = world;
    await world.ports.orders.save({ ...order, attempts: [...order.attempts, { ...core, ...second }] });
    await capturedLate(world, { trxId: 'DKN2B2B2B2' }, 2);
    expect(statusOf(world.order)).toBe('paid');
    expect(world.order.surplus).toMatchObject([{ trxId: 'DKN2B2B2B2', attempt: 2 }]);
  });

  it('does not pay where another order holds its trxID', async () => {
    const world = await expired('accept');
    world.table.trx.set('DKN1A2B3C4', { orderId: 'SB-0', attempt: 1 });
    await capturedLate(world);
    expect(statusOf(world.order)).toBe('expired');
    expect(world.order.surplus).toMatchObject([{ heldByAnother: true }]);
    // Nothing tells its customer that the money goes back: a person decides.
    expect(world.order.timeline.at(-1)).toMatchObject({ what: 'surplus_held' });
    expect(noteOf({ ...world.order, locale: 'en' }, 'order.expired')).toContain('The shop is looking into');
  });
});

async function expired(surplus: 'return' | 'accept'): Promise<World> {
  const world = new World();
  world.settings = { ...world.settings, surplus };
  await world.checkout();
  world.passes(25 * 60 * 60_000);
  await readOrder(world.ports, 'SB-1');
  expect(statusOf(world.order)).toBe('expired');
  return world;
}

/** bKash says in its answer to a Query that the money moved after all. */
async function capturedLate(
  world: World,
  changes: Parameters<typeof captured>[0] = {},
  attempt = 1,
): Promise<void> {
  world.bkash.queries.push({ kind: 'completed', captured: captured(changes) });
  await askAbout(world.ports, world.order, attempt);
}
