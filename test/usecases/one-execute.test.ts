import { describe, expect, it } from 'vitest';
import { afterExecute } from '../../shared/domain/executing.ts';
import { statusOf } from '../../shared/domain/status.ts';
import { followPayLink } from '../../shared/usecases/follow-pay-link.ts';
import { askAbout, lookAgain } from '../../shared/usecases/look-again.ts';
import { captured } from '../fakes/bkash.ts';
import { World } from '../fakes/world.ts';

const silence = { kind: 'unknown' as const, reason: 'timeout' };
const paid = { kind: 'completed' as const, captured: captured() };
const minute = 60_000;

describe('an order with two attempts', () => {
  it('executes no attempt while the Execute of another is unanswered', async () => {
    const world = await secondAttempt();
    world.bkash.executes.push(silence);
    await world.comesBack('success', 2);
    await world.comesBack('success', 1);
    expect(world.bkash.count('execute')).toBe(1);
    expect(world.order).toMatchObject({ executingAttempt: 2, attempts: [{ state: 'cancelled' }, {}] });
  });

  it('executes no attempt while the Execute of another is owed', async () => {
    const world = await secondAttempt();
    world.bkash.hasToken = false;
    await world.comesBack('success', 2);
    world.bkash.hasToken = true;
    await world.comesBack('success', 1);
    expect(world.bkash.count('execute')).toBe(0);
    expect(world.order.attempts).toMatchObject([{ state: 'cancelled' }, { state: 'authorised' }]);
  });

  it('keeps the claim of the one being executed when the other turns out to be paid', async () => {
    const world = await secondAttempt();
    let claim: number | undefined;
    world.bkash.meanwhile = async () => {
      world.bkash.queries.push(paid);
      await askAbout(world.ports, world.order, 1);
      claim = world.order.executingAttempt;
    };
    world.bkash.executes.push({ kind: 'completed', captured: captured({ trxId: 'DKN0SECOND' }) });
    await world.comesBack('success', 2);
    expect(claim).toBe(2);
    expect(world.order.surplus).toMatchObject([{ trxId: 'DKN0SECOND', attempt: 2 }]);
    expect(statusOf(world.order)).toBe('paid');
  });
});

describe('an attempt', () => {
  it('is never executed again after bKash refused its Execute', async () => {
    const world = await ordered();
    const refusal = { code: '2023', handling: 'customer' as const, message: { en: 'Low', bn: 'কম' } };
    world.bkash.executes.push({ kind: 'refused', refusal });
    await world.comesBack('success');
    await world.comesBack('success');
    expect(world.bkash.count('execute')).toBe(1);
    expect(statusOf(world.order)).toBe('failed');
  });

  it('is not executed in the last ten minutes of its paymentID', async () => {
    const world = await ordered();
    world.passes(24 * 60 * minute - 10 * minute);
    await world.comesBack('success');
    expect(world.bkash.count('execute')).toBe(0);
  });

  it.each([
    ['ten minutes before its paymentID dies', 1440, 24 * 60 - 10],
    ['a quarter of an hour after the order expires', 10, 25],
  ])('is owed no longer than %s', async (_, expiresInMinutes, owedMinutes) => {
    const world = await ordered(expiresInMinutes);
    world.bkash.hasToken = false;
    await world.comesBack('success');
    expect(world.order.attempts).toMatchObject([{ owedUntil: world.now + owedMinutes * minute }]);
    world.bkash.hasToken = true;
    world.passes(owedMinutes * minute + 1);
    await lookAgain(world.ports, world.order, { executeAbortMs: 28_000 });
    expect(world.bkash.count('execute')).toBe(0);
    expect(world.order.attempts).toMatchObject([{ state: 'lapsed', reason: 'never_executed' }]);
  });

  it('completes once when a Query says so before its own Execute answers', async () => {
    const world = await ordered();
    world.bkash.meanwhile = async () => {
      world.passes(35_000);
      world.bkash.queries.push(paid);
      await lookAgain(world.ports, world.order, {});
    };
    const order = await world.comesBack('success');
    expect(order && statusOf(order)).toBe('paid');
    expect(world.order.timeline.filter(({ what }) => what === 'completed')).toHaveLength(1);
    expect(world.order.surplus).toEqual([]);
  });

  it('is not decided by what an earlier Execute than the last one is said to have met', async () => {
    const world = await ordered();
    let executing = world.order;
    world.bkash.meanwhile = async () => {
      executing = world.order;
    };
    await world.comesBack('success');
    const earlier = world.now - 1;
    const said = afterExecute(executing, 1, earlier, { kind: 'not_sent' }, world.now, world.settings.waits);
    expect(said).toBe(executing);
  });
});

async function ordered(expiresInMinutes = 1440): Promise<World> {
  const world = new World();
  await world.checkout({ expiresInMinutes });
  return world;
}

/** The first attempt was cancelled, its page is still open in a tab; the second one is live. */
async function secondAttempt(): Promise<World> {
  const world = await ordered();
  await world.comesBack('cancel');
  await followPayLink(world.ports, 'SB-1');
  return world;
}
