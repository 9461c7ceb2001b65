import { describe, expect, it } from 'vitest';
import { statusOf } from '../../shared/domain/status.ts';
import { lookAgain } from '../../shared/usecases/look-again.ts';
import { writeOffUnclaimed } from '../../shared/usecases/write-off-unclaimed.ts';
import { captured } from '../fakes/bkash.ts';
import { silent, type World } from '../fakes/world.ts';

const agreed = { kind: 'initiated' as const, verification: 'complete' as const };

/**
 * Goal: money that was put aside as nobody's leaves no open entry once an attempt has recorded it, whoever dies over
 * that. Method: whoever records it first is stopped after the write that says so; nobody comes back to a decided order.
 */
describe('money that was called nobody’s before an attempt records it', () => {
  it('is closed before a look says that the order is paid', async () => {
    const world = await putAside();
    world.bkash.queries.push({ kind: 'completed', captured: captured() });
    world.passes(35_000);
    await diesAfterRecording(world);
    expect(statusOf(world.order)).toBe('paid');
    expect(world.table.closedMoney).toEqual(['DKN1A2B3C4']);
  });

  it('is closed before a second Execute says so', async () => {
    const world = await putAside();
    world.bkash.queries.push(agreed, agreed);
    world.passes(35_000);
    await lookAgain(world.ports, world.order, {});
    world.passes(115_000);
    await diesAfterRecording(world);
    expect(world.bkash.count('execute')).toBe(2);
    expect(statusOf(world.order)).toBe('paid');
    expect(world.table.closedMoney).toEqual(['DKN1A2B3C4']);
  });

  it('rings where a person has written it off since: it may have been given back by hand', async () => {
    const world = await putAside();
    await writeOffUnclaimed(world.ports, 'DKN1A2B3C4', 'Given back in the portal');
    world.bkash.queries.push({ kind: 'completed', captured: captured() });
    world.passes(35_000);
    await lookAgain(world.ports, world.order, {});
    expect(statusOf(world.order)).toBe('paid');
    expect(world.telemetry.counted).toContain('UnclaimedMoney');
  });
});

async function putAside(): Promise<World> {
  const world = await silent();
  await world.ports.unclaimed.keep({
    trxId: 'DKN1A2B3C4',
    amountPoisha: 105_000,
    reason: 'no_order',
    messageId: 'm-1',
    at: world.now,
  });
  return world;
}

async function diesAfterRecording(world: World): Promise<void> {
  const { save } = world.table.orders;
  world.table.orders.save = async (next) => {
    const saved = await save(next);
    if (statusOf(next) === 'paid') throw new Error('the function died');
    return saved;
  };
  const consumed = lookAgain(world.ports, world.order, { executeAbortMs: 28_000 });
  await expect(consumed).rejects.toThrow('the function died');
}
