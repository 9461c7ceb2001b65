import { amountFromPoisha, poishaFromBkash } from '../../../shared/domain/money.ts';
import { apiTime } from './machine/bangladesh-time.ts';
import type { LedgerEntry } from './machine/ledger.ts';
import { merchant } from './machine/notification.ts';
import { type CreateCommand, callbackUrlOf, isVerified, type Payment } from './machine/payment.ts';
import { type RefusalCode, refusals } from './machine/refusals.ts';

export type V2Body = Record<string, unknown>;
export type CreateFields =
  | { kind: 'command'; command: CreateCommand }
  | { kind: 'refused'; code: RefusalCode };

const maxTextLength = 255;
const forbiddenInText = /[<>&]/;

/** Reads a create request: what is missing is 2065, what is wrong has its own code; `mode` and the rest is ignored. */
export function readCreate(body: V2Body): CreateFields {
  const required = ['amount', 'currency', 'intent', 'merchantInvoiceNumber', 'payerReference', 'callbackURL'];
  if (required.some((name) => body[name] === undefined || body[name] === null || body[name] === '')) {
    return { kind: 'refused', code: '2065' };
  }
  const { amount, merchantInvoiceNumber: invoice, payerReference, callbackURL: callbackUrl } = body;
  const amountPoisha = typeof amount === 'string' ? poishaFromBkash(amount) : undefined;
  if (typeof amount !== 'string' || amountPoisha === undefined || amountPoisha === 0) {
    return { kind: 'refused', code: '2006' };
  }
  if (body.currency !== 'BDT') return { kind: 'refused', code: '2007' };
  if (body.intent !== 'sale') return { kind: 'refused', code: '2008' };
  if (!isPlainText(invoice)) return { kind: 'refused', code: '2031' };
  if (!isPlainText(payerReference)) return { kind: 'refused', code: '2048' };
  if (!isWebAddress(callbackUrl)) return { kind: 'refused', code: '2049' };
  const { subMerchantName } = body;
  const named = typeof subMerchantName === 'string' && subMerchantName !== '' ? { subMerchantName } : {};
  return {
    kind: 'command',
    command: { amount, amountPoisha, invoice, payerReference, callbackUrl, ...named },
  };
}

/** A v2 success carries no `statusCode`; the page's address is spelled `bkashURL`. */
export function createAnswer(payment: Payment, pageUrl: string): V2Body {
  return {
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
  };
}

/** Query adds to Execute's fields. Whatever was not executed is `Initiated`, cancelled and failed included. */
export function queryAnswer(payment: Payment): V2Body {
  return {
    ...executeAnswer(payment),
    paymentCreateTime: apiTime(payment.createdAt),
    verificationStatus: isVerified(payment) ? 'Complete' : 'Incomplete',
  };
}

export function executeAnswer(payment: Payment): V2Body {
  const { progress } = payment;
  const facts = {
    paymentId: payment.paymentId,
    payerReference: payment.payerReference,
    amount: payment.amount,
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

/** Neither paymentID nor invoice: a trxID alone cannot be tied to an order (`bkash-api.md` section 2.7). */
export function searchAnswer(entry: LedgerEntry): V2Body {
  return {
    trxId: entry.trxId,
    initiationTime: apiTime(entry.at),
    completedTime: apiTime(entry.at),
    transactionType: 'bKash Tokenized Checkout via API',
    customerMsisdn: entry.wallet,
    payerType: 'Customer',
    payerAccount: entry.wallet,
    transactionStatus: 'Completed',
    amount: amountFromPoisha(entry.amountPoisha),
    currency: 'BDT',
    organizationShortCode: merchant.wallet,
  };
}

export function refusalBody(code: RefusalCode): V2Body {
  const { internal, en, bn } = refusals[code];
  return { internalCode: internal, externalCode: code, errorMessageEn: en, errorMessageBn: bn };
}

function isPlainText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= maxTextLength && !forbiddenInText.test(value);
}

function isWebAddress(value: unknown): value is string {
  return typeof value === 'string' && /^https?:\/\//.test(value) && URL.canParse(value);
}
