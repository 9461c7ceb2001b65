import { describe, expect, it } from 'vitest';
import { lookAgain } from '../../shared/usecases/look-again.ts';
import { World } from '../fakes/world.ts';

describe('an attempt of which bKash says that there is no such payment', () => {
  it('stays undecided after the looks of the first minutes: one odd answer must not end a payment', async () => {
    const world = new World();
    await world.checkout();
    world.bkash.executes.push({ kind: 'unknown', reason: 'timeout' });
    await world.comesBack('success');
    for (const ms of [36_000, 150_000, 300_000]) {
      world.passes(ms);
      world.bkash.queries.push({ kind: 'dead', reason: 'code_2002' });
      await lookAgain(world.ports, world.order, { executeAbortMs: 28_000 });
    }
    expect(world.bkash.count('query')).toBe(3);
    expect(world.order.attempts).toMatchObject([{ state: 'unknown', looks: [] }]);
  });
});
