import { describe, expect, it } from 'vitest';
import { followPayLink } from '../../shared/usecases/follow-pay-link.ts';
import { lookAgain } from '../../shared/usecases/look-again.ts';
import { consumed, refunding } from '../fakes/refunding.ts';
import { World } from '../fakes/world.ts';

const consumer = { executeAbortMs: 28_000 };
const silence = { kind: 'unknown' as const, reason: 'timeout' };

describe('when bKash is back, nobody sits out a doubled pause:', () => {
  it('an Execute that is owed is sent at once', async () => {
    const world = await ordered();
    bkashIsDown(world);
    await world.comesBack('success');
    for (let tries = 0; tries < 8; tries += 1) await atNextLook(world);
    expect(dueInMs(world)).toBe(300_000);
    world.passes(1_000);
    await lookAgain(world.ports, world.order, consumer);
    expect(world.bkash.count('execute')).toBe(0);
    bkashIsBack(world);
    await lookAgain(world.ports, world.order, consumer);
    expect(world.order.attempts).toMatchObject([{ state: 'completed' }]);
  });

  it('a look that nobody answered is taken at once, by a reader too', async () => {
    const world = await ordered();
    world.bkash.executes.push(silence);
    await world.comesBack('success');
    bkashIsDown(world);
    for (let tries = 0; tries < 6; tries += 1) await atNextLook(world);
    expect(dueInMs(world)).toBe(300_000);
    world.passes(1_000);
    bkashIsBack(world);
    await lookAgain(world.ports, world.order, { queryAbortMs: 10_000 });
    expect(world.bkash.count('query')).toBe(1);
  });

  it('a look that waits for its own time goes on waiting for it', async () => {
    const world = await ordered();
    world.bkash.executes.push(silence);
    await world.comesBack('success');
    world.passes(1_000);
    bkashIsBack(world);
    await lookAgain(world.ports, world.order, consumer);
    expect(world.bkash.count('query')).toBe(0);
  });

  it('an answer that stays away once more is waited for again', async () => {
    const world = await ordered();
    world.bkash.executes.push(silence);
    await world.comesBack('success');
    bkashIsDown(world);
    for (let tries = 0; tries < 6; tries += 1) await atNextLook(world);
    world.passes(1_000);
    bkashIsBack(world);
    for (let polls = 0; polls < 5; polls += 1) {
      world.passes(1_000);
      await lookAgain(world.ports, world.order, consumer);
    }
    expect(world.bkash.count('query')).toBe(1);
  });

  it('money sets out on its way back, though a create of the order was once not answered', async () => {
    const world = await ordered();
    world.passes(11 * 60_000);
    world.bkash.creates.push({ kind: 'silent', reason: 'timeout' });
    await followPayLink(world.ports, 'SB-1');
    await world.comesBack('success');
    bkashIsDown(world);
    await refunding(world, 'R-1', 5_000);
    await consumed(world);
    world.passes(60_000);
    bkashIsBack(world);
    for (let minutes = 0; minutes < 5; minutes += 1) {
      world.passes(60_000);
      await consumed(world);
    }
    expect(world.refunds.sent).toHaveLength(1);
  });

  it('a payment link leads to bKash at once, though its last creates were not answered', async () => {
    const world = new World();
    world.bkash.creates.push(
      ...Array.from({ length: 4 }, () => ({ kind: 'silent' as const, reason: 'timeout' })),
    );
    await world.checkout();
    for (let tries = 0; tries < 3; tries += 1) {
      world.now = world.order.createBackoff?.until ?? 0;
      await followPayLink(world.ports, 'SB-1');
    }
    world.passes(1_000);
    expect(await followPayLink(world.ports, 'SB-1')).toMatchObject({ kind: 'wait', why: 'bkash' });
    bkashIsBack(world);
    expect(await followPayLink(world.ports, 'SB-1')).toMatchObject({ kind: 'to_bkash' });
  });
});

it('an order that waits for nothing does not even ask the gate', async () => {
  const world = await ordered();
  world.table.gate.standing = () => Promise.reject(new Error('asked'));
  await lookAgain(world.ports, world.order, consumer);
});

async function ordered(): Promise<World> {
  const world = new World();
  await world.checkout();
  return world;
}

function bkashIsDown(world: World): void {
  world.table.gateOpen = false;
}

function bkashIsBack(world: World): void {
  world.table.gateOpen = true;
  world.table.gateSince = { since: world.now };
}

async function atNextLook(world: World): Promise<void> {
  world.passes(dueInMs(world));
  await lookAgain(world.ports, world.order, consumer);
}

function dueInMs(world: World): number {
  const [attempt] = world.order.attempts;
  return attempt && 'nextLookAt' in attempt ? Math.max(0, attempt.nextLookAt - world.now) : Number.NaN;
}
