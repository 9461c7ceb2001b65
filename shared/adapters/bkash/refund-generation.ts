import type { BkashCredentials } from '../../config/secret.ts';
import type { StageConfig } from '../../config/stage.ts';
import { clientOptionsOf } from './client-options.ts';
import type { BkashRefunds, RefundGenerations } from './port.ts';
import { refundClientOf } from './refund-client.ts';
import { refundDialectCheckout } from './refund-dialect-checkout.ts';
import { refundDialectV1 } from './refund-dialect-v1.ts';
import { refundDialectV2 } from './refund-dialect-v2.ts';

/** Every generation's refunds, over connections of their own. Throws as `clientOptionsOf` does. */
export function connectRefunds(
  settings: Pick<StageConfig, 'stage' | 'bkash'>,
  credentials: BkashCredentials,
): RefundGenerations {
  const options = clientOptionsOf(settings, credentials);
  return { v1: refundClientOf(refundDialectV1, options), v2: refundClientOf(refundDialectV2, options) };
}

/** The same of the product in the shop's page. */
export function connectCheckoutRefunds(
  settings: Pick<StageConfig, 'stage' | 'bkash'>,
  credentials: BkashCredentials,
): BkashRefunds {
  return refundClientOf(refundDialectCheckout, clientOptionsOf(settings, credentials, 'checkoutOrigin'));
}
