import { describe, expect, it } from 'vitest';
import { followPayLink } from '../../shared/usecases/follow-pay-link.ts';
import { lookAgain } from '../../shared/usecases/look-again.ts';
import { World } from '../fakes/world.ts';

/**
 * Goal: a stage that changes the generation it speaks strands no payment. Each attempt is settled in the generation
 * it was created with; the next one speaks the new generation.
 */
describe.each([
  { from: 'v1', to: 'v2' },
  { from: 'v2', to: 'v1' },
] as const)('a payment created in $from, when the stage then speaks $to', ({ from, to }) => {
  it('is executed in the generation it was created with, when the customer comes back', async () => {
    const { world, created, other } = await worldAfterSwitch(from, to);
    await world.comesBack('success');
    expect(created.count('execute')).toBe(1);
    expect(other.calls).toEqual([]);
    expect(world.order.attempts).toMatchObject([{ state: 'completed', generation: from }]);
  });

  it('is looked at in the generation it was created with, when its Execute was not answered', async () => {
    const { world, created, other } = await worldAfterSwitch(from, to);
    created.executes.push({ kind: 'unknown', reason: 'timeout' });
    await world.comesBack('success');
    world.passes(36_000);
    await lookAgain(world.ports, world.order, { executeAbortMs: 28_000 });
    expect(created.count('query')).toBe(1);
    expect(other.calls).toEqual([]);
  });

  it('is followed by an attempt in the new generation, when the customer cancelled it', async () => {
    const { world, created, other } = await worldAfterSwitch(from, to);
    await world.comesBack('cancel');
    await followPayLink(world.ports, world.order.orderId);
    expect(other.count('create')).toBe(1);
    expect(created.count('create')).toBe(1);
    await world.comesBack('success', 2);
    expect(other.count('execute')).toBe(1);
    expect(created.count('execute')).toBe(0);
    expect(world.order.attempts).toMatchObject([
      { generation: from },
      { state: 'completed', generation: to },
    ]);
  });
});

/** A customer is on bKash's page when the shop deploys the other generation. */
async function worldAfterSwitch(from: 'v1' | 'v2', to: 'v1' | 'v2') {
  const world = new World();
  const speaking = (generation: 'v1' | 'v2') => {
    world.settings = { ...world.settings, bkash: { ...world.settings.bkash, generation } };
  };
  speaking(from);
  await world.checkout();
  speaking(to);
  const [created, other] = from === 'v1' ? [world.bkashV1, world.bkash] : [world.bkash, world.bkashV1];
  return { world, created, other };
}
