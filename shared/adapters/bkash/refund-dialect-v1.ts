import { dialectV1 } from './dialect-v1.ts';
import type { RefundedPayment, RefundPayment } from './port.ts';
import { readOneRefund } from './read-refund.ts';
import { type RefundDialect, refundAmount, refundText } from './refund-dialect.ts';

/** One path for both, told apart by the amount alone: so the two bodies are built apart, and one always has it. */
const path = '/payment/refund';

export const refundDialectV1: RefundDialect = {
  base: dialectV1,
  paths: { refund: path, status: path },
  refundBody,
  statusBody,
  readStatus: readOneRefund,
};

interface RefundBody {
  paymentID: string;
  trxID: string;
  amount: string;
  sku: string;
  reason: string;
}

interface StatusBody {
  paymentID: string;
  trxID: string;
  amount?: never;
}

function refundBody({ paymentId, trxId, amountPoisha, sku, reason }: RefundPayment): RefundBody {
  return {
    paymentID: paymentId,
    trxID: trxId,
    amount: refundAmount(amountPoisha),
    sku: refundText('sku', sku),
    reason: refundText('reason', reason),
  };
}

function statusBody({ paymentId, trxId }: RefundedPayment): StatusBody {
  return { paymentID: paymentId, trxID: trxId };
}
