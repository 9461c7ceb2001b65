import { connectCheckoutRefunds, connectRefunds } from '../../shared/adapters/bkash/refund-generation.ts';
import type { Secret } from '../../shared/config/secret.ts';
import type { StageConfig } from '../../shared/config/stage.ts';
import type { WayBackPorts } from '../../shared/usecases/list-refunds.ts';

type WaysBack = Pick<WayBackPorts, 'refunds' | 'checkoutRefunds'>;

/**
 * The way money goes back, for the one function that sends any and the one that asks what went back; connected anew only
 * when the secret was rotated.
 */
export function refundsOf(settings: StageConfig): (secret: Secret) => WaysBack {
  const connected = new WeakMap<Secret, WaysBack>();
  return (secret) => {
    const ways = connected.get(secret) ?? waysBack(settings, secret);
    connected.set(secret, ways);
    return ways;
  };
}

function waysBack(settings: StageConfig, { bkash: { tokenized, checkout } }: Secret): WaysBack {
  const hasCheckout = settings.bkash.checkoutOrigin !== undefined && checkout !== undefined;
  return {
    refunds: connectRefunds(settings, tokenized),
    ...(hasCheckout && { checkoutRefunds: connectCheckoutRefunds(settings, checkout) }),
  };
}
