import type { BkashCredentials } from '../../config/secret.ts';
import type { StageConfig } from '../../config/stage.ts';
import { checkoutClientOf } from './checkout-client.ts';
import { clientOptionsOf } from './client-options.ts';
import type { BkashCheckout } from './port.ts';
import type { TokenCalls } from './token-answer.ts';

/** The product in the shop's page, at its own host. Throws as `clientOptionsOf` does. */
export function connectCheckout(
  settings: Pick<StageConfig, 'stage' | 'bkash'>,
  credentials: BkashCredentials,
): BkashCheckout & TokenCalls {
  return checkoutClientOf(clientOptionsOf(settings, credentials, 'checkoutOrigin'));
}
