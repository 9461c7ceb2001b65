import { describe, expect, it } from 'vitest';
import { claimPayment } from '../../shared/usecases/claim-payment.ts';
import { closeClaim } from '../../shared/usecases/close-claim.ts';
import { listClaims } from '../../shared/usecases/list-claims.ts';
import { paidOrder } from '../fakes/refunding.ts';
import { anEntry, trxId, withMoney } from '../fakes/unclaimed.ts';
import { World } from '../fakes/world.ts';

const other = 'DKN0000X99';

describe('the list of claims', () => {
  it('is empty where nobody said anything, and asks bKash nothing', async () => {
    const world = await paidOrder();
    expect(await listClaims(world.ports)).toEqual([]);
    expect(world.bkash.count('search')).toBe(0);
  });

  it('names the money of that very trxID, without a word to bKash', async () => {
    const world = await withMoney();
    await claimPayment(world.ports, 'SB-1', trxId);
    expect(await listClaims(world.ports)).toMatchObject([
      { order: { orderId: 'SB-1' }, claim: { trxId }, found: { where: 'unclaimed', money: anEntry } },
    ]);
    expect(world.bkash.count('search')).toBe(0);
  });

  it('says whose payment it is, where an attempt of another order has it', async () => {
    const world = await claimed();
    await world.table.ties.tie(other, { orderId: 'SB-2', attempt: 1 });
    expect(await listClaims(world.ports)).toMatchObject([
      { found: { where: 'other_order', owner: { orderId: 'SB-2' } } },
    ]);
  });

  it('says what bKash says of a number that nothing of ours has', async () => {
    const world = await claimed();
    world.bkash.searches.push({ kind: 'found', amountPoisha: 105_000, completed: true });
    const found = { where: 'bkash', amountPoisha: 105_000, completed: true };
    expect(await listClaims(world.ports)).toMatchObject([{ found }]);
    expect(world.bkash.calls.at(-1)).toEqual({ operation: 'search', of: other });
  });

  it('says so where bKash confirms nothing', async () => {
    expect(await listClaims((await claimed()).ports)).toMatchObject([{ found: { where: 'nowhere' } }]);
  });

  it('holds what is open only, and closes what the order has recorded since', async () => {
    const world = await claimed();
    await claimPayment(world.ports, 'SB-1', 'DKN1A2B3C4');
    await claimPayment(world.ports, 'SB-1', 'DKN1A2B3C5');
    await closeClaim(world.ports, 'SB-1', 'DKN1A2B3C5');
    await world.comesBack('success');
    world.passes(1_000);
    expect((await listClaims(world.ports)).map(({ claim }) => claim.trxId)).toEqual([other]);
    const [, recorded] = world.table.claimsOf.get('SB-1')?.claims ?? [];
    expect(recorded).toMatchObject({ trxId: 'DKN1A2B3C4', closedAt: world.now });
  });

  it('is of all orders, oldest first', async () => {
    const world = await claimed();
    await world.checkout({ orderId: 'SB-0' });
    world.passes(60_000);
    await claimPayment(world.ports, 'SB-0', trxId);
    expect((await listClaims(world.ports)).map(({ order }) => order.orderId)).toEqual(['SB-1', 'SB-0']);
  });

  it('asks bKash for a minute and no longer: the operator’s function ends after two', async () => {
    const world = await claimed();
    for (const n of [1, 2, 3]) await claimPayment(world.ports, 'SB-1', `DKN0000Y0${n}`);
    world.bkash.tokenWaitMs = 25_000;
    const found = (await listClaims(world.ports)).map((one) => one.found.where);
    expect(found).toEqual(['nowhere', 'nowhere', 'nowhere', 'not_asked']);
  });
});

/** An order whose customer says that he paid it, with a number that nobody has seen. */
async function claimed(): Promise<World> {
  const world = new World();
  await world.checkout();
  await claimPayment(world.ports, 'SB-1', other);
  return world;
}
