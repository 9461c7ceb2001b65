import { randomBytes } from 'node:crypto';
import { type Secret, secretSchema } from '../../../shared/config/secret.ts';
import { localCheckoutCredentials, localCredentials } from '../bkash/credentials.ts';
import type { RunnerState } from './state.ts';

/** The storefront key of every local system; it opens nothing else. */
export const localStorefrontKey = 'sk_local_sundarban';

/** The one secret of stage `local`: made-up credentials, and a signing key that each local directory keeps. */
export function localSecret(state: RunnerState): string {
  const signingKey = state.get<string>('signingKey') ?? randomBytes(32).toString('base64url');
  state.set('signingKey', signingKey);
  const secret: Secret = {
    bkash: { tokenized: localCredentials, checkout: localCheckoutCredentials },
    storefrontKeys: [localStorefrontKey],
    signingKeys: [{ id: 'local1', key: signingKey }],
  };
  return JSON.stringify(secretSchema.parse(secret));
}
