import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Signer, SigningKey } from './port.ts';

/** HMAC-SHA256, all 256 bits, base64url. `keys` as in the secret: the first signs what is new. */
export function createSigner(options: { environment: string; keys: readonly SigningKey[] }): Signer {
  const { environment, keys } = options;
  const current = keys[0];
  if (!current) throw new Error('The secret has no signing key.');
  const keyWithId = (id: string) => keys.find((key) => key.id === id);
  return {
    currentKeyId: current.id,
    orderToken(orderId, expiresAtSeconds, keyId) {
      const key = keyWithId(keyId);
      if (!key) {
        throw new Error(`Signing key "${keyId}" is gone; keep a key until its longest token has expired.`);
      }
      return signOrderToken({ environment, orderId, expiresAtSeconds, key });
    },
    callbackMac(orderId, attempt) {
      return signCallback({ environment, orderId, attempt, key: current });
    },
  };
}

export function signOrderToken(claim: OrderTokenClaim & { key: SigningKey }): string {
  const { environment, orderId, expiresAtSeconds, key } = claim;
  const mac = macOf(key, ['order-token', environment, orderId, expiresAtSeconds]);
  return `v1.${key.id}.${expiresAtSeconds}.${mac}`;
}

/** Constant time in the MAC. The shape is checked first, so the work done for a stranger's string is bounded. */
export function verifyOrderToken(given: {
  token: string;
  environment: string;
  orderId: string;
  keys: readonly SigningKey[];
  nowMs: number;
}): boolean {
  const [, keyId, expiry, mac] = tokenShape.exec(given.token) ?? [];
  const key = given.keys.find((candidate) => candidate.id === keyId);
  if (!key || mac === undefined) return false;
  const expiresAtSeconds = Number(expiry);
  const genuine = sameMac(
    mac,
    macOf(key, ['order-token', given.environment, given.orderId, expiresAtSeconds]),
  );
  return genuine && given.nowMs < expiresAtSeconds * 1000;
}

export function signCallback(claim: CallbackClaim & { key: SigningKey }): string {
  return macOf(claim.key, ['callback', claim.environment, claim.orderId, claim.attempt]);
}

/** The address bKash holds names no key, so every key is tried. */
export function verifyCallback(given: CallbackClaim & { mac: string; keys: readonly SigningKey[] }): boolean {
  const { mac, keys, ...claim } = given;
  return keys.map((key) => sameMac(mac, signCallback({ ...claim, key }))).includes(true);
}

interface OrderTokenClaim {
  environment: string;
  orderId: string;
  expiresAtSeconds: number;
}

interface CallbackClaim {
  environment: string;
  orderId: string;
  attempt: number;
}

const tokenShape = /^v1\.([a-z0-9]{1,8})\.([1-9][0-9]{0,11})\.([A-Za-z0-9_-]{43})$/;

/** A JSON array is an unambiguous encoding: no two lists of fields give the same bytes. The first field is the purpose. */
function macOf(key: SigningKey, fields: readonly [purpose: string, ...rest: Array<string | number>]): string {
  return createHmac('sha256', Buffer.from(key.key, 'base64url'))
    .update(JSON.stringify(fields))
    .digest('base64url');
}

/** Compares the spelling, not the decoded bytes: base64url has several spellings of the same 32 bytes. */
function sameMac(given: string, expected: string): boolean {
  const a = Buffer.from(given);
  const b = Buffer.from(expected);
  return a.length === b.length && timingSafeEqual(a, b);
}
