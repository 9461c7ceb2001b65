import { describe, expect, it } from 'vitest';
import { statusOf } from '../../shared/domain/status.ts';
import { claimPayment } from '../../shared/usecases/claim-payment.ts';
import { executePayment } from '../../shared/usecases/execute-payment.ts';
import { judgeClaim } from '../../shared/usecases/judge-claim.ts';
import { lookAgain } from '../../shared/usecases/look-again.ts';
import { captured } from '../fakes/bkash.ts';
import { paidOrder } from '../fakes/refunding.ts';
import { silent, World } from '../fakes/world.ts';

const trxId = captured().trxId;
const strangers = 'DKN0000X99';
const minuteMs = 60_000;

describe('a customer who says that he paid', () => {
  it('has his payment in doubt asked about at once, long before its look', async () => {
    const world = await silent();
    world.passes(2_000);
    world.bkash.queries.push({ kind: 'completed', captured: captured() });
    expect(await claim(world)).toMatchObject({ kind: 'heard' });
    await follow(world);
    expect(statusOf(world.order)).toBe('paid');
    expect(world.bkash.count('query')).toBe(1);
  });

  it('has it asked about though its look is overdue, and whoever was to come is lost', async () => {
    const world = await silent();
    world.passes(10 * minuteMs);
    world.queued.splice(0);
    await claim(world);
    expect(looks(world)).toMatchObject([{ delaySeconds: 0 }]);
  });

  it('has nobody asked about an attempt that he never approved', async () => {
    const world = new World();
    await world.checkout();
    const before = world.order;
    await claim(world);
    expect(world.order).toEqual(before);
    expect(looks(world)).toHaveLength(0);
    expect(world.table.claimsOf.get('SB-1')?.claims).toMatchObject([{ trxId }]);
  });

  it('asks once, however often he taps, and in however many tabs', async () => {
    const world = await silent();
    world.passes(2_000);
    world.queued.splice(0);
    await Promise.all(Array.from({ length: 20 }, () => claim(world)));
    expect(looks(world)).toHaveLength(1);
    expect(world.table.claimsOf.get('SB-1')?.claims).toHaveLength(1);
  });

  it('is told to slow down after five in an hour, and nothing is asked any more', async () => {
    const world = await silent();
    for (let n = 0; n < 5; n += 1)
      expect(await claim(world, `DKN1A2B3${n + 10}`)).toMatchObject({ kind: 'heard' });
    const before = structuredClone(world.order);
    world.queued.splice(0);
    expect(await claim(world, strangers)).toMatchObject({ kind: 'too_many' });
    expect(world.order).toEqual(before);
    expect(world.queued).toEqual([]);
  });

  it('needs no looking for where bKash has confirmed that payment already', async () => {
    const world = await paidOrder();
    world.queued.splice(0);
    expect(await claim(world)).toMatchObject({ kind: 'recorded' });
    expect(world.table.claimsOf.size).toBe(0);
    expect(world.queued).toEqual([]);
  });

  it('learns of no order that is not there', async () => {
    expect(await claimPayment(new World().ports, 'SB-none', trxId)).toBeUndefined();
  });

  it('gets the same answer for another customer’s TrxID, which pays nothing of his', async () => {
    const world = await silent();
    await world.table.ties.tie(strangers, { orderId: 'SB-2', attempt: 1 });
    const own = await claim(world);
    const foreign = await claim(world, strangers);
    expect(foreign).toMatchObject({ kind: own?.kind });
    expect(statusOf(world.order)).toBe('pending');
    expect(world.table.trx.get(strangers)).toEqual({ orderId: 'SB-2', attempt: 1 });
    expect([...world.table.trx.values()].filter(({ orderId }) => orderId === 'SB-1')).toEqual([]);
  });

  it('is refused by an Execute that was still under way when he spoke', async () => {
    const world = new World();
    await world.checkout();
    const refusal = { code: '2023', handling: 'customer' as const, message: { en: 'Low', bn: 'কম' } };
    world.bkash.executes.push({ kind: 'refused', refusal });
    world.bkash.meanwhile = async () => {
      world.bkash.queries.push({ kind: 'initiated', verification: 'complete' });
      await claim(world);
      await lookAgain(world.ports, world.order, {});
      expect(world.order.attempts).toMatchObject([{ state: 'unknown' }]);
    };
    await executePayment(world.ports, world.order, 1, 25_000);
    expect(statusOf(world.order)).toBe('failed');
    expect(world.order.executingAttempt).toBeUndefined();
  });
});

describe('whether somebody has to look at what he said', () => {
  it('is asked a quarter of an hour later, and by no number that he typed', async () => {
    const world = await silent();
    await claim(world);
    expect(judges(world)).toEqual([{ message: { kind: 'claim', orderId: 'SB-1' }, delaySeconds: 900 }]);
  });

  it('is told where no attempt of the order has yielded it', async () => {
    const world = await silent();
    await claim(world, strangers);
    await judge(world);
    expect(world.telemetry.counted).toContain('ClaimUnmatched');
    expect(JSON.stringify(world.telemetry.told)).not.toContain(strangers);
  });

  it('is told of another’s TrxID as well, though an attempt of another order has it', async () => {
    const world = await paidOrder();
    await world.table.ties.tie(strangers, { orderId: 'SB-2', attempt: 1 });
    await claim(world, strangers);
    await judge(world);
    expect(world.telemetry.counted).toContain('ClaimUnmatched');
  });

  it('is not told where it turned out to be this order’s own', async () => {
    const world = await silent();
    world.bkash.queries.push({ kind: 'completed', captured: captured() });
    await claim(world);
    await follow(world);
    await judge(world);
    expect(world.telemetry.counted).not.toContain('ClaimUnmatched');
  });

  it('is not told of a claim that was never kept', async () => {
    const world = await silent();
    await judge(world);
    await judgeClaim(world.ports, { kind: 'claim', orderId: 'SB-none' });
    expect(world.telemetry.counted).not.toContain('ClaimUnmatched');
  });

  it('is told at once where the queue takes nothing, so that no claim is forgotten', async () => {
    const world = await silent();
    world.queueIsDown = true;
    expect(await claim(world)).toMatchObject({ kind: 'heard' });
    expect(world.telemetry.counted).toContain('ClaimUnmatched');
  });

  it('has its judge on the way before it is kept: a crash between the two forgets nothing', async () => {
    const world = await silent();
    world.table.claims.save = () => Promise.reject(new Error('the process died'));
    await expect(claim(world)).rejects.toThrow('died');
    expect(judges(world)).toHaveLength(1);
  });
});

function claim(world: World, said = trxId) {
  return claimPayment(world.ports, 'SB-1', said);
}

/** The consumer takes what was queued without a delay. */
async function follow(world: World): Promise<void> {
  for (const { message, delaySeconds } of world.queued.splice(0)) {
    if (message.kind === 'look' && delaySeconds === 0)
      await lookAgain(world.ports, world.order, { executeAbortMs: 28_000 });
  }
}

async function judge(world: World): Promise<void> {
  world.passes(15 * minuteMs);
  await judgeClaim(world.ports, { kind: 'claim', orderId: 'SB-1' });
}

function looks(world: World) {
  return world.queued.filter(({ message }) => message.kind === 'look');
}

function judges(world: World) {
  return world.queued.filter(({ message }) => message.kind === 'claim');
}
