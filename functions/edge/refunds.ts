import type { RefundGenerations } from '../../shared/adapters/bkash/port.ts';
import { connectRefunds } from '../../shared/adapters/bkash/refund-generation.ts';
import type { Secret } from '../../shared/config/secret.ts';
import type { StageConfig } from '../../shared/config/stage.ts';

/** The way money goes back, for the one function that may send any; connected anew only when the secret was rotated. */
export function refundsOf(settings: StageConfig): (secret: Secret) => RefundGenerations {
  const connected = new WeakMap<Secret, RefundGenerations>();
  return (secret) => {
    const refunds = connected.get(secret) ?? connectRefunds(settings, secret.bkash.tokenized);
    connected.set(secret, refunds);
    return refunds;
  };
}
