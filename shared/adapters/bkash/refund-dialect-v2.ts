import { dialectV2 } from './dialect-v2.ts';
import { readRefundList } from './read-refund.ts';
import { type RefundDialect, refundAmount, refundText } from './refund-dialect.ts';

export const refundDialectV2: RefundDialect = {
  base: dialectV2,
  paths: { refund: '/refund/payment/transaction', status: '/refund/payment/status' },
  refundBody: ({ paymentId, trxId, amountPoisha, sku, reason }) => ({
    paymentId,
    trxId,
    refundAmount: refundAmount(amountPoisha),
    sku: refundText('sku', sku),
    reason: refundText('reason', reason),
  }),
  statusBody: ({ paymentId, trxId }) => ({ paymentId, trxId }),
  readStatus: readRefundList,
};
