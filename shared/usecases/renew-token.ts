import type { RenewalOutcome, TokenRenewal } from '../adapters/bkash/port.ts';

/**
 * A token lives an hour and bKash asks for renewal at minute 50 to 55 (`bkash-api.md` section 5.1). The schedule
 * looks every five minutes, so with ten minutes left it is renewed once in that window.
 */
const renewWithLifeLeftMs = 10 * 60_000;

/**
 * Renews the shared token shortly before it expires, so that no purchase ever waits for one. A token that is gone
 * is not fetched here: an idle shop needs none, and the spare call of the hour belongs to the next purchase. Nor is
 * one renewed while bKash is down: a call into an outage counts, and two of them would leave the fleet without a
 * token for the rest of the hour, bKash back or not.
 */
export async function renewToken(
  tokens: TokenRenewal,
  now: number,
  isBkashThere: () => Promise<boolean>,
): Promise<RenewalOutcome | 'none_stored' | 'not_due' | 'gate_closed'> {
  const token = await tokens.stored();
  if (!token) return 'none_stored';
  if (token.expiresAt - now > renewWithLifeLeftMs) return 'not_due';
  return (await isBkashThere()) ? tokens.renew(token) : 'gate_closed';
}
