import type { Secret } from '../../../shared/config/secret.ts';

/** Made up: opens nothing. */
export const aSecret: Secret = {
  bkash: {
    tokenized: { username: 'user', password: 'made-up-password', appKey: 'key', appSecret: 'made-up-secret' },
  },
  storefrontKeys: ['sk_local_sundarban', 'sk_local_rotated_in'],
  shopWebhookSecrets: [`whsec_${Buffer.alloc(32, 5).toString('base64')}`],
  signingKeys: [{ id: 'k1', key: 'A'.repeat(43) }],
};
