import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { parseBody, parseParams } from '../../../functions/edge/input.ts';
import { type FieldError, ProblemError } from '../../../functions/edge/problem.ts';
import { checkoutRequestSchema } from '../../../shared/contract/checkout.ts';
import { idSchema } from '../../../shared/contract/values.ts';
import { doorRequest } from './http-event.ts';

const good = {
  orderId: 'SB-1',
  amount: '1050.00',
  currency: 'BDT',
  customer: { name: 'রহিম', email: 'rahim@example.com', phone: '01712345678' },
  returnUrl: 'https://shop.example/thanks',
};
const asJson = { 'content-type': 'application/json' };

describe('a body', () => {
  it('comes out as the schema gives it, defaults filled in', () => {
    expect(parsed(JSON.stringify(good))).toEqual({
      ...good,
      locale: 'bn',
      mode: 'redirect',
      expiresInMinutes: 1440,
    });
  });

  it.each([
    'application/json',
    'application/json; charset=utf-8',
    'Application/JSON',
    'application/merge-patch+json',
    undefined,
  ])('may be called %s', (contentType) => {
    const headers = contentType === undefined ? {} : { 'content-type': contentType };
    expect(parsed(JSON.stringify(good), headers)).toMatchObject({ orderId: 'SB-1' });
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/jsonx', 'text/json+x', ''])(
    'may not be called "%s"',
    (contentType) => {
      expect(errorsOf(JSON.stringify(good), { 'content-type': contentType })).toEqual([
        { path: 'content-type', message: 'must be application/json' },
      ]);
    },
  );

  it.each([
    ['nothing', '', 'is empty; a JSON object is needed'],
    ['half of one', '{"orderId":', 'is not JSON'],
    ['a list', '[]', 'must be a JSON object'],
    ['a text', '"x"', 'must be a JSON object'],
    ['null', 'null', 'must be a JSON object'],
  ])('is refused when it is %s', (_what, body, message) => {
    expect(errorsOf(body)).toEqual([{ path: '', message }]);
  });

  it('is refused when its bytes are not UTF-8', () => {
    const request = { ...doorRequest({ headers: asJson }), rawBody: Buffer.from([0x22, 0xff, 0x22]) };
    expect(refusalOf(() => parseBody(request, checkoutRequestSchema)).errors).toEqual([
      { path: '', message: 'is not JSON' },
    ]);
  });

  it.each(['{"__proto__":{"polluted":1}}', '{"constructor":{"prototype":{"polluted":1}}}'])(
    'that reaches for the prototype is refused and changes nothing: %s',
    (poison) => {
      const body = JSON.stringify(good).slice(0, -1) + poison.replace('{', ',');
      expect(errorsOf(body)[0]?.message).toBe('is not a field of this request');
      expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    },
  );

  it.each([
    ['"customer":{"__proto__":{"name":"x"}}', 'customer.__proto__'],
    ['"customer":{"nick":"x"}', 'customer.nick'],
    ['"coupon":1', 'coupon'],
  ])('names the unknown field in %s', (part, path) => {
    expect(errorsOf(`${JSON.stringify(good).slice(0, -1)},${part}}`)).toEqual([
      { path, message: 'is not a field of this request' },
    ]);
  });

  it.each([
    ['orderId', 'a/b', /letters, digits/],
    ['orderId', 5, /^must be of type string$/],
    ['amount', '1e2', /two decimals/],
    ['amount', '0x10', /two decimals/],
    ['amount', '-1.00', /two decimals/],
    ['amount', '100.001', /two decimals/],
    ['amount', '100', /two decimals/],
    ['amount', '১০০.০০', /two decimals/],
    ['amount', '9007199254740992.00', /two decimals/],
    ['amount', '0.00', /^must be above zero$/],
    ['amount', 100, /^must be of type string$/],
    ['currency', 'USD', /^must be "BDT"$/],
    ['customer', undefined, /^is missing$/],
    ['customer', [], /^must be a JSON object$/],
    ['returnUrl', 'javascript:alert(1)', /URL/],
    ['returnUrl', `https://shop.example/${'a'.repeat(512)}`, /at most 512 characters$/],
    ['locale', 'fr', /^must be "bn" or "en"$/],
    ['expiresInMinutes', 9, /^must be at least 10$/],
    ['expiresInMinutes', 10.5, /^must be of type int$/],
  ])('with %s = %j is refused and told what is right', (field, value, message) => {
    const errors = errorsOf(JSON.stringify({ ...good, [field]: value }));
    expect(errors.map(({ path }) => path)).toEqual([field]);
    expect(errors[0]?.message).toMatch(message);
  });

  it('is refused without repeating anything personal', () => {
    const customer = { name: '<Karim>', email: 'karim@@example', phone: '01712345' };
    const refusal = refusalOf(() => parsed(JSON.stringify({ ...good, customer })));
    expect(refusal.errors?.map(({ path }) => path)).toEqual([
      'customer.name',
      'customer.email',
      'customer.phone',
    ]);
    expect(JSON.stringify(refusal.errors) + refusal.detail).not.toMatch(/Karim|karim|01712345/);
  });

  it('gets twenty errors at most, each with a short path', () => {
    const many = Object.fromEntries(
      Array.from({ length: 50 }, (_, index) => [`${'x'.repeat(100)}${index}`, 1]),
    );
    const errors = errorsOf(JSON.stringify({ ...good, ...many }));
    expect(errors.length).toBe(20);
    expect(Math.max(...errors.map(({ path }) => path.length))).toBe(64);
  });
});

describe('path parameters', () => {
  const schema = z.strictObject({ orderId: idSchema });

  it('come out as the schema gives them', () => {
    expect(parseParams(doorRequest({ params: { orderId: 'SB-1' } }), schema)).toEqual({ orderId: 'SB-1' });
  });

  it.each(['a/b', 'a%2Fb', '%41', '..', 'a.b', '<b>', '-a', '', 'a'.repeat(65), 'a\n', 'খ'])(
    'are refused by name when an id is %j',
    (orderId) => {
      const { errors } = refusalOf(() => parseParams(doorRequest({ params: { orderId } }), schema));
      expect(errors?.map(({ path }) => path)).toEqual(['orderId']);
    },
  );
});

function parsed(body: string, headers: Record<string, string> = asJson) {
  return parseBody(doorRequest({ method: 'POST', headers, body }), checkoutRequestSchema);
}

function errorsOf(body: string, headers: Record<string, string> = asJson): readonly FieldError[] {
  return refusalOf(() => parsed(body, headers)).errors ?? [];
}

function refusalOf(act: () => unknown): ProblemError {
  try {
    act();
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'invalid_request') return error;
    throw error;
  }
  throw new Error('it was accepted');
}
