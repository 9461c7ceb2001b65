import { describe, expect, it } from 'vitest';
import { orderDueAt } from '../../shared/domain/due.ts';
import { orderView } from '../../shared/usecases/order-view.ts';
import { ringSurplus } from '../../shared/usecases/ring-surplus.ts';
import { settleSurplus } from '../../shared/usecases/settle-money-back.ts';
import { consumed, lateMoney } from '../fakes/refunding.ts';
import type { World } from '../fakes/world.ts';

/**
 * Goal: surplus that has not gone back after an hour rings, whatever keeps it. Method: each way in which it can be stuck,
 * and a consumer who comes when the order says that it is due, as the schedule would send him.
 */
const hourMs = 60 * 60_000;

describe('surplus that has not gone back after an hour', () => {
  const ways: Record<string, () => Promise<World>> = {
    'because bKash does not answer': async () => {
      const world = await lateMoney();
      world.refunds.silentLooks = 1_000;
      return world;
    },
    'because the balance is too low': async () => {
      const world = await lateMoney();
      const refusal = { code: '2023', handling: 'customer' as const, message: { en: 'Low', bn: 'কম' } };
      for (let times = 0; times < 50; times += 1) {
        world.refunds.outcomes.push({ committed: false, outcome: { kind: 'insufficient', refusal } });
      }
      return world;
    },
    'because bKash refused it, and nothing is due any more': refusedByBkash,
    'because bKash does not say whether it went back': async () => {
      const world = await lateMoney();
      const outcome = { kind: 'unknown' as const, reason: 'timeout' };
      world.refunds.outcomes.push({ committed: false, outcome }, { committed: false, outcome });
      return world;
    },
    'because another attempt holds it, and nothing was ever due': () =>
      lateMoney({ orderId: 'SB-0', attempt: 1 }),
    'because the order is in review': async () => {
      const world = await lateMoney();
      const review = { attempt: 1, reason: 'currency' as const, at: world.now };
      await world.ports.orders.save({ ...world.order, review });
      return world;
    },
    'because there is no token': async () => {
      const world = await lateMoney();
      world.bkash.hasToken = false;
      return world;
    },
    'because the gate is closed': async () => {
      const world = await lateMoney();
      world.table.gateOpen = false;
      return world;
    },
  };

  it.each(Object.entries(ways))('rings once, and again a day later: %s', async (_, stuck) => {
    const world = await stuck();
    await consumedUntil(world, world.now + hourMs - 1);
    expect(rings(world)).toBe(0);
    await consumedUntil(world, world.now + 2 * hourMs);
    expect(rings(world)).toBe(1);
    await consumedUntil(world, world.now + 24 * hourMs);
    expect(rings(world)).toBe(2);
  });

  it('rings once for all who come to it at the same time', async () => {
    const world = await lateMoney({ orderId: 'SB-0', attempt: 1 });
    world.passes(hourMs);
    const { order } = world;
    await Promise.all(Array.from({ length: 10 }, () => ringSurplus(world.ports, order)));
    expect(rings(world)).toBe(1);
  });

  it('does not ring when it went back within the hour, and is not looked at again', async () => {
    const world = await lateMoney();
    await consumedUntil(world, world.now + 30 * hourMs);
    expect(rings(world)).toBe(0);
    expect(orderDueAt(world.order, world.settings.waits)).toBeUndefined();
  });
});

describe('surplus that a person has settled', () => {
  it.each<[string, () => Promise<World>]>([
    ['refused by bKash', refusedByBkash],
    ['held by another attempt', () => lateMoney({ orderId: 'SB-0', attempt: 1 })],
  ])('is silent from then on, with his reason: %s', async (_, stuck) => {
    const world = await stuck();
    expect(await settled(world)).toMatchObject({ kind: 'done' });
    expect(await settled(world)).toMatchObject({ kind: 'already' });
    await consumedUntil(world, world.now + 30 * hourMs);
    expect(rings(world)).toBe(0);
    expect(orderDueAt(world.order, world.settings.waits)).toBeUndefined();
    expect(world.order.surplus).toMatchObject([{ settled: { reason: 'paid back in the portal' } }]);
    expect(orderView(world.order, 'key', world.now)).toMatchObject({ surplus: [{ state: 'refused' }] });
    expect(world.order.timeline.filter(({ what }) => what === 'surplus_settled')).toHaveLength(1);
  });

  it('is not settled while bKash may still give it back: it would go back twice', async () => {
    const world = await lateMoney();
    expect(await settled(world)).toEqual({ kind: 'refused', why: 'under_way' });
    await consumed(world);
    expect(await settled(world)).toEqual({ kind: 'refused', why: 'returned' });
    expect(await settled(world, 'DKN0000000')).toEqual({ kind: 'refused', why: 'no_surplus' });
  });
});

function settled(world: World, trxId = 'DKN1A2B3C4') {
  return settleSurplus(world.ports, 'SB-1', trxId, 'paid back in the portal');
}

async function refusedByBkash(): Promise<World> {
  const world = await lateMoney();
  const refusal = { code: '2074', handling: 'new_payment' as const, message: { en: 'No', bn: 'না' } };
  world.refunds.outcomes.push({ committed: false, outcome: { kind: 'refused', refusal } });
  await consumed(world);
  return world;
}

/** The schedule sends the consumer whenever the order is due. */
async function consumedUntil(world: World, until: number): Promise<void> {
  for (;;) {
    const dueAt = orderDueAt(world.order, world.settings.waits);
    if (dueAt === undefined || dueAt > until) break;
    world.now = Math.max(world.now, dueAt);
    await consumed(world);
  }
  world.now = until;
}

function rings(world: World): number {
  return world.telemetry.counted.filter((name) => name === 'SurplusWaits').length;
}
