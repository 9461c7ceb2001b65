import { describe, expect, it } from 'vitest';
import { statusOf } from '../../shared/domain/status.ts';
import { cancelOrder } from '../../shared/usecases/cancel-order.ts';
import { lookAgain } from '../../shared/usecases/look-again.ts';
import { captured } from '../fakes/bkash.ts';
import { silent, type World } from '../fakes/world.ts';

describe('an unanswered Execute whose paymentID bKash denies', () => {
  const dead = { kind: 'dead' as const, reason: 'code_2002' };

  it('stays undecided while the paymentID lives: bKash contradicts its own create', async () => {
    const world = await firstLookDue();
    world.bkash.queries.push(dead);
    await lookAgain(world.ports, world.order, { executeAbortMs: 28_000 });
    expect(world.order).toMatchObject({ executingAttempt: 1, attempts: [{ state: 'unknown', looks: [] }] });
  });

  it('lapses 24 h 15 min after its create, and lets the order expire', async () => {
    const world = await firstLookDue();
    world.passes((24 * 60 + 15) * 60_000);
    world.bkash.queries.push(dead);
    await lookAgain(world.ports, world.order, { executeAbortMs: 28_000 });
    expect(world.order.attempts).toMatchObject([{ state: 'lapsed', reason: 'never_captured' }]);
    expect(world.order.executingAttempt).toBeUndefined();
    expect(statusOf(world.order)).toBe('expired');
  });

  it('is never given up for silence, however long', async () => {
    const world = await firstLookDue();
    world.passes(48 * 60 * 60_000);
    await lookAgain(world.ports, world.order, { executeAbortMs: 28_000 });
    expect(world.order.attempts).toMatchObject([{ state: 'unknown' }]);
    expect(statusOf(world.order)).toBe('pending');
    expect(await cancelOrder(world.ports, 'SB-1')).toMatchObject({ kind: 'refused', why: 'deciding' });
  });

  it('is paid when bKash finds the money after all', async () => {
    const world = await firstLookDue();
    world.passes(25 * 60 * 60_000);
    world.bkash.queries.push({ kind: 'completed', captured: captured() });
    await lookAgain(world.ports, world.order, { executeAbortMs: 28_000 });
    expect(statusOf(world.order)).toBe('paid');
  });
});

/** Execute was sent and nobody answered; the first look is due. */
async function firstLookDue(): Promise<World> {
  const world = await silent();
  world.passes(35_000);
  return world;
}
