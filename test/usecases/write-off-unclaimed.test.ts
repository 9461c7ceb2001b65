import { describe, expect, it } from 'vitest';
import { operate } from '../../functions/edge/operations.ts';
import { returnUnclaimed } from '../../shared/usecases/return-unclaimed.ts';
import { writeOffUnclaimed } from '../../shared/usecases/write-off-unclaimed.ts';
import { anEntry, confirmed, recordedBySb9, trxId, withMoney } from '../fakes/unclaimed.ts';
import { initiated } from '../fakes/webhook.ts';
import { World } from '../fakes/world.ts';

describe('unclaimed money that an operator writes off', () => {
  it('leaves the list with his reason, once', async () => {
    const world = await withMoney();
    expect(await writtenOff(world)).toEqual({ kind: 'written_off' });
    expect(await writtenOff(world)).toEqual({ kind: 'already' });
    expect(world.table.unclaimedMoney.get(trxId)).toMatchObject({
      closedAs: 'written_off',
      closedBecause: 'given back in the portal',
    });
    expect(world.table.trx.has(trxId)).toBe(false);
  });

  it('is not what was dealt with otherwise, nor what there is not', async () => {
    const world = await withMoney({ invoice: 'SB-1-1', reason: 'not_completed_at_bkash' });
    world.bkash.queries.push(initiated);
    confirmed(world);
    await returnUnclaimed(world.ports, trxId);
    expect(await writtenOff(world)).toMatchObject({ kind: 'closed', money: { closedAs: 'returned' } });
    expect(await writeOffUnclaimed(world.ports, 'DKN0000000', 'x')).toEqual({ kind: 'no_entry' });
  });
});

describe('unclaimed money that an attempt holds and an operator writes off', () => {
  it('leaves the list when the order of that attempt shows it', async () => {
    const world = new World();
    await recordedBySb9(world);
    await world.table.unclaimed.keep(anEntry);
    const answer = await operatorWritesOff(world);
    expect(answer).toMatchObject({ outcome: 'refused', code: 'recorded' });
    expect(answer.message).toContain('belongs to SB-9, attempt 1, and is off the list');
    expect(await world.table.desk.open()).toEqual([]);
    expect(world.table.unclaimedMoney.get(trxId)).not.toHaveProperty('closedAs');
  });

  it('stays on the list while no order shows it, and the answer says so', async () => {
    const world = await withMoney();
    await world.checkout({ orderId: 'SB-9' });
    await world.table.ties.tie(trxId, { orderId: 'SB-9', attempt: 1 });
    const answer = await operatorWritesOff(world);
    expect(answer).toMatchObject({ outcome: 'refused', code: 'not_shown' });
    expect(answer.message).toContain('tied to SB-9, attempt 1, which does not show the money yet');
    expect(await world.table.desk.open()).toHaveLength(1);
  });
});

function operatorWritesOff(world: World) {
  const input = { trxID: trxId, reason: 'given back in the portal' };
  return operate(world.ports, { operation: 'unclaimed.write-off', input });
}

function writtenOff(world: World) {
  return writeOffUnclaimed(world.ports, trxId, 'given back in the portal');
}
