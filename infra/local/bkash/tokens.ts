import { type KeyObject, randomBytes, randomUUID, sign } from 'node:crypto';
import { tokenLifeMs } from './machine/token-budget.ts';

/** Made up, in the shape of the pool that bKash's tokens name as their issuer. */
const issuer = 'https://cognito-idp.ap-southeast-1.amazonaws.com/ap-southeast-1_simulator';

/**
 * A Cognito ID token such as bKash hands out (`bkash-api.md` section 1: `aud` is the app key, one hour of life)
 * and an opaque refresh token of the real one's size.
 */
export function tokenIssuer(
  key: KeyObject,
  subject: { username: string; appKey: string },
): (now: number) => { idToken: string; refreshToken: string } {
  const userId = randomUUID();
  return (now) => {
    const issuedAt = Math.floor(now / 1000);
    const claims = {
      sub: userId,
      aud: subject.appKey,
      event_id: randomUUID(),
      token_use: 'id',
      auth_time: issuedAt,
      iss: issuer,
      'cognito:username': subject.username,
      exp: issuedAt + tokenLifeMs / 1000,
      iat: issuedAt,
    };
    const unsigned = `${base64url({ kid: 'simulator', alg: 'RS256' })}.${base64url(claims)}`;
    const signature = sign('sha256', Buffer.from(unsigned), key).toString('base64url');
    return { idToken: `${unsigned}.${signature}`, refreshToken: randomBytes(1350).toString('base64url') };
  };
}

function base64url(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
