import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Door } from '../../functions/edge/http.ts';
import { itemFromOrder } from '../../shared/adapters/dynamodb/order-item.ts';
import { signCallback, signOrderToken } from '../../shared/adapters/signing/hmac.ts';
import { localWaits } from '../../shared/config/stage.ts';
import type { Order } from '../../shared/domain/order.ts';
import { localStage } from '../fakes/stage.ts';
import { World } from '../fakes/world.ts';
import { aSecret } from './edge/a-secret.ts';
import { httpEvent } from './edge/http-event.ts';
import { started, table } from './payment-api.ts';

const [key] = aSecret.signingKeys;
if (!key) throw new Error('The made-up secret has no signing key.');
const environment = localStage.stage;
const expiresAtSeconds = Math.floor(Date.now() / 1000) + 3600;
const token = signOrderToken({ environment, orderId: 'SB-1', expiresAtSeconds, key });
const mac = signCallback({ environment, orderId: 'SB-1', attempt: 1, key });
const callbackQuery = 'paymentID=TR00111&status=success&signature=abcdefghij';

let world: World;
let payLink: Door;
let returnFromBkash: Door;
let getOrder: Door;

beforeAll(async () => {
  payLink = await started('pay-link');
  returnFromBkash = await started('return-from-bkash');
  getOrder = await started('get-order');
});
beforeEach(async () => {
  table.reset();
  world = new World();
  world.now = Date.now();
  await world.checkout();
  const order = { ...world.order, environment };
  table.on(GetItemCommand).resolves({ Item: itemFromOrder(order, localWaits) });
});

function pay(query: string, orderId = 'SB-1') {
  return payLink(httpEvent({ path: `/pay/${orderId}`, params: { orderId }, query }));
}

function back(params: { orderId: string; attempt: string; mac: string }, query = callbackQuery) {
  return returnFromBkash(httpEvent({ path: '/callbacks/bkash/x', params, query }));
}

const otherKey = { id: 'k1', key: 'B'.repeat(43) };
const badTokens: Array<[string, string]> = [
  ['none', ''],
  ['truncated', `token=${token.slice(0, -1)}`],
  ['longer', `token=${token}A`],
  ["another order's", `token=${signOrderToken({ environment, orderId: 'SB-2', expiresAtSeconds, key })}`],
  [
    "another stage's",
    `token=${signOrderToken({ environment: 'live', orderId: 'SB-1', expiresAtSeconds, key })}`,
  ],
  ['an expired one', `token=${signOrderToken({ environment, orderId: 'SB-1', expiresAtSeconds: 1, key })}`],
  [
    'one of a stranger’s key',
    `token=${signOrderToken({ environment, orderId: 'SB-1', expiresAtSeconds, key: otherKey })}`,
  ],
  ["a callback's MAC", `token=${mac}`],
  ['two at once', `token=${token}&token=${token}`],
];

