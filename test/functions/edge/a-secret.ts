import type { Secret } from '../../../shared/config/secret.ts';
import { localWaits, type StageConfig } from '../../../shared/config/stage.ts';

/** Made up: opens nothing. */
export const aSecret: Secret = {
  bkash: {
    tokenized: { username: 'user', password: 'made-up-password', appKey: 'key', appSecret: 'made-up-secret' },
  },
  storefrontKeys: ['sk_local_sundarban', 'sk_local_rotated_in'],
  signingKeys: [{ id: 'k1', key: 'A'.repeat(43) }],
};

export const aStageConfig: StageConfig = {
  stage: 'local',
  bkash: { generation: 'v2', tokenizedOrigin: 'http://127.0.0.1:3002' },
  webhooks: 'on',
  topicArn: 'arn:aws:sns:ap-southeast-1:000000000000:bpt_sundarban',
  returnOrigins: ['http://localhost:3000'],
  sender: 'shop@example.com',
  shopName: 'SundarBan',
  absentCustomer: 'off',
  stopNewPayments: false,
  minAmountPoisha: 100,
  maxAmountPoisha: 50_000_000,
  waits: localWaits,
};
