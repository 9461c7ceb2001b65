import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { orderLookAt } from '../../../shared/domain/due.ts';
import { lookAgain } from '../../../shared/usecases/look-again.ts';
import { requestRefund } from '../../../shared/usecases/request-refund.ts';
import { sendMoneyBack } from '../../../shared/usecases/send-money-back.ts';
import { emptyTable } from '../empty-table.ts';
import { shopOn } from './shop.ts';

/**
 * Goal: money goes back once and never above what came, by the conditions of a real DynamoDB server. Method: the use
 * cases on one table, a hundred requests and then ten consumers started together.
 */
let server: Awaited<ReturnType<typeof emptyTable>>;

beforeAll(async () => {
  server = await emptyTable('orders');
});
afterAll(() => server.remove());

describe('a hundred refunds of one order at once', () => {
  it('never exceed the captured amount, and ten consumers send each once', async () => {
    const shop = shopOn(server.client);
    await shop.checkout();
    await shop.comesBack();
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