describe('GET /pay/{orderId}', () => {
  it.each(badTokens)('with %s token is 401, as a page, and reads nothing', async (_, query) => {
    const answer = await pay(query);
    expect(answer.statusCode).toBe(401);
    expect(answer.headers?.['content-type']).toMatch(/^text\/html/);
    expect(table.calls()).toHaveLength(0);
  });

  it('leads on with its own token', async () => {
    const answer = await pay(`token=${token}`);
    expect(answer.statusCode).toBe(303);
    expect(answer.headers).toMatchObject({
      location: 'https://page.example/TR00111',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
    });
  });

  it.each([
    ['bn', '৳৮৫০.০০'],
    ['en', '৳850.00'],
  ] as const)('waits with the amount in the digits of its customer: %s', async (locale, amount) => {
    const order = { ...world.order, environment, locale, amountPoisha: 85_000 };
    const attempts = order.attempts.map((attempt) => ({ ...attempt, state: 'authorised' as const }));
    table.on(GetItemCommand).resolves({ Item: itemFromOrder({ ...order, attempts } as Order, localWaits) });
    const answer = await pay(`token=${token}`);
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toContain(amount);
  });

  it.each<[string, Pick<Order, 'customer' | 'emailTrouble'>, boolean]>([
    ['of an email address', { customer: { email: 'a@example.com' } }, true],
    ['of a number alone', { customer: { phone: '01700000001' } }, true],
    ['who wants no email', { customer: { email: 'a@example.com' }, emailTrouble: 'complained' }, false],
  ])('promises the link to a customer %s only if it will be sent', async (_, whom, isTold) => {
    const until = world.now + 60_000;
    const linkNotice = { state: 'owed' as const, tries: 0, nextLookAt: until };
    const order = { ...world.order, environment, locale: 'en' as const, ...whom, attempts: [], linkNotice };
    const waits = { ...order, createBackoff: { failures: 3, until } };
    table.on(GetItemCommand).resolves({ Item: itemFromOrder(waits, localWaits) });
    const { body } = await pay(`token=${token}`);
    expect(body).toContain('This page tries again by itself.');
    expect(body?.includes('we send you the link')).toBe(isTold);
  });

  it('of an order that is gone is 404', async () => {
    table.on(GetItemCommand).resolves({});
    expect((await pay(`token=${token}`)).statusCode).toBe(404);
  });
});

describe('GET /orders/{orderId}', () => {
  it.each(badTokens.slice(0, 8))('with %s token is 401', async (_, query) => {
    const answer = await getOrder(httpEvent({ path: '/orders/SB-1', params: { orderId: 'SB-1' }, query }));
    expect(answer.statusCode).toBe(401);
    expect(table.calls()).toHaveLength(0);
  });

  it('shows a token’s holder nothing personal', async () => {
    const answer = await getOrder(
      httpEvent({ path: '/orders/SB-1', params: { orderId: 'SB-1' }, query: `token=${token}` }),
    );
    expect(answer.statusCode).toBe(200);
    expect(answer.body).not.toMatch(/Rahima|rahima|01712345678|payer/);
  });
});

describe('GET /callbacks/bkash/…', () => {
  const good = { orderId: 'SB-1', attempt: '1', mac };

  it.each([
    ['a truncated MAC', { ...good, mac: mac.slice(0, -1) }],
    ["another attempt's MAC", { ...good, attempt: '2' }],
    ["another order's MAC", { ...good, orderId: 'SB-2' }],
    ['an order token as MAC', { ...good, mac: token }],
    ['a number that is none', { ...good, attempt: '01' }],
    ['an orderId that is none', { ...good, orderId: '../SB-1' }],
  ])('with %s is 404, as a page, and reads nothing', async (_, params) => {
    const answer = await back(params);
    expect(answer.statusCode).toBe(404);
    expect(answer.headers?.['content-type']).toMatch(/^text\/html/);
    expect(table.calls()).toHaveLength(0);
  });

  it.each([
    '',
    'paymentID=TR00111',
    'paymentID=TR00111&status=paid',
    'paymentID=<b>&status=success',
    'status=success',
  ])('with the query %j is 400 and reads nothing', async (query) => {
    expect((await back(good, query)).statusCode).toBe(400);
    expect(table.calls()).toHaveLength(0);
  });

  it('with a parameter sent twice is 400: no handler picks one of two', async () => {
    expect((await back(good, `${callbackQuery}&status=cancel`)).statusCode).toBe(400);
  });

  it("with a paymentID that is not the attempt's is 404 and writes nothing", async () => {
    const answer = await back(good, 'paymentID=TR0011other&status=success');
    expect(answer.statusCode).toBe(404);
    expect(table.commandCalls(GetItemCommand)).toHaveLength(1);
    expect(table.calls()).toHaveLength(1);
  });

  it('leads back to the shop with orderId and status', async () => {
    const answer = await back(good, 'paymentID=TR00111&status=cancel');
    const [write] = table.calls().slice(1);
    expect(write).toBeDefined();
    expect(answer.statusCode).toBe(303);
    expect(answer.headers?.location).toBe('https://shop.example/orders/SB-1?orderId=SB-1&status=cancelled');
  });
});
