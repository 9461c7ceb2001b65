/** What merchants call, by the same names in both generations. */
export const operations = [
  'grant',
  'refresh',
  'create',
  'execute',
  'query',
  'search',
  'refund',
  'refundStatus',
] as const;
export type Operation = (typeof operations)[number];
