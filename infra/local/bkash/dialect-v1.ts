import { amountFromPoisha } from '../../../shared/domain/money.ts';
import { type CreateFields, isAbsent, readCreate } from './create-request.ts';
import { type Dialect, tokenLimitExceeded } from './dialect.ts';
import { type Body, json } from './http.ts';
import { apiTime } from './machine/bangladesh-time.ts';
import type { LedgerEntry } from './machine/ledger.ts';
import { couponFields, merchant, transactionTypeOf } from './machine/notification.ts';
import { amountOf, callbackUrlOf, isVerified, type Payment } from './machine/payment.ts';
import { refusalTexts } from './machine/refusals.ts';
import { readRefundedV1, readRefundV1 } from './refund-request.ts';

const success = { statusCode: '0000', statusMessage: 'Successful' };

/** v1.2.0-beta: HTTP 200 whatever comes of it, the verdict in `statusCode`, ids spelled `ID`. */
export const dialectV1: Dialect = {
  root: '/v1.2.0-beta/tokenized/checkout',
  operations: {
    '/token/grant': 'grant',
    '/token/refresh': 'refresh',
    '/create': 'create',
    '/execute': 'execute',
    '/payment/status': 'query',
    '/general/searchTransaction': 'search',
    // The hazard of v1: a refund that forgot its amount asks how the refund is (`bkash-api.md` section 2.8).
    '/payment/refund': ({ amount }) => (isAbsent(amount) ? 'refundStatus' : 'refund'),
  },

  readCreate: (body) => refusedMode(body) ?? readCreate(body, 'v1'),

  created: (payment, pageUrl) => ({
    ...success,
    paymentID: payment.paymentId,
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
  }),

  executed: (payment) => ({
    ...success,
    ...common(payment),
    ...captured(payment),
    ...(payment.progress.at === 'completed' ? { customerMsisdn: payment.progress.wallet } : {}),
    merchantInvoiceNumber: payment.invoice,
  }),

  /** The trap of this answer: `merchantInvoice`, and no `customerMsisdn` (`bkash-api.md` section 2.6). */
  queried: (payment) => ({
    ...success,
    ...common(payment),
    ...captured(payment),
    mode: '0011',
    paymentCreateTime: apiTime(payment.createdAt),
    merchantInvoice: payment.invoice,
    verificationStatus: isVerified(payment) ? 'Complete' : 'Incomplete',
    ...(payment.progress.at === 'completed'
      ? { maxRefundableAmount: amountFromPoisha(payment.amountPoisha) }
      : {}),
  }),

  found: (entry) => ({
    ...success,
    trxID: entry.trxId,
    initiationTime: apiTime(entry.at),
    completedTime: apiTime(entry.at),
    transactionType: transactionTypeOf(entry),
    customerMsisdn: entry.wallet,
    transactionStatus: 'Completed',
    amount: amountFromPoisha(entry.walletGavePoisha ?? entry.amountPoisha),
    ...couponFields(entry),
    currency: 'BDT',
    organizationShortCode: merchant.wallet,
  }),

  readRefund: readRefundV1,
  refunded,
  readRefunded: readRefundedV1,

  /** The answer for none was never seen: an assumption. v1 returns a payment once, so the first is all. */
  refunds: (_, [refund]) => (refund ? json(200, refunded(refund)) : dialectV1.refusal('2033')),

  refusal: (code) => json(200, { statusCode: code, statusMessage: refusalTexts(code).en }),

  /** An assumption as in v2, with v1's habit of 200. */
  tokenLimitExceeded: () => json(200, tokenLimitExceeded),
};

/** Payments without an agreement only; the agreement modes exist and are not open to this merchant. */
function refusedMode({ mode }: Body): CreateFields | undefined {
  if (mode === '0011') return undefined;
  if (isAbsent(mode)) return { kind: 'refused', code: '2065' };
  return { kind: 'refused', code: mode === '0000' || mode === '0001' ? '2064' : '2063' };
}

function refunded(refund: LedgerEntry): Body {
  return {
    ...success,
    originalTrxID: refund.of,
    refundTrxID: refund.trxId,
    transactionStatus: 'Completed',
    amount: amountFromPoisha(refund.amountPoisha),
    currency: 'BDT',
    charge: '0.00',
    completedTime: apiTime(refund.at),
  };
}

function common(payment: Payment): Body {
  return {
    paymentID: payment.paymentId,
    payerReference: payment.payerReference,
    amount: amountOf(payment),
    currency: payment.currency,
    intent: payment.intent,
  };
}

function captured({ progress }: Payment): Body {
  return progress.at === 'completed'
    ? {
        trxID: progress.trxId,
        transactionStatus: 'Completed',
        paymentExecuteTime: apiTime(progress.executedAt),
      }
    : { transactionStatus: 'Initiated' };
}
