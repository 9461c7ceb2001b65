import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Door } from '../../functions/edge/http.ts';
import { problemSchema } from '../../shared/contract/problem.ts';
import { httpEvent } from './edge/http-event.ts';
import { problem, started, storefrontKey, table } from './payment-api.ts';

const good = {
  orderId: 'SB-1',
  amount: '1050.00',
  currency: 'BDT',
  customer: { name: 'Rahima', email: 'rahima@example.com', phone: '01712345678' },
  returnUrl: 'http://localhost:3000/orders/SB-1',
};

let handler: Door;

beforeAll(async () => {
  handler = await started('start-checkout');
});
beforeEach(() => {
  table.resetHistory();
});

function post(body: string, headers: Record<string, string> = storefrontKey) {
  return handler(httpEvent({ method: 'POST', path: '/checkouts', body, headers }));
}

/** `path` as it appears in the body, and what stands there. */
const badFields: Array<[path: string, body: unknown]> = [
  ...[
    '1e2',
    '0x10',
    '-1.00',
    '0.00',
    '100.001',
    '100',
    '১০০.০০',
    '9007199254740992.00',
    ' 1.00',
    '01.00',
    '',
  ].map((amount): [string, unknown] => ['amount', { ...good, amount }]),
  ['amount', { ...good, amount: 1050 }],
  ['amount', { ...good, amount: '500000.01' }],
  ['amount', { ...good, amount: '0.99' }],
  ['currency', { ...good, currency: 'USD' }],
  ...['SB/1', 'SB%2F1', 'SB.1', '..', '<b>', '', 'x'.repeat(65), '-SB', 'এক'].map(
    (orderId): [string, unknown] => ['orderId', { ...good, orderId }],
  ),
  ['returnUrl', { ...good, returnUrl: 'https://evil.example/' }],
  ['returnUrl', { ...good, returnUrl: 'http://localhost:3000.evil.example/' }],
  ['returnUrl', { ...good, returnUrl: 'http://localhost:3000@evil.example/' }],
  ['returnUrl', { ...good, returnUrl: '//localhost:3000/x' }],
  ['returnUrl', { ...good, returnUrl: 'javascript:alert(1)' }],
  ['customer.email', { ...good, customer: { email: 'a@b.example\r\nBcc: x@y.example' } }],
  ['customer.name', { ...good, customer: { name: 'a\u0000b' } }],
  ['customer.name', { ...good, customer: { name: 'half a character: \ud800' } }],
  ['returnUrl', { ...good, returnUrl: 'http://localhost:3000/\ud800' }],
  ['customer.phone', { ...good, customer: { phone: '12345' } }],
  ['customer.nickname', { ...good, customer: { nickname: 'x' } }],
  ['customer', { ...good, customer: undefined }],
  ['locale', { ...good, locale: 'fr' }],
  ['mode', { ...good, mode: 'sdk' }],
  ['expiresInMinutes', { ...good, expiresInMinutes: 9 }],
  ['expiresInMinutes', { ...good, expiresInMinutes: 10.5 }],
  ['discount', { ...good, discount: '1.00' }],
];

describe('POST /checkouts', () => {
  it.each(badFields)('refuses a bad %s by name, writes nothing and calls nobody: %j', async (path, body) => {
    const answer = await post(JSON.stringify(body));
    expect(answer.statusCode).toBe(400);
    expect(problemSchema.parse(problem(answer))).toMatchObject({
      code: 'invalid_request',
      errors: [{ path }],
    });
    expect(table.calls()).toHaveLength(0);
  });

  it.each(['', '{', '[]', 'null', '"x"', '12', `${'['.repeat(4000)}`])(
    'refuses a body that is no JSON object: %j',
    async (body) => {
      const answer = await post(body);
      expect(answer.statusCode).toBe(400);
      expect(table.calls()).toHaveLength(0);
    },
  );

  it.each(['__proto__', 'constructor', 'prototype'])(
    'refuses a body with %s, and no object changes',
    async (key) => {
      const body = `${JSON.stringify(good).slice(0, -1)},"${key}":{"polluted":true}}`;
      const answer = await post(body);
      expect(answer.statusCode).toBe(400);
      expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
      expect(table.calls()).toHaveLength(0);
    },
  );

  it('refuses a body over 8 kB before it is parsed or its sender is known', async () => {
    const answer = await post(`{"orderId":"${'x'.repeat(8200)}`, {});
    expect(answer.statusCode).toBe(413);
    expect(problem(answer).code).toBe('too_large');
  });

  it.each([
    {},
    { authorization: 'Bearer wrong' },
    { authorization: 'Basic c2s=' },
    { authorization: 'Bearer v1.k1.1.x' },
  ])('answers 401, alike, before it reads the body: %j', async (headers) => {
    const answer = await post('{', headers);
    expect(answer.statusCode).toBe(401);
    expect(problem(answer).code).toBe('unauthorized');
    expect(table.calls()).toHaveLength(0);
  });

  it('quotes nothing personal in a refusal', async () => {
    const answer = await post(
      JSON.stringify({ ...good, customer: { email: 'rahima.at.example', phone: '01799' } }),
    );
    expect(answer.body).not.toMatch(/rahima|01799/);
  });
});
