import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Door } from '../../functions/edge/http.ts';
import { itemFromOrder } from '../../shared/adapters/dynamodb/order-item.ts';
import { signOrderToken } from '../../shared/adapters/signing/hmac.ts';
import { localWaits } from '../../shared/config/stage.ts';
import { localStage } from '../fakes/stage.ts';
import { World } from '../fakes/world.ts';
import { aSecret } from './edge/a-secret.ts';
import { httpEvent } from './edge/http-event.ts';
import { problem, started, storefrontKey, table } from './payment-api.ts';

const [key] = aSecret.signingKeys;
if (!key) throw new Error('The made-up secret has no signing key.');
const environment = localStage.stage;
const expiresAtSeconds = Math.floor(Date.now() / 1000) + 3600;
const token = signOrderToken({ environment, orderId: 'SB-1', expiresAtSeconds, key });

let handler: Door;

beforeAll(async () => {
  handler = await started('cancel-order');
});
beforeEach(async () => {
  table.reset();
  const world = new World();
  world.now = Date.now();
  await world.checkout();
  table
    .on(GetItemCommand)
    .resolves({ Item: itemFromOrder({ ...world.order, environment }, localWaits) })
    .on(PutItemCommand)
    .resolves({});
});

function cancel(headers: Record<string, string>, query = '', orderId = 'SB-1') {
  const path = `/orders/${orderId}/cancel`;
  return handler(httpEvent({ method: 'POST', path, params: { orderId }, headers, query }));
}

describe('POST /orders/{orderId}/cancel', () => {
  it('withdraws the order for the shop', async () => {
    const answer = await cancel(storefrontKey);
    expect(answer.statusCode).toBe(200);
    expect(JSON.parse(answer.body ?? '')).toMatchObject({ status: 'cancelled', payable: false });
  });

  it.each([
    ['nothing', {}, ''],
    ['a wrong key', { authorization: 'Bearer wrong' }, ''],
    ["the customer's own token as Bearer", { authorization: `Bearer ${token}` }, ''],
    ["the customer's own token in the address", {}, `token=${token}`],
  ])('answers 401 to %s, and touches no order', async (_, headers, query) => {
    const answer = await cancel(headers, query);
    expect(answer.statusCode).toBe(401);
    expect(problem(answer).code).toBe('unauthorized');
    expect(table.calls()).toHaveLength(0);
  });

  it('answers 400 to an id that is none, and 404 to one that nobody has', async () => {
    expect((await cancel(storefrontKey, '', 'SB.1')).statusCode).toBe(400);
    table.on(GetItemCommand).resolves({});
    expect((await cancel(storefrontKey)).statusCode).toBe(404);
  });
});
