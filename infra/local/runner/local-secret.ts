import { randomBytes } from 'node:crypto';
import { type BkashCredentials, type Secret, secretSchema } from '../../../shared/config/secret.ts';
import { localCheckoutCredentials, localCredentials } from '../bkash/credentials.ts';
import type { RunnerState } from './state.ts';

/** The storefront key of every local system; it opens nothing else. */
export const localStorefrontKey = 'sk_local_sundarban';

/** What takes the place of a value of our own making. */
export interface GivenSecrets {
  tokenized?: BkashCredentials | undefined;
  shopWebhookSecret?: string | undefined;
}

/**
 * The one secret of stage `local`: the simulator's made-up credentials, or those of bKash's real sandbox, and keys that
 * each local directory keeps.
 *
 * @throws one line when `shopWebhookSecret` is not of the form that Standard Webhooks gives it
 */
export function localSecret(state: RunnerState, given: GivenSecrets = {}): Secret {
  const { tokenized = localCredentials, shopWebhookSecret = keptWebhookSecret(state) } = given;
  const signingKey = state.get<string>('signingKey') ?? randomBytes(32).toString('base64url');
  state.set('signingKey', signingKey);
  const secret: Secret = {
    bkash: { tokenized, checkout: localCheckoutCredentials },
    storefrontKeys: [localStorefrontKey],
    shopWebhookSecrets: [shopWebhookSecret],
    signingKeys: [{ id: 'local1', key: signingKey }],
  };
  const parsed = secretSchema.safeParse(secret);
  if (!parsed.success) {
    throw new Error('setting shopWebhookSecret: expected whsec_ and 24 to 64 bytes in base64');
  }
  return parsed.data;
}

function keptWebhookSecret(state: RunnerState): string {
  const secret = state.get<string>('shopWebhookSecret') ?? `whsec_${randomBytes(32).toString('base64')}`;
  state.set('shopWebhookSecret', secret);
  return secret;
}
