/** One of the stage's signing keys: `secret.signingKeys`. */
export interface SigningKey {
  id: string;
  /** base64url. */
  key: string;
}

/**
 * Signs and checks what strangers carry for us: the payment link's token and the callback's path. Bound to one
 * environment, so that nothing signed on one stage is worth anything on another.
 */
export interface Signer {
  /** Id of the key that signs what is new. Store it with the order: the same order always gets the same token. */
  readonly currentKeyId: string;
  /** `v1.<key id>.<expiry unix>.<mac>`. Throws when that key has been removed. */
  orderToken(orderId: string, expiresAtSeconds: number, keyId: string): string;
  /** True for a genuine, unexpired token of this order; false for everything else alike. */
  orderTokenIsGood(token: string, orderId: string, nowMs: number): boolean;
  /** The path segment that proves a callback address is ours. */
  callbackMac(orderId: string, attempt: number): string;
  callbackMacIsGood(mac: string, orderId: string, attempt: number): boolean;
}

/** A token outlives its order's expiry by 30 days: long enough for refunds to be followed (contract section 3). */
export const tokenLifeAfterExpirySeconds = 30 * 24 * 60 * 60;
