import { describe, expect, it } from 'vitest';
import { factsOf } from '../../shared/domain/facts.ts';
import { afterLook } from '../../shared/domain/looking.ts';
import { statusOf } from '../../shared/domain/status.ts';
import { cancelOrder } from '../../shared/usecases/cancel-order.ts';
import { followPayLink } from '../../shared/usecases/follow-pay-link.ts';
import { lookAgain } from '../../shared/usecases/look-again.ts';
import { World } from '../fakes/world.ts';

const initiated = { kind: 'initiated' as const, verification: 'incomplete' as const };

describe('an attempt in doubt', () => {
  it('is asked about at once when bKash refuses the next one as a duplicate of it', async () => {
    const world = await doubtful();
    await followPayLink(world.ports, 'SB-1');
    const message = { en: 'Duplicate', bn: 'একই' };
    world.bkash.executes.push({ kind: 'refused', refusal: { code: '2029', handling: 'duplicate', message } });
    await world.comesBack('success', 2);
    expect(world.order.attempts).toMatchObject([
      { state: 'doubtful', nextLookAt: world.now },
      { state: 'refused' },
    ]);
  });

  it('has one other beside it at most: two in doubt stop the payment link', async () => {
    const world = await doubtful();
    await followPayLink(world.ports, 'SB-1');
    await fallsSilent(world, 2);
    expect(world.order.attempts).toMatchObject([{ state: 'doubtful' }, { state: 'doubtful' }]);
    expect(await followPayLink(world.ports, 'SB-1')).toMatchObject({ kind: 'wait', why: 'deciding' });
    expect(world.bkash.count('create')).toBe(2);
  });

  it.each(['cancel', 'failure'] as const)(
    'keeps the order pending after a %s of the next attempt: its own money may have moved',
    async (status) => {
      const world = await doubtful();
      await followPayLink(world.ports, 'SB-1');
      const order = await world.comesBack(status, 2);
      expect(order && statusOf(order)).toBe('pending');
    },
  );

  it('keeps a withdrawn order pending and unannounced until it is decided', async () => {
    const world = await doubtful();
    expect(await cancelOrder(world.ports, 'SB-1')).toMatchObject({ kind: 'withdrawn' });
    expect(statusOf(world.order)).toBe('pending');
    expect(factsOf(world.order)).toEqual([]);
    world.passes(25 * 60 * 60_000);
    world.bkash.queries.push(initiated);
    await lookAgain(world.ports, world.order, {});
    expect(statusOf(world.order)).toBe('cancelled');
    expect(factsOf(world.order)).toEqual(['order.cancelled']);
  });

  it('needs two answers far enough apart, whoever asked and however often', async () => {
    const world = await ordered();
    world.bkash.executes.push({ kind: 'unknown', reason: 'timeout' });
    await world.comesBack('success');
    const { waits } = world.settings;
    const sentAt = world.now;
    const first = afterLook(world.order, 1, sentAt, initiated, world.now + 35_000, waits);
    const second = afterLook(first, 1, sentAt, initiated, world.now + 149_999, waits);
    expect(second.attempts).toMatchObject([{ state: 'unknown', nextLookAt: world.now + 150_000 }]);
    const third = afterLook(second, 1, sentAt, initiated, world.now + 150_000, waits);
    expect(third.attempts).toMatchObject([{ state: 'doubtful' }]);
  });
});

it('forgets that bKash was silent as soon as it opens a payment', async () => {
  const world = new World();
  world.bkash.creates.push({ kind: 'silent', reason: 'timeout' });
  await world.checkout();
  world.passes(5_000);
  await followPayLink(world.ports, 'SB-1');
  await world.comesBack('cancel', 2);
  expect(await followPayLink(world.ports, 'SB-1')).toMatchObject({ kind: 'to_bkash' });
});

async function ordered(): Promise<World> {
  const world = new World();
  await world.checkout();
  return world;
}

async function doubtful(): Promise<World> {
  const world = await ordered();
  await fallsSilent(world, 1);
  return world;
}

async function fallsSilent(world: World, attempt: number): Promise<void> {
  world.bkash.executes.push({ kind: 'unknown', reason: 'timeout' });
  await world.comesBack('success', attempt);
  for (const ms of [35_000, 115_000]) {
    world.passes(ms);
    world.bkash.queries.length = 0;
    world.bkash.queries.push(initiated, initiated);
    await lookAgain(world.ports, world.order, {});
  }
}
