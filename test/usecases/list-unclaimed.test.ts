import { describe, expect, it } from 'vitest';
import { listUnclaimed } from '../../shared/usecases/list-unclaimed.ts';
import { anEntry, trxId, withMoney } from '../fakes/unclaimed.ts';
import type { World } from '../fakes/world.ts';

describe('the list of unclaimed money', () => {
  it('is empty where there is none, without reading the table', async () => {
    const world = await withMoney();
    await world.table.desk.writeOff(trxId, 'settled');
    const sweep = { writtenSince: () => Promise.reject(new Error('read')) as never };
    expect(await listUnclaimed({ ...world.ports, sweep })).toEqual([]);
  });

  it('suggests the order that its invoice names, then the one the payer named, then those of its amount', async () => {
    const world = await withMoney({ invoice: 'SB-3-1', reference: 'SB-2' });
    await world.checkout({ orderId: 'SB-2', amountPoisha: 77_700 });
    await world.checkout({ orderId: 'SB-3', amountPoisha: 88_800 });
    expect(await suggestions(world)).toEqual([
      ['SB-3', ['invoice']],
      ['SB-2', ['reference']],
      ['SB-1', ['amount']],
    ]);
  });

  it('suggests of equal amounts the orders placed shortly before it came, three at most', async () => {
    const world = await withMoney();
    for (const orderId of ['SB-2', 'SB-3', 'SB-4', 'SB-5']) {
      world.passes(60_000);
      await world.checkout({ orderId });
    }
    world.passes(60_000);
    world.table.unclaimedMoney.set(trxId, { ...anEntry, at: world.now });
    expect((await suggestions(world)).map(([orderId]) => orderId)).toEqual(['SB-5', 'SB-4', 'SB-3']);
  });

  it('suggests no order that it could not pay, nor one placed after it came', async () => {
    const world = await withMoney();
    await world.comesBack('success');
    world.passes(60_000);
    await world.checkout({ orderId: 'SB-2' });
    expect(await suggestions(world)).toEqual([]);
  });

  it('compares what was sold, where a coupon paid the rest', async () => {
    const world = await withMoney({ amountPoisha: 95_000, saleAmountPoisha: 105_000 });
    expect(await suggestions(world)).toEqual([['SB-1', ['amount']]]);
  });

  it('says through which order’s payment bKash can give it back, if through any', async () => {
    const world = await withMoney({ invoice: 'SB-1-1' });
    await world.table.unclaimed.keep({ ...anEntry, trxId: 'DKN0000001', at: world.now + 1 });
    const listed = await listUnclaimed(world.ports);
    expect(listed.map(({ returnsThrough }) => returnsThrough)).toEqual(['SB-1', undefined]);
  });
});

async function suggestions(world: World) {
  const [first] = await listUnclaimed(world.ports);
  return first?.matches.map(({ order, why }) => [order.orderId, why]) ?? [];
}
