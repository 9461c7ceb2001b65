import { amountFromPoisha } from '../../../shared/domain/money.ts';
import { readCreate } from './create-request.ts';
import { type Body, type Dialect, tokenLimitExceeded } from './dialect.ts';
import { json } from './http.ts';
import { apiTime } from './machine/bangladesh-time.ts';
import { couponFields, merchant, transactionTypeOf } from './machine/notification.ts';
import { amountOf, callbackUrlOf, isVerified, type Payment } from './machine/payment.ts';
import { refusalTexts } from './machine/refusals.ts';

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

  refusal(code) {
    const { internal, en, bn } = refusalTexts(code);
    return json(400, { internalCode: internal, externalCode: code, errorMessageEn: en, errorMessageBn: bn });
  },

  /** An assumption, the real body is unknown: as seen elsewhere at the token endpoint, with v2's habit of 400. */
  tokenLimitExceeded: () => json(400, tokenLimitExceeded),
};

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
