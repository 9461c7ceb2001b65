import { describe, expect, it } from 'vitest';
import { requireKeyOrToken, requireOrderToken, requireStorefrontKey } from '../../../functions/edge/auth.ts';
import { ProblemError } from '../../../functions/edge/problem.ts';
import { signOrderToken } from '../../../shared/adapters/signing/hmac.ts';
import { aSecret } from './a-secret.ts';
import { doorRequest } from './http-event.ts';

const [keyOne, keyTwo] = aSecret.storefrontKeys as [string, string];
const nowMs = 1_790_000_000_000;
const tokenOf = (orderId: string, stage = 'local', expiresAtSeconds = nowMs / 1000 + 60) =>
  signOrderToken({ environment: stage, orderId, expiresAtSeconds, key: aSecret.signingKeys[0] as never });
const token = tokenOf('SB-1');
const check = { secret: aSecret, stage: 'local', orderId: 'SB-1', nowMs };

const nothing = doorRequest();
const bearing = (credential: string) => doorRequest({ headers: { authorization: `Bearer ${credential}` } });
const withQuery = (query: string) => doorRequest({ query });

describe('a storefront key', () => {
  it.each([keyOne, keyTwo])('is accepted while it is one of the two in the secret', (key) => {
    expect(() => requireStorefrontKey(bearing(key), aSecret)).not.toThrow();
  });

  it.each([
    ['none', nothing],
    ['an unknown one', bearing(`${keyOne}x`)],
    ['a truncated one', bearing(keyOne.slice(0, -1))],
    ['one under another scheme', doorRequest({ headers: { authorization: `Basic ${keyOne}` } })],
    ['one without a scheme', doorRequest({ headers: { authorization: keyOne } })],
    ['two in one header', doorRequest({ headers: { authorization: `Bearer ${keyOne},Bearer ${keyTwo}` } })],
    ['one in the address', withQuery(`token=${keyOne}`)],
    ['a good order token', bearing(token)],
  ])('is asked for in vain with %s', (_what, request) => {
    expect(refusalOf(() => requireStorefrontKey(request, aSecret))).toEqual(unauthorized);
  });
});

describe('an order token', () => {
  it.each([
    ['in the address', withQuery(`token=${token}`)],
    ['as bearer', bearing(token)],
  ])('is accepted %s', (_where, request) => {
    expect(() => requireOrderToken(request, check)).not.toThrow();
  });

  it.each([
    ['none', nothing, {}],
    ['one of another order', bearing(tokenOf('SB-2')), {}],
    ['one of another stage', bearing(tokenOf('SB-1', 'live')), {}],
    ['an expired one', bearing(tokenOf('SB-1', 'local', nowMs / 1000)), {}],
    ['a truncated one', bearing(token.slice(0, -2)), {}],
    ['two of them', withQuery(`token=${token}&token=${token}`), {}],
    ['a storefront key', bearing(keyOne), {}],
    ['a malformed order id', bearing(token), { orderId: 'SB/1' }],
    ['no order id', bearing(token), { orderId: undefined }],
  ])('is refused, always with the same words, for %s', (_what, request, other) => {
    expect(refusalOf(() => requireOrderToken(request, { ...check, ...other }))).toEqual(unauthorized);
  });
});

describe('a route that takes either', () => {
  it('says which one it was given', () => {
    expect(requireKeyOrToken(bearing(keyTwo), check)).toBe('key');
    expect(requireKeyOrToken(bearing(token), check)).toBe('token');
    expect(requireKeyOrToken(withQuery(`token=${token}`), check)).toBe('token');
  });

  it('lets the shop’s key reach the 400 of a malformed order id', () => {
    expect(requireKeyOrToken(bearing(keyOne), { ...check, orderId: 'SB/1' })).toBe('key');
  });

  it('refuses neither', () => {
    expect(refusalOf(() => requireKeyOrToken(nothing, check))).toEqual(unauthorized);
    expect(refusalOf(() => requireKeyOrToken(bearing(tokenOf('SB-2')), check))).toEqual(unauthorized);
  });
});

const unauthorized = {
  code: 'unauthorized',
  detail: 'The credential is missing, malformed, expired or not for this order.',
};

function refusalOf(act: () => unknown): { code: string; detail: string } {
  try {
    act();
  } catch (error) {
    if (error instanceof ProblemError) return { code: error.code, detail: error.detail };
    throw error;
  }
  throw new Error('it was accepted');
}
