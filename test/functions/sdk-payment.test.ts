import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Door } from '../../functions/edge/http.ts';
import { itemFromOrder } from '../../shared/adapters/dynamodb/order-item.ts';
import { createSigner } from '../../shared/adapters/signing/hmac.ts';
import { localWaits } from '../../shared/config/stage.ts';
import type { Order } from '../../shared/domain/order.ts';
import { opens, orderInPage } from '../fakes/in-page.ts';
import { localStage } from '../fakes/stage.ts';
import { aSecret } from './edge/a-secret.ts';
import { httpEvent } from './edge/http-event.ts';
import { problem, started, storefrontKey, table } from './payment-api.ts';

mockClient(SQSClient);
let create: Door;
let execute: Door;
let order: Order;

beforeAll(async () => {
  create = await started('create-sdk-payment');
  execute = await started('execute-sdk-payment');
});
beforeEach(async () => {
  table.reset();
  const { world } = await orderInPage(Date.now());
  await opens(world);
  order = { ...world.order, environment: localStage.stage };
  table.on(GetItemCommand).resolves({ Item: itemFromOrder(order, localWaits) });
});

describe('POST /orders/{orderId}/bkash/create', () => {
  it('answers with what bKash said of the live payment, as it came', async () => {
    const answer = await ask(create, 'create');
    expect(answer.statusCode).toBe(200);
    expect(JSON.parse(answer.body ?? '')).toEqual({ paymentID: 'FRAMETR00111', orgName: 'Shop' });
    expect(answer.headers).toMatchObject({ 'cache-control': 'no-store' });
    expect(table.commandCalls(PutItemCommand)).toHaveLength(0);
  });

  it('is 503 where bKash cannot be reached, and says what to do', async () => {
    table.on(GetItemCommand).resolves({ Item: itemFromOrder({ ...order, attempts: [] }, localWaits) });
    table.on(PutItemCommand).resolves({});
    const answer = await ask(create, 'create');
    expect(answer.statusCode).toBe(503);
    expect(problem(answer)).toMatchObject({ code: 'bkash_unavailable' });
    expect(problem(answer).detail).toContain('payment link');
  });

  it.each<[string, Partial<Order>, number, string]>([
    ['closed', { closed: { as: 'withdrawn', at: 0 } }, 409, 'order_not_payable'],
    ['of the other mode', { mode: 'redirect' }, 409, 'order_not_payable'],
  ])('refuses an order that is %s', async (_, change, status, code) => {
    table.on(GetItemCommand).resolves({ Item: itemFromOrder({ ...order, ...change }, localWaits) });
    const answer = await ask(create, 'create');
    expect([answer.statusCode, problem(answer).code]).toEqual([status, code]);
  });
});

describe('POST /orders/{orderId}/bkash/execute', () => {
  it('is never 503: without a bKash to execute at it is pending', async () => {
    table.on(PutItemCommand).resolves({});
    const answer = await ask(execute, 'execute', { paymentID: 'FRAMETR00111' });
    expect(answer.statusCode).toBe(200);
    expect(JSON.parse(answer.body ?? '')).toEqual({ status: 'pending' });
  });

  it('is 404 for a paymentID that is none of this order’s', async () => {
    const answer = await ask(execute, 'execute', { paymentID: 'FRAMETR00112' });
    expect([answer.statusCode, problem(answer).code]).toEqual([404, 'not_found']);
    expect(table.commandCalls(PutItemCommand)).toHaveLength(0);
  });

  it.each([
    ['no body', undefined],
    ['no paymentID', {}],
    ['a paymentID that is none', { paymentID: '../x' }],
    ['a field too many', { paymentID: 'FRAMETR00111', amount: '1.00' }],
  ])('is 400 for %s', async (_, body) => {
    expect((await ask(execute, 'execute', body)).statusCode).toBe(400);
  });
});

describe('both', () => {
  it('want the order’s own token: none, another order’s and the shop’s key are 401 before the body is read', async () => {
    const others = signer().orderToken('SB-2', order.token.expiresAt, 'k1');
    for (const headers of [{}, { authorization: `Bearer ${others}` }, storefrontKey]) {
      expect((await ask(create, 'create', undefined, headers)).statusCode).toBe(401);
      expect((await ask(execute, 'execute', { nonsense: 1 }, headers)).statusCode).toBe(401);
    }
    expect(table.commandCalls(GetItemCommand)).toHaveLength(0);
  });

  it('are 404 for an order that is gone', async () => {
    table.on(GetItemCommand).resolves({});
    expect((await ask(create, 'create')).statusCode).toBe(404);
    expect((await ask(execute, 'execute', { paymentID: 'FRAMETR00111' })).statusCode).toBe(404);
  });
});

function signer() {
  return createSigner({ environment: localStage.stage, keys: aSecret.signingKeys });
}

function ask(door: Door, what: 'create' | 'execute', body?: object, headers?: Record<string, string>) {
  const token = signer().orderToken('SB-1', order.token.expiresAt, 'k1');
  return door(
    httpEvent({
      method: 'POST',
      path: `/orders/SB-1/bkash/${what}`,
      params: { orderId: 'SB-1' },
      headers: headers ?? { authorization: `Bearer ${token}` },
      ...(body && { body: JSON.stringify(body) }),
    }),
  );
}
