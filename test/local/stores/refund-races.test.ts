import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { orderLookAt } from '../../../shared/domain/due.ts';
import { lookAgain } from '../../../shared/usecases/look-again.ts';
import { requestRefund } from '../../../shared/usecases/request-refund.ts';
import { sendMoneyBack } from '../../../shared/usecases/send-money-back.ts';
import { emptyTable } from '../empty-table.ts';
import { shopOn } from './shop.ts';

/**
 * Goal: money goes back once and never above what came, by the conditions of a real DynamoDB server. Method: the use
 * cases on one table a test, a hundred requests, and ten consumers started together at every due look.
 */
let server: Awaited<ReturnType<typeof emptyTable>>;

beforeEach(async () => {
  server = await emptyTable('orders');
});
afterEach(() => server.remove());

const unknown = { kind: 'unknown', reason: 'timeout' } as const;
const committedInSilence = { outcome: unknown, committed: true };
const lostInSilence = { outcome: unknown, committed: false };

describe('a hundred refunds of one order at once', () => {
  it('never exceed the captured amount, and ten consumers send each once', async () => {
    const shop = await paidShop();
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, index) =>
        requestRefund(shop.ports(), 'SB-1', {
          refundId: `R-${index}`,
          amountPoisha: 15_000,
          reason: 'Broken',
        }),
      ),
    );
    expect(answers.filter((answer) => answer?.kind === 'accepted')).toHaveLength(7);
    expect(answers.filter((answer) => answer?.kind === 'refused')).toHaveLength(93);

    for (let runs = 0; runs < 20; runs += 1) await tenConsumers(shop);
    const order = await shop.ports().orders.find('SB-1');
    expect(order?.refunds.map(({ progress }) => progress.state)).toEqual(Array(7).fill('succeeded'));
    expect(order && orderLookAt(order)).toBeUndefined();
    expect(shop.world.refunds.sent).toHaveLength(7);
    const sum = shop.world.refunds.listed.reduce((total, { amountPoisha }) => total + amountPoisha, 0);
    expect(sum).toBe(105_000);
  });
});

describe('a refund that bKash performs and never answers', () => {
  it('is not repeated, though ten consumers come for it at every look', async () => {
    const shop = await paidShop();
    shop.world.refunds.outcomes.push(committedInSilence);
    await requestRefund(shop.ports(), 'SB-1', { refundId: 'R-1', amountPoisha: 105_000, reason: 'Broken' });
    for (let runs = 0; runs < 10; runs += 1) await tenConsumers(shop);
    const [refund] = (await shop.ports().orders.find('SB-1'))?.refunds ?? [];
    expect(refund?.progress).toMatchObject({ state: 'succeeded', refundTrxId: 'REF1' });
    expect(shop.world.refunds.sent).toHaveLength(1);
    expect(shop.world.refunds.listed).toHaveLength(1);
  });
});

describe('two equal parts at once, the first of them silent', () => {
  it.each([
    ['it was performed', [committedInSilence]],
    ['it was lost on the way', [lostInSilence]],
    ['the second is silent as well', [committedInSilence, committedInSilence]],
  ])('both end right where %s, each by its own trxID', async (_, silences) => {
    const shop = await paidShop();
    shop.world.refunds.outcomes.push(...silences);
    const ask = (refundId: string) =>
      requestRefund(shop.ports(), 'SB-1', { refundId, amountPoisha: 40_000, reason: 'Broken' });
    const answers = await Promise.all([ask('R-1'), ask('R-2')]);
    expect(answers.map((answer) => answer?.kind)).toEqual(['accepted', 'accepted']);
    for (let runs = 0; runs < 15; runs += 1) await tenConsumers(shop);

    const refunds = (await shop.ports().orders.find('SB-1'))?.refunds ?? [];
    const trxIds = refunds.map(({ progress }) => progress.state === 'succeeded' && progress.refundTrxId);
    expect(trxIds.sort()).toEqual(['REF1', 'REF2']);
    expect(shop.world.refunds.listed.map(({ amountPoisha }) => amountPoisha)).toEqual([40_000, 40_000]);
    expect(shop.world.refunds.sent).toHaveLength(2 + silences.filter(({ committed }) => !committed).length);
  });
});

async function paidShop(): Promise<ReturnType<typeof shopOn>> {
  const shop = shopOn(server.client);
  await shop.checkout();
  await shop.comesBack();
  return shop;
}

async function tenConsumers(shop: ReturnType<typeof shopOn>): Promise<void> {
  const ports = shop.ports();
  const order = await ports.orders.find('SB-1');
  if (!order) throw new Error('The order is not there.');
  const limits = {
    executeAbortMs: 28_000,
    sendBack: (current: typeof order, due: Parameters<typeof sendMoneyBack>[2]) =>
      sendMoneyBack(ports, current, due, 28_000),
  };
  await Promise.all(Array.from({ length: 10 }, () => lookAgain(ports, order, limits)));
  shop.world.passes(31_000);
}
