import { describe, expect, it } from 'vitest';
import { followPayLink } from '../../shared/usecases/follow-pay-link.ts';
import { World } from '../fakes/world.ts';

async function ordered(): Promise<World> {
  const world = new World();
  await world.checkout();
  return world;
}

const follow = (world: World) => followPayLink(world.ports, 'SB-1');

describe('the payment link', () => {
  it('leads to the live attempt without asking bKash for another', async () => {
    const world = await ordered();
    expect(await follow(world)).toEqual({ kind: 'to_bkash', url: 'https://page.example/TR00111' });
    expect(world.bkash.count('create')).toBe(1);
  });

  it.each(['cancel', 'failure'] as const)('starts a new attempt after %s', async (status) => {
    const world = await ordered();
    await world.comesBack(status);
    expect(await follow(world)).toEqual({ kind: 'to_bkash', url: 'https://page.example/TR00112' });
    expect(world.order.attempts.map(({ attempt }) => attempt)).toEqual([1, 2]);
  });

  it('replaces an attempt older than ten minutes, and lets it lapse in the same write', async () => {
    const world = await ordered();
    world.passes(600_000);
    await follow(world);
    expect(world.order.attempts).toMatchObject([
      { state: 'lapsed', reason: 'superseded' },
      { state: 'created' },
    ]);
    expect(
      world.table.written.some(
        (order) => order.attempts.map((one) => one.state).join() === 'lapsed,creating',
      ),
    ).toBe(true);
  });

  it('makes one new attempt when it is opened twenty times at once', async () => {
    const world = await ordered();
    await world.comesBack('cancel');
    await Promise.all(Array.from({ length: 20 }, () => follow(world)));
    expect(world.bkash.count('create')).toBe(2);
  });

  it('waits, and never offers to pay again, while an Execute is unanswered', async () => {
    const world = await ordered();
    world.bkash.executes.push({ kind: 'unknown', reason: 'timeout' });
    await world.comesBack('success');
    expect(await follow(world)).toMatchObject({ kind: 'wait', why: 'deciding' });
    expect(world.bkash.count('create')).toBe(1);
  });

  it('waits, and blames nobody, while the shop takes no new payments', async () => {
    const world = new World();
    world.settings = { ...world.settings, stopNewPayments: true };
    await world.checkout();
    expect(await follow(world)).toMatchObject({ kind: 'wait', why: 'stopped' });
    expect(world.bkash.count('create')).toBe(0);
  });

  it('waits while bKash is down and pays as soon as it is back', async () => {
    const world = new World();
    world.bkash.creates.push(
      { kind: 'not_sent', reason: 'unreachable' },
      { kind: 'silent', reason: 'timeout' },
    );
    await world.checkout();
    expect(await follow(world)).toMatchObject({ kind: 'wait', why: 'bkash' });
    expect(world.bkash.count('create')).toBe(1);
    world.passes(5_000);
    expect(await follow(world)).toMatchObject({ kind: 'wait', why: 'bkash' });
    world.passes(10_000);
    expect(await follow(world)).toMatchObject({ kind: 'to_bkash' });
    expect(world.bkash.count('create')).toBe(3);
  });

  it('leads back to the shop when the order is paid, withdrawn, in review or over', async () => {
    const paid = await ordered();
    await paid.comesBack('success');
    expect(await follow(paid)).toMatchObject({ kind: 'to_shop' });
    const over = await ordered();
    over.passes(24 * 60 * 60_000);
    expect(await follow(over)).toMatchObject({ kind: 'to_shop' });
    expect(over.bkash.count('create')).toBe(1);
  });

  it('stops after twenty attempts with a paymentID', async () => {
    const world = await ordered();
    for (let tries = 1; tries < 20; tries += 1) {
      await world.comesBack('cancel', tries);
      expect(await follow(world)).toMatchObject({ kind: 'to_bkash' });
    }
    await world.comesBack('cancel', 20);
    expect(await follow(world)).toMatchObject({ kind: 'too_many' });
    expect(world.bkash.count('create')).toBe(20);
  });

  it('takes over from a create whose sender died, after its lease and not before', async () => {
    const world = new World();
    world.bkash.meanwhile = () => Promise.reject(new Error('the function died'));
    await expect(world.checkout()).rejects.toThrow();
    expect(await follow(world)).toMatchObject({ kind: 'wait', why: 'creating' });
    world.passes(40_000);
    await follow(world);
    world.passes(5_000);
    expect(await follow(world)).toMatchObject({ kind: 'to_bkash' });
    expect(world.order.attempts).toMatchObject([
      { state: 'lapsed', reason: 'create_silent' },
      { attempt: 2 },
    ]);
  });
});
