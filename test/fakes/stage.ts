import { localWaits, productionWaits, type StageConfig } from '../../shared/config/stage.ts';

const shop = {
  webhooks: 'on',
  topicArn: 'arn:aws:sns:ap-southeast-1:000000000000:bpt_sundarban',
  sender: 'orders@shop.example',
  shopName: 'SundarBan',
  sms: 'on',
  absentCustomer: 'off',
  surplus: 'return',
  stopNewPayments: false,
  minAmountPoisha: 100,
  maxAmountPoisha: 50_000_000,
  refundWindowDays: 60,
} as const;

/** A stage as it is deployed, with production's waits. */
export const liveStage: StageConfig = {
  ...shop,
  stage: 'live',
  bkash: { generation: 'v2', tokenizedOrigin: 'https://tokenized.pay.bka.sh' },
  returnOrigins: ['https://shop.example'],
  waits: productionWaits,
};

/** The stage of one machine, with waits a person can sit through. */
export const localStage: StageConfig = {
  ...shop,
  stage: 'local',
  bkash: { generation: 'v2', tokenizedOrigin: 'http://127.0.0.1:3002' },
  returnOrigins: ['http://localhost:3000'],
  waits: localWaits,
};
