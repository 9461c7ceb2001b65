import { connectCheckout } from '../../shared/adapters/bkash/checkout-connection.ts';
import type { Table } from '../../shared/adapters/dynamodb/table.ts';
import type { Secret } from '../../shared/config/secret.ts';
import type { StageConfig } from '../../shared/config/stage.ts';
import { tokenAndGate } from './token-and-gate.ts';

/**
 * The way to the product in the shop's page; undefined where the stage has no host or no credentials for it. Handed to
 * `paymentRoom` by the functions that may meet a payment of it, so that no other bundle carries its client.
 */
export function checkoutLine(
  settings: StageConfig,
  secret: Secret,
  table: Table,
  closeForMs = settings.waits.closedWithoutTokenMs,
) {
  const credentials = secret.bkash.checkout;
  if (settings.bkash.checkoutOrigin === undefined || credentials === undefined) return undefined;
  const bkash = connectCheckout(settings, credentials);
  return { bkash, ...tokenAndGate(table, settings, 'checkout', bkash, closeForMs) };
}
