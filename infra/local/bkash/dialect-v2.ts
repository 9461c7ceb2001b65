import { amountFromPoisha } from '../../../shared/domain/money.ts';
import { readCreate } from './create-request.ts';
import { type Dialect, tokenLimitExceeded } from './dialect.ts';
import { type Body, json } from './http.ts';
import { apiTime, zonelessTime } from './machine/bangladesh-time.ts';
import type { LedgerEntry } from './machine/ledger.ts';
import { couponFields, merchant, transactionTypeOf } from './machine/notification.ts';
import { amountOf, callbackUrlOf, isVerified, type Payment } from './machine/payment.ts';
import { refusalTexts } from './machine/refusals.ts';
import { readRefundedV2, readRefundV2 } from './refund-request.ts';

/** v2: no status code in a success, HTTP 400 and four fields in a refusal, ids spelled `Id`. */
export const dialectV2: Dialect = {
  root: '/v2/tokenized-checkout',
  operations: {
    '/auth/grant-token': 'grant',
    '/auth/refresh-token': 'refresh',
    '/payment/create': 'create',
    '/payment/execute': 'execute',
    '/query/payment': 'query',
    '/general/search-transaction': 'search',
    '/refund/payment/transaction': 'refund',
    '/refund/payment/status': 'refundStatus',
  },

  /** `mode` is v1's and ignored here. */
  readCreate: (body) => readCreate(body, 'v2'),

  created: (payment, pageUrl) => ({
    paymentId: payment.paymentId,
    bkashURL: pageUrl,
    callbackURL: payment.callbackUrl,
    successCallbackURL: callbackUrlOf(payment, 'success'),
    failureCallbackURL: callbackUrlOf(payment, 'failure'),
    cancelledCallbackURL: callbackUrlOf(payment, 'cancel'),
    amount: payment.amount,
    intent: payment.intent,
    currency: payment.currency,
    paymentCreateTime: apiTime(payment.createdAt),
    transactionStatus: 'Initiated',
    merchantInvoiceNumber: payment.invoice,
    signature: payment.signature,
  }),

  executed,

  /** Query adds to Execute's fields. Whatever was not executed is `Initiated`, cancelled and failed included. */
  queried: (payment) => ({
    ...executed(payment),
    paymentCreateTime: apiTime(payment.createdAt),
    verificationStatus: isVerified(payment) ? 'Complete' : 'Incomplete',
  }),

  /** Neither paymentID nor invoice: a trxID alone cannot be tied to an order (`bkash-api.md` section 2.7). */
  found: (entry) => ({
    trxId: entry.trxId,
    initiationTime: apiTime(entry.at),
    completedTime: apiTime(entry.at),
    transactionType: transactionTypeOf(entry),
    customerMsisdn: entry.wallet,
    payerType: 'Customer',
    payerAccount: entry.wallet,
    transactionStatus: 'Completed',
    amount: amountFromPoisha(entry.walletGavePoisha ?? entry.amountPoisha),
    ...couponFields(entry),
    currency: 'BDT',
    organizationShortCode: merchant.wallet,
  }),

  readRefund: readRefundV2,

  refunded: (refund, payment, words) => ({
    originalTrxId: refund.of,
    originalTrxAmount: amountFromPoisha(payment.amountPoisha),
    currency: 'BDT',
    ...listed(refund),
    completedTime: apiTime(refund.at),
    ...words,
  }),

  readRefunded: readRefundedV2,

  refunds: (payment, entries) =>
    json(200, {
      ...original(payment),
      refundTransactions: entries.map(listed),
    }),

  refusal(code) {
    const { internal, en, bn } = refusalTexts(code);
    return json(400, { internalCode: internal, externalCode: code, errorMessageEn: en, errorMessageBn: bn });
  },

  /** An assumption, the real body is unknown: as seen elsewhere at the token endpoint, with v2's habit of 400. */
  tokenLimitExceeded: () => json(400, tokenLimitExceeded),
};

/** A refund as the list shows it: no `sku`, no `reason`, so two equal ones differ by id and time only. */
function listed(refund: LedgerEntry): Body {
  return {
    refundTrxId: refund.trxId,
    refundTransactionStatus: 'Completed',
    refundAmount: amountFromPoisha(refund.amountPoisha),
    completedTime: zonelessTime(refund.at),
  };
}

function original({ amountPoisha, progress }: Payment): Body {
  const originalTrxAmount = amountFromPoisha(amountPoisha);
  if (progress.at !== 'completed') return { originalTrxAmount };
  const { trxId, executedAt } = progress;
  return { originalTrxId: trxId, originalTrxAmount, originalTrxCompletedTime: zonelessTime(executedAt) };
}

function executed(payment: Payment): Body {
  const { progress } = payment;
  const facts = {
    paymentId: payment.paymentId,
    payerReference: payment.payerReference,
    amount: amountOf(payment),
    currency: payment.currency,
    intent: payment.intent,
    merchantInvoiceNumber: payment.invoice,
    ...(payment.subMerchantName === undefined ? {} : { subMerchantName: payment.subMerchantName }),
  };
  if (progress.at !== 'completed') return { ...facts, transactionStatus: 'Initiated' };
  return {
    ...facts,
    trxId: progress.trxId,
    payerType: 'Customer',
    payerAccount: progress.wallet,
    maxRefundableAmount: amountFromPoisha(payment.amountPoisha),
    transactionStatus: 'Completed',
    paymentExecuteTime: apiTime(progress.executedAt),
  };
}
