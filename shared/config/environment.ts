/**
 * Which environment variables each function reads. The edge parses exactly these, and `infra/` is type-checked
 * against the same table, so a function cannot be deployed without what it needs.
 */
export const environmentOf = {
  'start-checkout': ['STAGE_CONFIG', 'PUBLIC_BASE_URL', 'TABLE_NAME', 'SECRET_ID'],
  'pay-link': ['STAGE_CONFIG', 'PUBLIC_BASE_URL', 'TABLE_NAME', 'SECRET_ID', 'SETTLE_QUEUE_URL'],
  'status-page': ['STAGE_CONFIG', 'TABLE_NAME', 'SECRET_ID'],
  'claim-on-page': ['STAGE_CONFIG', 'TABLE_NAME', 'SECRET_ID', 'SETTLE_QUEUE_URL'],
  'claim-payment': ['STAGE_CONFIG', 'TABLE_NAME', 'SECRET_ID', 'SETTLE_QUEUE_URL'],
  'return-from-bkash': ['STAGE_CONFIG', 'PUBLIC_BASE_URL', 'TABLE_NAME', 'SECRET_ID', 'SETTLE_QUEUE_URL'],
  'get-order': ['STAGE_CONFIG', 'PUBLIC_BASE_URL', 'TABLE_NAME', 'SECRET_ID', 'SETTLE_QUEUE_URL'],
  'create-sdk-payment': ['STAGE_CONFIG', 'PUBLIC_BASE_URL', 'TABLE_NAME', 'SECRET_ID', 'SETTLE_QUEUE_URL'],
  'execute-sdk-payment': ['STAGE_CONFIG', 'PUBLIC_BASE_URL', 'TABLE_NAME', 'SECRET_ID', 'SETTLE_QUEUE_URL'],
  'cancel-order': ['STAGE_CONFIG', 'PUBLIC_BASE_URL', 'TABLE_NAME', 'SECRET_ID'],
  'refund-order': ['STAGE_CONFIG', 'PUBLIC_BASE_URL', 'TABLE_NAME', 'SECRET_ID', 'SETTLE_QUEUE_URL'],
  'get-refund': ['STAGE_CONFIG', 'PUBLIC_BASE_URL', 'TABLE_NAME', 'SECRET_ID'],
  'list-notifications': ['STAGE_CONFIG', 'PUBLIC_BASE_URL', 'TABLE_NAME', 'SECRET_ID'],
  'read-notification': ['STAGE_CONFIG', 'PUBLIC_BASE_URL', 'TABLE_NAME', 'SECRET_ID'],
  'receive-webhook': ['STAGE_CONFIG', 'TABLE_NAME', 'SETTLE_QUEUE_URL'],
  'settle-payments': ['STAGE_CONFIG', 'PUBLIC_BASE_URL', 'TABLE_NAME', 'SECRET_ID', 'SETTLE_QUEUE_URL'],
  'reconcile-payments': ['STAGE_CONFIG', 'TABLE_NAME', 'SETTLE_QUEUE_URL'],
  'renew-token': ['STAGE_CONFIG', 'TABLE_NAME', 'SECRET_ID'],
  announce: ['STAGE_CONFIG', 'TABLE_NAME', 'NOTICE_QUEUE_URL', 'SHOP_QUEUE_URL'],
  deliver: ['STAGE_CONFIG', 'PUBLIC_BASE_URL', 'TABLE_NAME', 'SECRET_ID'],
  operate: [
    'STAGE_CONFIG',
    'PUBLIC_BASE_URL',
    'TABLE_NAME',
    'SECRET_ID',
    'SETTLE_QUEUE_URL',
    'NOTICE_QUEUE_URL',
    'SHOP_QUEUE_URL',
  ],
  'tell-shop': ['STAGE_CONFIG', 'TABLE_NAME', 'SECRET_ID', 'SHOP_QUEUE_URL'],
  'record-bounce': ['STAGE_CONFIG', 'TABLE_NAME'],
  health: ['STAGE_CONFIG'],
  'describe-api': [],
} as const;

export type FunctionName = keyof typeof environmentOf;
export type EnvironmentKey = (typeof environmentOf)[FunctionName][number];
export const functionNames = Object.keys(environmentOf) as FunctionName[];
