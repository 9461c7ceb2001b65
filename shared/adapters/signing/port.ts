/** One of the stage's signing keys: `secret.signingKeys`. */
export interface SigningKey {
  id: string;
  /** base64url. */
  key: string;
}

/**
 * Signs what strangers carry for us: the payment link's token and the callback's path. Bound to one environment, so
 * that nothing signed on one stage is worth anything on another.
 */
export interface Signer {
  /** Id of the key that signs what is new. Store it with the order: the same order always gets the same token. */
  readonly currentKeyId: string;
  /** `v1.<key id>.<expiry unix>.<mac>`. Throws when that key has been removed. */
  orderToken(orderId: string, expiresAtSeconds: number, keyId: string): string;
  /** The path segment that proves a callback address is ours. */
  callbackMac(orderId: string, attempt: number): string;
}
