import { describe, expect, it } from 'vitest';
import { statusOf } from '../../shared/domain/status.ts';
import { attachUnclaimed } from '../../shared/usecases/attach-unclaimed.ts';
import { claimPayment } from '../../shared/usecases/claim-payment.ts';
import { closeClaim, closeClaimByHand } from '../../shared/usecases/close-claim.ts';
import { judgeClaim } from '../../shared/usecases/judge-claim.ts';
import { captured } from '../fakes/bkash.ts';
import { paidOrder } from '../fakes/refunding.ts';
import { confirmed, trxId, withMoney } from '../fakes/unclaimed.ts';
import { comes, ordered, paid, unanswered } from '../fakes/webhook.ts';
import { World } from '../fakes/world.ts';

describe('a claim that an operator closes', () => {
  it('is closed with his words, and the order’s timeline tells of it', async () => {
    const world = await withClaim();
    expect(await close(world)).toBe('closed');
    expect(claimsOf(world)).toEqual([
      { trxId, at: expect.any(Number), closedAt: world.now, closedBecause: 'Paid back at the counter' },
    ]);
    expect(world.order.timeline.at(-1)).toMatchObject({ what: 'claim_closed' });
  });

  it('is closed once, however often he asks', async () => {
    const world = await withClaim();
    await close(world);
    const before = [claimsOf(world), world.order];
    world.passes(1_000);
    expect(await close(world)).toBe('already');
    expect([claimsOf(world), world.order]).toEqual(before);
  });

  it('is told of in the timeline before it is so: he asks again when the table fails in between', async () => {
    const world = await withClaim();
    const { save } = world.table.claims;
    world.table.claims.save = () => Promise.reject(new Error('the table is down'));
    await expect(close(world)).rejects.toThrow('down');
    expect(world.order.timeline.at(-1)).toMatchObject({ what: 'claim_closed' });
    world.table.claims.save = save;
    expect(await close(world)).toBe('closed');
  });

  it('is closed without his words where the order has recorded that trxID itself', async () => {
    const world = await paidOrder();
    const own = 'DKN1A2B3C4';
    await world.table.claims.save({
      orderId: 'SB-1',
      version: 0,
      claims: [{ trxId: own, at: world.now }],
      heardAt: [],
    });
    expect(await close(world, own)).toBe('recorded');
    expect(claimsOf(world)).toEqual([{ trxId: own, at: world.now, closedAt: world.now }]);
    expect(world.order.timeline.map(({ what }) => what)).not.toContain('claim_closed');
  });

  it('has to be one', async () => {
    const world = await withClaim();
    expect(await close(world, 'DKN0000000')).toBe('no_claim');
    expect(await closeClaimByHand(world.ports, 'SB-none', trxId, 'x')).toBe('no_order');
  });
});

describe('a claim whose money an operator attaches to its order', () => {
  it('is closed with it', async () => {
    const world = await withClaim();
    confirmed(world);
    expect(await attachUnclaimed(world.ports, trxId, 'SB-1')).toMatchObject({ kind: 'attached' });
    expect(claimsOf(world)).toMatchObject([{ trxId, closedAt: world.now }]);
  });
});

describe('a claim about an Execute that was still under way', () => {
  it('is closed by its judge: whoever recorded the answer knew of no claim', async () => {
    const world = new World();
    await world.checkout();
    const { trxId: own } = captured();
    world.bkash.meanwhile = async () => {
      for (const said of [own, trxId]) await claimPayment(world.ports, 'SB-1', said);
    };
    await world.comesBack('success');
    expect(claimsOf(world)?.map(({ closedAt }) => closedAt)).toEqual([undefined, undefined]);
    world.passes(15 * 60_000);
    await judgeClaim(world.ports, { kind: 'claim', orderId: 'SB-1' });
    expect(claimsOf(world)?.map(({ closedAt }) => closedAt)).toEqual([world.now, undefined]);
  });
});

describe('a claim whose payment is recorded when its webhook comes', () => {
  it.each([
    ['nobody had asked', ordered, 0],
    ['a look was due', unanswered, 40_000],
  ])('is closed where %s', async (_, order, laterMs) => {
    const world = await order();
    for (const said of [captured().trxId, trxId]) await claimPayment(world.ports, 'SB-1', said);
    world.passes(laterMs);
    world.bkash.queries.push(paid);
    await comes(world);
    expect(statusOf(world.order)).toBe('paid');
    expect(claimsOf(world)?.map(({ closedAt }) => closedAt)).toEqual([world.now, undefined]);
  });
});

describe('a claim that is closed while its customer says something else', () => {
  it('takes nothing back of what he said', async () => {
    const world = await withClaim();
    const { save } = world.table.claims;
    world.table.claims.save = async (next) => {
      world.table.claims.save = save;
      await claimPayment(world.ports, 'SB-1', 'DKN0000000');
      return save(next);
    };
    await closeClaim(world.ports, 'SB-1', trxId);
    expect(claimsOf(world)).toMatchObject([{ trxId, closedAt: world.now }, { trxId: 'DKN0000000' }]);
  });
});

/** An order whose customer says that he paid, with the number of money that lies on the list. */
async function withClaim(): Promise<World> {
  const world = await withMoney();
  await claimPayment(world.ports, 'SB-1', trxId);
  return world;
}

function close(world: World, said = trxId) {
  return closeClaimByHand(world.ports, 'SB-1', said, 'Paid back at the counter');
}

function claimsOf(world: World) {
  return world.table.claimsOf.get('SB-1')?.claims;
}
