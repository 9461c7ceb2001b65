import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Door } from '../../functions/edge/http.ts';
import { itemFromOrder } from '../../shared/adapters/dynamodb/order-item.ts';
import { localWaits } from '../../shared/config/stage.ts';
import type { Order } from '../../shared/domain/order.ts';
import { paidOrder } from '../fakes/refunding.ts';
import { localStage } from '../fakes/stage.ts';
import { httpEvent } from './edge/http-event.ts';
import { problem, started, storefrontKey, table } from './payment-api.ts';

const queue = mockClient(SQSClient);
const asked = { refundId: 'R-1', amount: '50.00', reason: 'Broken cup' };

let refundOrder: Door;
let getRefund: Door;
let paid: Order;

beforeAll(async () => {
  refundOrder = await started('refund-order');
  getRefund = await started('get-refund');
});
beforeEach(async () => {
  table.reset();
  queue.reset();
  paid = { ...(await paidOrder()).order, environment: localStage.stage };
  stored(paid);
});

describe('POST /orders/{orderId}/refunds', () => {
  it('takes a refund up with 202 and sends the consumer after it', async () => {
    const answer = await post(asked);
    expect(answer.statusCode).toBe(202);
    expect(JSON.parse(answer.body ?? '')).toMatchObject({ ...asked, state: 'requested' });
    expect(table.commandCalls(PutItemCommand)).toHaveLength(1);
    expect(queue.commandCalls(SendMessageCommand)[0]?.args[0].input.MessageBody).toBe(
      JSON.stringify({ kind: 'look', orderId: 'SB-1' }),
    );
  });

  it('answers the same again with 200 and writes nothing', async () => {
    stored(withRefund(paid));
    expect((await post(asked)).statusCode).toBe(200);
    expect(table.commandCalls(PutItemCommand)).toHaveLength(0);
  });

  it.each([
    ['another amount under the same id', () => withRefund(paid), { amount: '60.00' }, 409, 'refund_conflict'],
    ['an order that nobody paid', () => ({ ...paid, attempts: [] }), {}, 409, 'order_not_refundable'],
    ['more than was paid', () => paid, { amount: '1050.01' }, 422, 'over_refund'],
    ['no order at all', () => undefined, {}, 404, 'not_found'],
    ['a reason with a tag', () => paid, { reason: '<b>' }, 400, 'invalid_request'],
    ['no reason', () => paid, { reason: '' }, 400, 'invalid_request'],
    ['a blank reason', () => paid, { reason: '  ' }, 400, 'invalid_request'],
    ['an amount of nothing', () => paid, { amount: '0.00' }, 400, 'invalid_request'],
  ])('refuses %s, and says what is possible', async (_, order, changes, status, code) => {
    stored(order());
    const answer = await post({ ...asked, ...changes });
    expect(answer.statusCode).toBe(status);
    expect(problem(answer)).toMatchObject({ code });
    expect(problem(answer).detail).toMatch(/\w/);
  });

  it('says how much is left', async () => {
    stored(withRefund(paid));
    const answer = await post({ ...asked, refundId: 'R-2', amount: '1050.00' });
    expect(problem(answer).detail).toContain('1000.00');
  });

  it('is the shop’s alone: without its key 401, whatever the order', async () => {
    const event = httpEvent({
      path: '/orders/SB-1/refunds',
      params: { orderId: 'SB-1' },
      body: JSON.stringify(asked),
    });
    expect((await refundOrder(event)).statusCode).toBe(401);
    expect(table.commandCalls(GetItemCommand)).toHaveLength(0);
  });
});

describe('GET /orders/{orderId}/refunds/{refundId}', () => {
  it('shows how far it has come', async () => {
    stored(withRefund(paid));
    const answer = await get('R-1');
    expect(answer.statusCode).toBe(200);
    expect(JSON.parse(answer.body ?? '')).toMatchObject({ refundId: 'R-1', state: 'requested' });
  });

  it('answers 404 for one that nobody asked for', async () => {
    expect((await get('R-9')).statusCode).toBe(404);
  });
});

function stored(order: Order | undefined): void {
  table.on(GetItemCommand).resolves(order ? { Item: itemFromOrder(order, localWaits) } : {});
}

function withRefund(order: Order): Order {
  const refund = {
    refundId: 'R-1',
    attempt: 1,
    trxId: 'DKN1A2B3C4',
    amountPoisha: 5_000,
    reason: 'Broken cup',
    at: 0,
  };
  const progress = { state: 'requested' as const, changedAt: 0, nextTryAt: 0, tries: 0 };
  return { ...order, refunds: [{ ...refund, progress }] };
}

function post(body: unknown) {
  const params = { orderId: 'SB-1' };
  return refundOrder(
    httpEvent({
      method: 'POST',
      path: '/orders/SB-1/refunds',
      params,
      body: JSON.stringify(body),
      headers: storefrontKey,
    }),
  );
}

function get(refundId: string) {
  const params = { orderId: 'SB-1', refundId };
  return getRefund(httpEvent({ path: `/orders/SB-1/refunds/${refundId}`, params, headers: storefrontKey }));
}
