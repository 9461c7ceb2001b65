import { describe, expect, it } from 'vitest';
import { factsOf, isTold } from '../../shared/domain/facts.ts';
import { statusOf } from '../../shared/domain/status.ts';
import { returnFromBkash } from '../../shared/usecases/return-from-bkash.ts';
import { captured } from '../fakes/bkash.ts';
import { World } from '../fakes/world.ts';

const refusal = {
  code: '2023',
  handling: 'customer' as const,
  message: { en: 'Low balance', bn: 'ব্যালেন্স কম' },
};

async function ordered(): Promise<World> {
  const world = new World();
  await world.checkout();
  return world;
}

describe('the customer comes back with success', () => {
  it('is paid by one create, one execute and no query', async () => {
    const world = await ordered();
    const order = await world.comesBack('success');
    expect(order && statusOf(order)).toBe('paid');
    expect(world.bkash.calls.map(({ operation }) => operation)).toEqual(['create', 'execute']);
  });

  it('is claimed, with the next look written down, before Execute is sent', async () => {
    const world = await ordered();
    let seen = world.order;
    world.bkash.meanwhile = async () => {
      seen = world.order;
    };
    await world.comesBack('success');
    expect(seen).toMatchObject({ executingAttempt: 1, attempts: [{ state: 'executing' }] });
    expect(seen.attempts[0]).toMatchObject({ nextLookAt: world.now + 35_000 });
  });

  it('executes once when ten tabs come back at once, and tells none of them failed', async () => {
    const world = await ordered();
    const backs = await Promise.all(Array.from({ length: 10 }, () => world.comesBack('success')));
    expect(world.bkash.count('execute')).toBe(1);
    expect(backs.map((order) => order && statusOf(order)).every((s) => s === 'pending' || s === 'paid')).toBe(
      true,
    );
    expect(statusOf(world.order)).toBe('paid');
  });

  it('is refused only by an explicit no, with the message bKash gave', async () => {
    const world = await ordered();
    world.bkash.executes.push({ kind: 'refused', refusal });
    await world.comesBack('success');
    expect(world.order.attempts).toMatchObject([{ state: 'refused', refusal: { code: '2023' } }]);
    expect(world.order.executingAttempt).toBeUndefined();
    expect(statusOf(world.order)).toBe('failed');
  });

  it.each([
    ['silence', { kind: 'unknown' as const, reason: 'timeout' }],
    ['2117', { kind: 'ask' as const, refusal: { ...refusal, code: '2117' } }],
    ['2056', { kind: 'premature' as const, refusal: { ...refusal, code: '2056' } }],
  ])('stays pending and claimed after %s, and asks nothing in the same request', async (_, outcome) => {
    const world = await ordered();
    world.bkash.executes.push(outcome);
    await world.comesBack('success');
    expect(world.order).toMatchObject({ executingAttempt: 1, attempts: [{ state: 'unknown' }] });
    expect(statusOf(world.order)).toBe('pending');
    expect(world.bkash.count('query')).toBe(0);
  });

  it('is owed while no token can be had: recorded, never lost', async () => {
    const world = await ordered();
    world.bkash.hasToken = false;
    await world.comesBack('success');
    expect(world.order.attempts).toMatchObject([{ state: 'authorised', nextLookAt: world.now }]);
    expect(statusOf(world.order)).toBe('pending');
  });

  it('sends Execute again with a fresh token after a 401, since bKash never saw it', async () => {
    const world = await ordered();
    world.bkash.executes.push({ kind: 'not_sent', reason: 'unauthorised' });
    await world.comesBack('success');
    expect(world.bkash.rejectedTokens).toEqual(['token-1']);
    expect(statusOf(world.order)).toBe('paid');
  });

  it('gives Execute only what waiting for the token left of the time, and owes it when that is too little', async () => {
    const patient = await ordered();
    patient.bkash.tokenWaitMs = 5_000;
    await patient.comesBack('success');
    expect(patient.bkash.executeAborts).toEqual([20_000]);

    const late = await ordered();
    late.bkash.tokenWaitMs = 21_000;
    await late.comesBack('success');
    expect(late.bkash.count('execute')).toBe(0);
    expect(late.order.attempts).toMatchObject([{ state: 'authorised' }]);
  });

  it.each([
    ['one poisha more', { amountPoisha: 105_001 }, 'amount'],
    ['another currency', { currency: 'USD' }, 'currency'],
    ['another invoice', { invoice: 'SB-2-1' }, 'invoice'],
  ])('goes to review with an alarm when bKash captured %s', async (_, changes, reason) => {
    const world = await ordered();
    world.bkash.executes.push({ kind: 'completed', captured: captured(changes) });
    await world.comesBack('success');
    expect(world.order.review).toMatchObject({ attempt: 1, reason });
    expect(statusOf(world.order)).toBe('review');
    expect(world.telemetry.counted).toContain('OrderReview');
  });

  it("goes to review when the trxID already pays another order: it is nobody's twice", async () => {
    const world = await ordered();
    world.table.trx.set('DKN1A2B3C4', { orderId: 'SB-0', attempt: 1 });
    await world.comesBack('success');
    expect(world.order.review).toMatchObject({ reason: 'trx_held_by_another' });
  });

  it('still executes in the quarter of an hour after expiry, and not after it', async () => {
    const inTime = await ordered();
    inTime.passes(24 * 60 * 60_000 - 700_000);
    await inTime.comesBack('success');
    expect(inTime.bkash.count('execute')).toBe(1);

    const short = new World();
    await short.checkout({ expiresInMinutes: 10 });
    short.passes(10 * 60_000 + 900_001);
    await short.comesBack('success');
    expect(short.bkash.count('execute')).toBe(0);
  });
});

describe('the customer comes back without success', () => {
  it('records a cancel, and a later success of the same payment still pays', async () => {
    const world = await ordered();
    const order = await world.comesBack('cancel');
    expect(order && statusOf(order)).toBe('cancelled');
    // The customer knows: his cancel is news for the shop, and only the shop's withdrawal is told him as a fact.
    expect(factsOf(world.order)).toEqual(['attempt.cancelled:1']);
    expect(factsOf(world.order).filter(isTold)).toEqual([]);
    await world.comesBack('success');
    expect(statusOf(world.order)).toBe('paid');
  });

  it('records a failure at bKash as failed, and a cancel afterwards changes nothing', async () => {
    const world = await ordered();
    await world.comesBack('failure');
    expect(statusOf(world.order)).toBe('failed');
    const { version } = world.order;
    await world.comesBack('cancel');
    expect(world.order.version).toBe(version);
  });

  it('changes nothing about an attempt that is being executed or is paid', async () => {
    const world = await ordered();
    world.bkash.meanwhile = async () => {
      await world.comesBack('cancel');
      await world.comesBack('failure');
    };
    await world.comesBack('success');
    await world.comesBack('cancel');
    expect(statusOf(world.order)).toBe('paid');
  });

  it('finds nothing under a paymentID that is not the attempt’s', async () => {
    const world = await ordered();
    const back = { orderId: 'SB-1', attempt: 1, paymentId: 'TR0011other', status: 'success' as const };
    expect(await returnFromBkash(world.ports, back)).toBeUndefined();
    expect(await returnFromBkash(world.ports, { ...back, attempt: 2 })).toBeUndefined();
    expect(await returnFromBkash(world.ports, { ...back, orderId: 'SB-9' })).toBeUndefined();
    expect(world.bkash.count('execute')).toBe(0);
  });
});
