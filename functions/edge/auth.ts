import { createHash, timingSafeEqual } from 'node:crypto';
import { verifyOrderToken } from '../../shared/adapters/signing/hmac.ts';
import type { Secret } from '../../shared/config/secret.ts';
import { ProblemError } from './problem.ts';
import type { DoorRequest } from './request.ts';

/** The shop's server: `Authorization: Bearer <storefront key>`. Anything else, a good order token included, is 401. */
export function requireStorefrontKey(request: DoorRequest, secret: Secret): void {
  if (!hasStorefrontKey(request, secret)) throw unauthorized();
}

/**
 * The holder of one order's link: `?token=` or `Authorization: Bearer`. Bad, expired and foreign tokens and
 * malformed order ids get the same 401, so nothing is learnt by asking. Gives the token that opened, for a page's links.
 */
export function requireOrderToken(request: DoorRequest, given: TokenCheck): string {
  const token = orderTokenOf(request);
  if (token === undefined || !hasOrderToken(request, given)) throw unauthorized();
  return token;
}

/** Either of them; says which, since a token's holder sees less. */
export function requireKeyOrToken(request: DoorRequest, given: TokenCheck): 'key' | 'token' {
  if (hasStorefrontKey(request, given.secret)) return 'key';
  if (hasOrderToken(request, given)) return 'token';
  throw unauthorized();
}

export interface TokenCheck {
  secret: Secret;
  /** The stage: a token of another environment is foreign. */
  stage: string;
  /** From the path, unchecked as yet. */
  orderId: string | undefined;
  nowMs: number;
}

function hasStorefrontKey(request: DoorRequest, secret: Secret): boolean {
  const given = digest(request.bearer ?? '');
  // Every key is compared, in the same time: digests have one length, and `map` does not stop at a match.
  return secret.storefrontKeys.map((key) => timingSafeEqual(given, digest(key))).includes(true);
}

function hasOrderToken(request: DoorRequest, { secret, stage, orderId, nowMs }: TokenCheck): boolean {
  const token = orderTokenOf(request);
  if (token === undefined || orderId === undefined) return false;
  return verifyOrderToken({ token, environment: stage, orderId, keys: secret.signingKeys, nowMs });
}

function orderTokenOf(request: DoorRequest): string | undefined {
  return request.repeated.has('token') ? undefined : (request.query.token ?? request.bearer);
}

function unauthorized(): ProblemError {
  return new ProblemError(
    'unauthorized',
    'The credential is missing, malformed, expired or not for this order.',
  );
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
