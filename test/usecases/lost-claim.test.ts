import { describe, expect, it } from 'vitest';
import { statusOf } from '../../shared/domain/status.ts';
import { followPayLink } from '../../shared/usecases/follow-pay-link.ts';
import { World } from '../fakes/world.ts';

describe('a success whose claim loses its race', () => {
  it('pays all the same when the winner only closed the page in another tab', async () => {
    const world = await ordered();
    world.table.beforeNextSave(() => world.comesBack('cancel'));
    const order = await world.comesBack('success');
    expect(order && statusOf(order)).toBe('paid');
    expect(world.bkash.count('execute')).toBe(1);
  });

  it('pays all the same when the payment link replaced the attempt at that moment', async () => {
    const world = await ordered();
    world.passes(600_000);
    world.table.beforeNextSave(() => followPayLink(world.ports, 'SB-1'));
    const order = await world.comesBack('success');
    expect(order && statusOf(order)).toBe('paid');
    expect(world.bkash.calls.filter(({ operation }) => operation === 'execute')).toEqual([
      { operation: 'execute', of: 'TR00111' },
    ]);
  });
});

async function ordered(): Promise<World> {
  const world = new World();
  await world.checkout();
  return world;
}
