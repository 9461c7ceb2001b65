import { readCheckoutCreate } from './create-request.ts';
import { type Dialect, tokenLimitExceeded } from './dialect.ts';
import { dialectV1 } from './dialect-v1.ts';
import { type Body, json } from './http.ts';
import { apiTime } from './machine/bangladesh-time.ts';
import { merchant } from './machine/notification.ts';
import { amountOf, isVerified, type Payment } from './machine/payment.ts';
import { refusalTexts } from './machine/refusals.ts';

/**
 * The product in the shop's page: HTTP 200 whatever comes of it, no status in a success, `errorCode` in a refusal, ids
 * in the path. Refund and its status are v1's, the trap of the missing amount included.
 */
export const dialectCheckout: Dialect = {
  root: '/v1.2.0-beta/checkout',
  operations: {
    '/token/grant': 'grant',
    '/token/refresh': 'refresh',
    '/payment/create': 'create',
    '/payment/refund': dialectV1.operations['/payment/refund'] ?? 'refund',
  },
  byId: {
    'POST /payment/execute/': { operation: 'execute', field: 'paymentID' },
    'GET /payment/query/': { operation: 'query', field: 'paymentID' },
    'GET /payment/search/': { operation: 'search', field: 'trxID' },
  },

  readCreate: readCheckoutCreate,

  /** Nothing here says where to pay: bKash.js shows that, and wants the answer whole. */
  created: (payment) => ({
    paymentID: payment.paymentId,
    createTime: apiTime(payment.createdAt),
    orgLogo: 'https://logo.example/sundarban.png',
    orgName: merchant.name,
    ...common(payment),
    transactionStatus: 'Initiated',
  }),

  executed: (payment) => ({ paymentID: payment.paymentId, ...state(payment) }),

  /** `paymentId` here only, and what went back (`bkash-api.md` section 2.6). That it tells of the PIN is an assumption. */
  queried: (payment) => ({
    paymentId: payment.paymentId,
    ...state(payment),
    verificationStatus: isVerified(payment) ? 'Complete' : 'Incomplete',
    refundAmount: '0',
  }),

  found: (entry) => withoutStatus(dialectV1.found(entry)),

  readRefund: dialectV1.readRefund,
  refunded: (refund, payment, words) => withoutStatus(dialectV1.refunded(refund, payment, words)),
  readRefunded: dialectV1.readRefunded,
  refunds: (payment, [refund]) =>
    refund
      ? json(200, dialectCheckout.refunded(refund, payment, { sku: '', reason: '' }))
      : dialectCheckout.refusal('2033'),

  refusal: (code) => json(200, { errorCode: code, errorMessage: refusalTexts(code).en }),
  tokenLimitExceeded: () => json(200, tokenLimitExceeded),
};

function common(payment: Payment): Body {
  const { currency, intent, invoice } = payment;
  return { amount: amountOf(payment), currency, intent, merchantInvoiceNumber: invoice };
}

function state(payment: Payment): Body {
  const { createdAt, progress } = payment;
  const facts = { createTime: apiTime(createdAt), ...common(payment) };
  if (progress.at !== 'completed') return { ...facts, transactionStatus: 'Initiated' };
  const { trxId, executedAt } = progress;
  return { ...facts, updateTime: apiTime(executedAt), trxID: trxId, transactionStatus: 'Completed' };
}

function withoutStatus({ statusCode: _, statusMessage: __, ...rest }: Body): Body {
  return rest;
}
