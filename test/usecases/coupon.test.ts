import { describe, expect, it } from 'vitest';
import type { SearchOutcome } from '../../shared/adapters/bkash/port.ts';
import type { PaymentNotice } from '../../shared/adapters/sns/port.ts';
import { factsOf } from '../../shared/domain/facts.ts';
import { soldFor } from '../../shared/domain/reviewing.ts';
import { statusOf } from '../../shared/domain/status.ts';
import { lookAgain } from '../../shared/usecases/look-again.ts';
import { orderView } from '../../shared/usecases/order-view.ts';
import { readOrder } from '../../shared/usecases/read-order.ts';
import { captured } from '../fakes/bkash.ts';
import { comes, journalled } from '../fakes/webhook.ts';
import { World } from '../fakes/world.ts';

const minute = 60_000;

describe('a payment with a coupon: bKash captured less than the order asks', () => {
  it('is in review at once, and nobody is woken for it', async () => {
    const world = await paidLess();
    expect(statusOf(world.order)).toBe('review');
    expect(factsOf(world.order)).toEqual(['order.review']);
    expect(world.telemetry.counted).not.toContain('OrderReview');
  });

  it('is paid when Search says that the whole amount was sold', async () => {
    const world = await paidLess();
    world.bkash.searches.push(sold(105_000));
    await looks(world, 35_000);
    expect(world.bkash.calls.at(-1)).toEqual({ operation: 'search', of: 'DKN1A2B3C4' });
    expect(statusOf(world.order)).toBe('paid');
    expect(orderView(world.order, 'key', world.now).amountPaid).toBe('1050.00');
    expect(world.telemetry.counted).not.toContain('OrderReview');
  });

  it('is searched for once when bKash answers without a coupon, and is a person’s after 15 minutes', async () => {
    const world = await paidLess();
    world.bkash.searches.push({ kind: 'found', amountPoisha: 95_000, completed: true });
    await looks(world, 35_000);
    await looks(world, 5 * minute);
    expect(world.bkash.count('search')).toBe(1);
    await looks(world, 10 * minute);
    expect(world.bkash.count('search')).toBe(1);
    expect(world.telemetry.counted.filter((name) => name === 'OrderReview')).toHaveLength(1);
    expect(statusOf(world.order)).toBe('review');
  });

  it('is searched for again while bKash does not answer, for 15 minutes at most', async () => {
    const world = await paidLess();
    for (let looked = 0; looked < 60; looked += 1) await looks(world, 30_000);
    expect(world.bkash.count('search')).toBeGreaterThan(5);
    expect(world.bkash.count('search')).toBeLessThan(31);
    expect(world.telemetry.counted.filter((name) => name === 'OrderReview')).toHaveLength(1);
  });

  it('is searched for once even when nobody came before the alarm was due', async () => {
    const world = await paidLess();
    world.bkash.searches.push(sold(105_000));
    await looks(world, 20 * minute);
    expect(statusOf(world.order)).toBe('paid');
    expect(world.telemetry.counted).not.toContain('OrderReview');
  });

  it('still rings when the function that looked for it died', async () => {
    const world = await paidLess();
    world.passes(20 * minute);
    world.bkash.meanwhile = () => Promise.reject(new Error('the function died'));
    await expect(lookAgain(world.ports, world.order, {})).rejects.toThrow();
    await looks(world, 30_000);
    expect(world.telemetry.counted).toContain('OrderReview');
  });

  it.each<[string, SearchOutcome]>([
    ['another amount', sold(105_001)],
    ['a transaction that is not completed', { ...sold(105_000), completed: false } as SearchOutcome],
  ])('is not settled by %s', async (_, answer) => {
    const world = await paidLess();
    world.bkash.searches.push(answer);
    await looks(world, 35_000);
    expect(statusOf(world.order)).toBe('review');
  });

  it('is settled by the amount sold of its own transaction only, even after the alarm', async () => {
    const world = await paidLess();
    for (let looked = 0; looked < 40; looked += 1) await looks(world, 30_000);
    expect(soldFor(world.order, 'ANOTHERTRX', 105_000, world.now)).toBe(world.order);
    expect(statusOf(soldFor(world.order, 'DKN1A2B3C4', 105_000, world.now))).toBe('paid');
  });

  it('is paid when its own notification says that the whole amount was sold, and the notification is applied', async () => {
    const world = await paidLess();
    await comes(world, { amountPoisha: 95_000, saleAmountPoisha: 105_000 });
    expect(statusOf(world.order)).toBe('paid');
    expect(journalled(world)).toEqual(['applied']);
    expect(world.bkash.count('search')).toBe(0);
  });

  it.each<[string, Partial<PaymentNotice>]>([
    ['without an amount sold', { amountPoisha: 95_000 }],
    ['with another amount sold', { saleAmountPoisha: 104_999 }],
    ['of another transaction', { trxId: 'DKN0OTHER0', saleAmountPoisha: 105_000 }],
  ])('is not settled by a notification %s', async (_, changes) => {
    const world = await paidLess();
    await comes(world, changes);
    expect(statusOf(world.order)).toBe('review');
  });

  it('keeps nobody who reads the order waiting longer than a request may take', async () => {
    const world = await paidLess();
    world.passes(35_000);
    await readOrder(world.ports, 'SB-1');
    await looks(world, 30_000);
    expect(world.bkash.searchAborts).toEqual([10_000, undefined]);
  });

  it('is looked up by one of ten at once', async () => {
    const world = await paidLess();
    world.bkash.searches.push(sold(105_000));
    world.passes(35_000);
    const readAtOnce = Array.from({ length: 10 }, () => world.order);
    await Promise.all(readAtOnce.map((order) => lookAgain(world.ports, order, {})));
    expect(world.bkash.count('search')).toBe(1);
  });
});

it('wakes a person at once when bKash captured more than the order asks, and searches for nothing', async () => {
  const world = await paidLess(105_001);
  expect(world.telemetry.counted).toContain('OrderReview');
  await looks(world, 35_000);
  expect(world.bkash.count('search')).toBe(0);
});

function sold(saleAmountPoisha: number): SearchOutcome {
  return { kind: 'found', amountPoisha: 95_000, saleAmountPoisha, completed: true };
}

async function paidLess(amountPoisha = 95_000): Promise<World> {
  const world = new World();
  await world.checkout();
  world.bkash.executes.push({ kind: 'completed', captured: captured({ amountPoisha }) });
  await world.comesBack('success');
  return world;
}

async function looks(world: World, afterMs: number): Promise<void> {
  world.passes(afterMs);
  await lookAgain(world.ports, world.order, {});
}
