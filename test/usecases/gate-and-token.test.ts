import { describe, expect, it } from 'vitest';
import { statusOf } from '../../shared/domain/status.ts';
import { lookAgain } from '../../shared/usecases/look-again.ts';
import { World } from '../fakes/world.ts';

const unauthorised = { kind: 'not_sent' as const, reason: 'unauthorised' as const };
const silence = { kind: 'unknown' as const, reason: 'timeout' };

describe('while the gate is closed', () => {
  it('a success is owed and no Execute leaves', async () => {
    const world = await ordered();
    world.table.gateOpen = false;
    await world.comesBack('success');
    expect(world.bkash.count('execute')).toBe(0);
    expect(world.order.attempts).toMatchObject([{ state: 'authorised' }]);
  });

  it('no Query leaves, and the look is taken again later', async () => {
    const world = await ordered();
    world.bkash.executes.push(silence);
    await world.comesBack('success');
    world.table.gateOpen = false;
    world.passes(35_000);
    await lookAgain(world.ports, world.order, {});
    expect(world.bkash.count('query')).toBe(0);
    expect(world.order.attempts).toMatchObject([{ state: 'unknown', nextLookAt: world.now + 30_000 }]);
  });
});

describe('the gate', () => {
  it.each([
    ['nobody answered', silence, 1],
    ['bKash could not be reached', { kind: 'not_sent' as const, reason: 'unreachable' as const }, 1],
    ['bKash would not take the token', unauthorised, 0],
  ])('is told of an Execute that %s', async (_, outcome, failures) => {
    const world = await ordered();
    world.bkash.executes.push(outcome);
    await world.comesBack('success');
    expect(world.table.gateFailures).toBe(failures);
  });

  it('is told of a Query that nobody answered', async () => {
    const world = await ordered();
    world.bkash.executes.push(silence);
    await world.comesBack('success');
    world.passes(35_000);
    await lookAgain(world.ports, world.order, {});
    expect(world.table.gateFailures).toBe(2);
  });
});

describe('a token that bKash refuses', () => {
  it('is reported by a Query too, so that the next one has another', async () => {
    const world = await ordered();
    world.bkash.executes.push(silence);
    await world.comesBack('success');
    world.bkash.queries.push({ kind: 'unanswered', reason: 'unauthorised', unauthorised: true });
    world.passes(35_000);
    await lookAgain(world.ports, world.order, {});
    expect(world.bkash.rejectedTokens).toEqual(['token-1']);
  });

  it('is not tried a second time for the same create when there is no other', async () => {
    const world = new World();
    world.bkash.tokens.rejected = async () => {};
    world.bkash.creates.push(unauthorised);
    await world.checkout();
    expect(world.bkash.count('create')).toBe(1);
    expect(world.order.attempts).toEqual([]);
  });
});

it('records what the customer approved although the token’s store cannot be read', async () => {
  const world = await ordered();
  world.bkash.tokens.usable = () => Promise.reject(new Error('the store is down'));
  await expect(world.comesBack('success')).rejects.toThrow('the store is down');
  expect(world.order.attempts).toMatchObject([{ state: 'authorised' }]);
});

it('gives an owed Execute up when its time ran out between the look and the claim', async () => {
  const world = await ordered();
  world.bkash.hasToken = false;
  await world.comesBack('success');
  const [owed] = world.order.attempts;
  if (owed?.state !== 'authorised') throw new Error('The Execute is not owed.');
  world.now = owed.owedUntil;
  world.bkash.hasToken = true;
  const { usable } = world.bkash.tokens;
  world.bkash.tokens.usable = async () => {
    world.passes(1);
    return usable();
  };
  await lookAgain(world.ports, world.order, { executeAbortMs: 28_000 });
  expect(world.bkash.count('execute')).toBe(0);
  expect(statusOf(world.order)).toBe('expired');
});

async function ordered(): Promise<World> {
  const world = new World();
  await world.checkout({ expiresInMinutes: 10 });
  return world;
}
