import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dynamoOrderSweep } from '../../../shared/adapters/dynamodb/order-sweep.ts';
import { dynamoOrders } from '../../../shared/adapters/dynamodb/orders.ts';
import { dynamoQuarantine } from '../../../shared/adapters/dynamodb/quarantine.ts';
import { dynamoTrxTies } from '../../../shared/adapters/dynamodb/trx-ties.ts';
import { productionWaits } from '../../../shared/config/stage.ts';
import { newOrder } from '../../../shared/domain/checkout.ts';
import type { Order } from '../../../shared/domain/order.ts';
import { aReceipt } from '../../fakes/receipt.ts';
import { aCheckout } from '../../fakes/world.ts';
import { emptyTable } from '../empty-table.ts';

/**
 * Goal: the daily sweep sees every order written since yesterday, whole and nothing else. Method: a real DynamoDB
 * server with enough orders for more than one page (1 MB), among other items and other stages.
 */
let server: Awaited<ReturnType<typeof emptyTable>>;
const table = (stage = 'live') => ({ client: server.client, name: 'orders', stage });

beforeAll(async () => {
  server = await emptyTable('orders');
});
afterAll(() => server.remove());

describe('the daily sweep', () => {
  it('gives what was written since, on every page, and nothing older', async () => {
    const recent = Array.from({ length: 300 }, (_, number) => orderOf(`NEW-${number}`, 2_000));
    for (const order of recent) await dynamoOrders(table(), productionWaits).create(order);
    await dynamoOrders(table(), productionWaits).create(orderOf('OLD', 1_999));

    const found = await swept(2_000);
    expect(found.pages).toBeGreaterThan(1);
    expect(found.orders.map(({ orderId }) => orderId).sort()).toEqual(
      recent.map(({ orderId }) => orderId).sort(),
    );
    expect(found.orders.find(({ orderId }) => orderId === 'NEW-7')).toEqual({ ...recent[7], version: 1 });
  });

  it('leaves other items and other stages alone', async () => {
    await dynamoTrxTies(table()).tie('TRX0000001', { orderId: 'NEW-1', attempt: 1 });
    await dynamoQuarantine(table()).keep({
      receipt: aReceipt({ receivedAt: 9_000 }),
      reason: 'stale',
      body: '{}',
    });
    const elsewhere = { ...orderOf('ELSEWHERE', 9_000), environment: 'sandbox' };
    await dynamoOrders(table('sandbox'), productionWaits).create(elsewhere);
    expect((await swept(9_000)).orders).toEqual([]);
    expect((await swept(9_000, 'sandbox')).orders).toEqual([{ ...elsewhere, version: 1 }]);
  });
});

async function swept(since: number, stage = 'live') {
  const orders: Order[] = [];
  let pages = 0;
  for await (const page of dynamoOrderSweep(table(stage)).writtenSince(since)) {
    pages += 1;
    orders.push(...page);
  }
  return { orders, pages };
}

function orderOf(orderId: string, now: number): Order {
  const customer = { ...aCheckout.customer, name: 'Rahima Khatun '.repeat(300) };
  return newOrder({ ...aCheckout, orderId, customer }, 'live', 'k1', now);
}
