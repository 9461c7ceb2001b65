import { describe, expect, it } from 'vitest';
import { orderDueAt } from '../../shared/domain/due.ts';
import { isPayable, statusOf } from '../../shared/domain/status.ts';
import { followPayLink } from '../../shared/usecases/follow-pay-link.ts';
import { askAbout, lookAgain } from '../../shared/usecases/look-again.ts';
import { captured } from '../fakes/bkash.ts';
import { World } from '../fakes/world.ts';

/**
 * Goal: however two attempts of one order meet, the customer is charged once.
 * Method: the first attempt is in doubt, the second one is approved while no token can be had, so that its Execute is
 * owed; then bKash remembers the first.
 */
describe('an order whose first attempt turns out to be paid while a second one is owed', () => {
  it.each([
    ['the whole amount', captured(), 'paid'],
    ['another amount', captured({ amountPoisha: 100_000 }), 'review'],
  ])('never sends the owed Execute when the first brought %s', async (_, money, status) => {
    const world = await firstDoubtfulSecondOwed();
    world.bkash.hasToken = true;
    world.bkash.queries.push({ kind: 'completed', captured: money });
    await askAbout(world.ports, world.order, 1);
    expect(statusOf(world.order)).toBe(status);

    await lookAgain(world.ports, world.order, { executeAbortMs: 28_000 });

    expect(world.bkash.count('execute')).toBe(1);
    expect(world.order.attempts.map(({ state }) => state)).toEqual(['completed', 'lapsed']);
    expect(world.order.surplus).toEqual([]);
  });

  it('refuses a consumer that read the owed Execute before the first was known to be paid', async () => {
    const world = await firstDoubtfulSecondOwed();
    const readBefore = world.order;
    world.bkash.hasToken = true;
    world.bkash.queries.push({ kind: 'completed', captured: captured() });
    await askAbout(world.ports, world.order, 1);
    await lookAgain(world.ports, readBefore, { executeAbortMs: 28_000 });
    expect(world.bkash.count('execute')).toBe(1);
  });

  it('sends nothing for an order in review, should an owed Execute ever be left in it', async () => {
    const world = await firstDoubtfulSecondOwed();
    const review = { attempt: 1, reason: 'amount' as const, at: world.now };
    world.table.stored.set('SB-1', { ...world.order, review });
    world.bkash.hasToken = true;
    await lookAgain(world.ports, world.order, { executeAbortMs: 28_000 });
    expect(world.bkash.count('execute')).toBe(1);
  });
});

it('owes nothing any more for an Execute that never reached bKash while another attempt was paid', async () => {
  const world = new World();
  await world.checkout();
  await world.comesBack('cancel');
  await followPayLink(world.ports, 'SB-1');
  world.bkash.executes.push({ kind: 'not_sent', reason: 'unreachable' });
  world.bkash.meanwhile = async () => {
    world.bkash.queries.push({ kind: 'completed', captured: captured() });
    await askAbout(world.ports, world.order, 1);
  };
  await world.comesBack('success', 2);
  await lookAgain(world.ports, world.order, { executeAbortMs: 28_000 });
  expect(world.order.attempts).toMatchObject([
    { state: 'completed' },
    { state: 'lapsed', reason: 'order_closed' },
  ]);
  expect(orderDueAt(world.order, world.settings.waits)).toBeUndefined();
});

it('leaves a paid order paid when bKash names its transaction for a second attempt too', async () => {
  const world = new World();
  await world.checkout();
  await world.comesBack('cancel');
  await followPayLink(world.ports, 'SB-1');
  await world.comesBack('success', 2);
  world.bkash.queries.push({ kind: 'completed', captured: captured() });
  await askAbout(world.ports, world.order, 1);
  expect(statusOf(world.order)).toBe('paid');
  expect(isPayable(world.order, world.now)).toBe(false);
});

async function firstDoubtfulSecondOwed(): Promise<World> {
  const world = new World();
  await world.checkout();
  world.bkash.executes.push({ kind: 'unknown', reason: 'timeout' });
  await world.comesBack('success');
  for (const ms of [35_000, 115_000]) {
    world.passes(ms);
    world.bkash.queries.push({ kind: 'initiated', verification: 'incomplete' });
    await lookAgain(world.ports, world.order, {});
  }
  expect(world.order.attempts).toMatchObject([{ state: 'doubtful' }]);
  expect(isPayable(world.order, world.now)).toBe(true);

  await followPayLink(world.ports, 'SB-1');
  world.bkash.hasToken = false;
  await world.comesBack('success', 2);
  expect(world.order.attempts).toMatchObject([{ state: 'doubtful' }, { state: 'authorised' }]);
  return world;
}
