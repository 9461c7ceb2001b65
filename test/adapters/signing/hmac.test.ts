import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createSigner,
  signCallback,
  signOrderToken,
  verifyCallback,
  verifyOrderToken,
} from '../../../shared/adapters/signing/hmac.ts';

const k1 = { id: 'k1', key: 'A'.repeat(43) };
const k2 = { id: 'k2', key: 'B'.repeat(43) };
const expiresAtSeconds = 1_800_000_000;
const beforeExpiryMs = expiresAtSeconds * 1000 - 1;
const claim = { environment: 'live', orderId: 'SB-1', expiresAtSeconds, key: k1 };
const token = signOrderToken(claim);
const check = { token, environment: 'live', orderId: 'SB-1', keys: [k2, k1], nowMs: beforeExpiryMs };

describe('an order token', () => {
  it('is v1, key id, expiry and a MAC over purpose, environment, order and expiry', () => {
    const mac = createHmac('sha256', Buffer.from(k1.key, 'base64url'))
      .update('["order-token","live","SB-1",1800000000]')
      .digest('base64url');
    expect(token).toBe(`v1.k1.1800000000.${mac}`);
  });

  it('is the same whenever it is made', () => {
    expect(signOrderToken(claim)).toBe(token);
  });

  it('opens its own order until the second it expires', () => {
    expect(verifyOrderToken(check)).toBe(true);
    expect(verifyOrderToken({ ...check, nowMs: beforeExpiryMs + 1 })).toBe(false);
  });

  it.each([
    ['another order', { orderId: 'SB-2' }],
    ['another environment', { environment: 'sandbox' }],
    ['a stage whose key of that id differs', { keys: [{ id: 'k1', key: k2.key }] }],
    ['a stage that has retired its key', { keys: [k2] }],
  ])('is worth nothing for %s', (_what, other) => {
    expect(verifyOrderToken({ ...check, ...other })).toBe(false);
  });

  it.each([
    ['a later expiry', token.replace('1800000000', '1800000001')],
    ['an expiry with a sign', token.replace('.18', '.+18')],
    ['an expiry with a leading zero', token.replace('.18', '.018')],
    ['another key id', token.replace('k1', 'k2')],
    ['a truncated MAC', token.slice(0, -1)],
    ['no MAC', token.slice(0, -43)],
    ['something behind it', `${token}=`],
    ['a line end behind it', `${token}\n`],
    ['a space before it', ` ${token}`],
    ['nothing at all', ''],
  ])('is refused with %s', (_what, changed) => {
    expect(verifyOrderToken({ ...check, token: changed })).toBe(false);
  });

  it('has one spelling: other base64url spellings of the same MAC are refused', () => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const good = [...alphabet].filter((last) =>
      verifyOrderToken({ ...check, token: token.slice(0, -1) + last }),
    );
    expect(good).toEqual([token.at(-1)]);
  });

  it('is no longer good when any one character of it changes', () => {
    fc.assert(
      fc.property(fc.nat(token.length - 1), fc.string({ minLength: 1, maxLength: 1 }), (at, character) => {
        fc.pre(token[at] !== character);
        const changed = token.slice(0, at) + character + token.slice(at + 1);
        return !verifyOrderToken({ ...check, token: changed });
      }),
    );
  });

  it('never equals the token of other fields, however they are cut', () => {
    const fields = fc.tuple(fc.string(), fc.string());
    fc.assert(
      fc.property(fields, fields, ([environment, orderId], [otherEnvironment, otherOrderId]) => {
        fc.pre(environment !== otherEnvironment || orderId !== otherOrderId);
        const made = signOrderToken({ ...claim, environment, orderId });
        return made !== signOrderToken({ ...claim, environment: otherEnvironment, orderId: otherOrderId });
      }),
    );
  });
});

describe('the MAC of a callback', () => {
  const mac = signCallback({ environment: 'live', orderId: 'SB-1', attempt: 1, key: k1 });
  const given = { mac, environment: 'live', orderId: 'SB-1', attempt: 1, keys: [k2, k1] };

  it('can stand in a path as it is', () => {
    expect(mac).toMatch(/^[A-Za-z0-9_-]{43}$/);
  });

  it('is good with any key the stage still knows', () => {
    expect(verifyCallback(given)).toBe(true);
    expect(verifyCallback({ ...given, keys: [k1] })).toBe(true);
    expect(verifyCallback({ ...given, keys: [k2] })).toBe(false);
  });

  it.each([
    ['another order', { orderId: 'SB-2' }],
    ['another attempt', { attempt: 2 }],
    ['another environment', { environment: 'sandbox' }],
    ['a truncated MAC', { mac: mac.slice(0, -1) }],
    ['an empty MAC', { mac: '' }],
  ])('is refused for %s', (_what, other) => {
    expect(verifyCallback({ ...given, ...other })).toBe(false);
  });

  it('is never what a token carries: the purpose is signed too', () => {
    const sameFields = signCallback({
      environment: 'live',
      orderId: 'SB-1',
      attempt: expiresAtSeconds,
      key: k1,
    });
    expect(token.endsWith(sameFields)).toBe(false);
  });
});

describe('the signer of a stage', () => {
  const signer = createSigner({ environment: 'live', keys: [k2, k1] });

  const callback = { environment: 'live', orderId: 'SB-1', attempt: 3, keys: [k2] };

  it('signs what is new with the first key', () => {
    expect(signer.currentKeyId).toBe('k2');
    const mac = signer.callbackMac('SB-1', 3);
    expect(verifyCallback({ ...callback, mac })).toBe(true);
    expect(verifyCallback({ ...callback, mac, attempt: 4 })).toBe(false);
  });

  it("signs an order's token with the key that its first token had", () => {
    expect(signer.orderToken('SB-1', expiresAtSeconds, 'k1')).toBe(token);
    expect(verifyOrderToken({ ...check, token: signer.orderToken('SB-1', expiresAtSeconds, 'k2') })).toBe(
      true,
    );
  });

  it('says which key is gone instead of signing an old order with another one', () => {
    expect(() => signer.orderToken('SB-1', expiresAtSeconds, 'k0')).toThrow('Signing key "k0" is gone');
  });
});
