import { describe, expect, it } from 'vitest';
import type { UnclaimedEntry } from '../../shared/adapters/dynamodb/money-port.ts';
import { statusOf } from '../../shared/domain/status.ts';
import { attachUnclaimed } from '../../shared/usecases/attach-unclaimed.ts';
import { lookAgain } from '../../shared/usecases/look-again.ts';
import { returnUnclaimed } from '../../shared/usecases/return-unclaimed.ts';
import { settleWebhook } from '../../shared/usecases/settle-webhook.ts';
import { writeOffUnclaimed } from '../../shared/usecases/write-off-unclaimed.ts';
import { captured } from '../fakes/bkash.ts';
import { aMessage, journalled, ordered, waitingOnes } from '../fakes/webhook.ts';
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

/**
 * Goal: a trxID that was tied by somebody who died before its order said so is nobody's yet. Method: bKash confirms the
 * payment once, the write of its order fails, and from then on bKash confirms it no more.
 */
describe('money whose order was never written', () => {
  it('is not dropped by its webhook, which comes again', async () => {
    const world = await ordered();
    await world.comesBack('cancel');
    world.bkash.queries.push({ kind: 'completed', captured: captured() });
    const message = aMessage(world);
    await failsToWrite(world, () => settleWebhook(world.ports, message));
    world.bkash.queries.push(agreed, agreed);
    await settleWebhook(world.ports, message);
    await waitingOnes(world);
    expect(world.table.closedMoney).toEqual([]);
    expect(journalled(world)).toEqual(['not_completed_at_bkash']);
    expect(world.telemetry.counted).toContain('UnclaimedMoney');
  });

  it('is asked about again when the operator repeats himself, until bKash confirms it once more', async () => {
    const world = await putAside({ invoice: 'SB-1-1' }, await ordered());
    await world.comesBack('cancel');
    world.bkash.queries.push({ kind: 'completed', captured: captured() });
    const attach = () => attachUnclaimed(world.ports, 'DKN1A2B3C4', 'SB-1');
    await failsToWrite(world, attach);
    const refusal = { kind: 'refused', why: 'bkash_silent' };
    expect(await attach()).toEqual(refusal);
    expect(await returnUnclaimed(world.ports, 'DKN1A2B3C4')).toEqual(refusal);
    world.bkash.queries.push({ kind: 'completed', captured: captured() });
    expect(await attach()).toMatchObject({ kind: 'recorded' });
    expect(statusOf(world.order)).toBe('paid');
  });
});

async function failsToWrite(world: World, act: () => Promise<unknown>): Promise<void> {
  const { save } = world.table.orders;
  world.table.orders.save = () => Promise.reject(new Error('throttled'));
  await expect(act()).rejects.toThrow('throttled');
  world.table.orders.save = save;
}

async function putAside(changes: Partial<UnclaimedEntry> = {}, given?: World): Promise<World> {
  const world = given ?? (await silent());
  await world.ports.unclaimed.keep({
    trxId: 'DKN1A2B3C4',
    amountPoisha: 105_000,
    reason: 'no_order',
    messageId: 'm-1',
    at: world.now,
    ...changes,
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
