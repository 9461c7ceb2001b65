import * as z from 'zod/mini';
import { amountFromPoisha, poishaFromBkash } from '../../domain/money.ts';
import type { Captured } from '../../domain/payment.ts';
import { lenient } from './lenient-field.ts';
import type {
  CreateOutcome,
  CreatePayment,
  ExecuteOutcome,
  QueryOutcome,
  Refusal,
  SearchOutcome,
} from './port.ts';
import { type Verdict, verdictV2 } from './refusals-v2.ts';
import type { Answer } from './transport.ts';

/** Both spellings are read (`bkash-api.md` section 7), the first one that is there wins. */
const id = z.string().check(z.regex(/^[\w-]{4,64}$/));
const number = z.union([z.string(), z.number()]);
const optionalNumber = lenient(number);
const optionalText = lenient(z.string().check(z.maxLength(255)));

/** v2 successes carry no status code; one that says anything but success makes the answer a contradiction. */
const statusCode = z.optional(z.literal('0000'));

const createdSchema = z.object({
  statusCode,
  paymentId: z.optional(id),
  paymentID: z.optional(id),
  bkashURL: z.optional(z.string().check(z.maxLength(2048))),
  bKashURL: z.optional(z.string().check(z.maxLength(2048))),
  amount: optionalNumber,
  merchantInvoiceNumber: optionalText,
});

const paymentSchema = z.object({
  statusCode,
  paymentId: z.optional(z.string()),
  paymentID: z.optional(z.string()),
  transactionStatus: z.string(),
  verificationStatus: optionalText,
  trxId: z.optional(id),
  trxID: z.optional(id),
  amount: z.optional(number),
  currency: z.optional(z.string()),
  merchantInvoiceNumber: optionalText,
  merchantInvoice: optionalText,
  payerAccount: optionalText,
  customerMsisdn: optionalText,
  maxRefundableAmount: optionalNumber,
});

const foundSchema = z.object({
  statusCode,
  trxId: z.optional(z.string()),
  trxID: z.optional(z.string()),
  transactionStatus: z.string(),
  amount: number,
  saleAmount: optionalNumber,
});

export function createRequestV2(order: CreatePayment): object {
  return {
    payerReference: order.payerReference,
    callbackURL: order.callbackUrl,
    amount: amountFromPoisha(order.amountPoisha),
    currency: 'BDT',
    intent: 'sale',
    merchantInvoiceNumber: order.invoice,
  };
}

/** `plainHttp`: the local simulator's page has no TLS; everywhere else the customer is sent to https only. */
export function createOutcomeV2(answer: Answer, order: CreatePayment, plainHttp: boolean): CreateOutcome {
  const verdict = verdictV2(answer);
  if (verdict.kind === 'not_sent') return verdict;
  if (verdict.kind === 'undecided') return { kind: 'silent', reason: verdict.reason };
  if (verdict.kind === 'refusal') {
    // Trouble at bKash is no answer about this payment; the number is given up and another one taken later.
    return verdict.refusal.handling === 'retry'
      ? { kind: 'silent', reason: `code_${verdict.refusal.code}` }
      : { kind: 'refused', refusal: verdict.refusal };
  }
  const created = createdSchema.safeParse(verdict.body).data;
  const paymentId = created?.paymentId ?? created?.paymentID;
  const bkashUrl = created?.bkashURL ?? created?.bKashURL;
  if (!created || !paymentId || !bkashUrl) return { kind: 'silent', reason: 'unrecognised' };
  const sameInvoice = (created.merchantInvoiceNumber ?? order.invoice) === order.invoice;
  const sameAmount = (poishaOf(created.amount) ?? order.amountPoisha) === order.amountPoisha;
  if (!sameInvoice || !sameAmount) return { kind: 'silent', reason: 'another_payment' };
  return isPage(bkashUrl, plainHttp)
    ? { kind: 'created', paymentId, bkashUrl }
    : { kind: 'silent', reason: 'page_address' };
}

export function executeOutcomeV2(answer: Answer, paymentId: string): ExecuteOutcome {
  const verdict = verdictV2(answer);
  if (verdict.kind === 'not_sent') return verdict;
  if (verdict.kind === 'undecided') return { kind: 'unknown', reason: verdict.reason };
  if (verdict.kind === 'refusal') return executeRefused(verdict.refusal);
  const payment = paymentOf(verdict, paymentId);
  if (typeof payment === 'string') return { kind: 'unknown', reason: payment };
  const captured = capturedOf(payment);
  return captured ? { kind: 'completed', captured } : { kind: 'unknown', reason: 'unrecognised' };
}

/** The ladder of an explicit no after Execute. Only the last rung spends the paymentID. */
function executeRefused(refusal: Refusal): ExecuteOutcome {
  switch (refusal.handling) {
    case 'retry':
      return { kind: 'unknown', reason: `code_${refusal.code}` };
    case 'ask':
      return { kind: 'ask', refusal };
    case 'premature':
      return { kind: 'premature', refusal };
    default:
      return { kind: 'refused', refusal };
  }
}

export function queryOutcomeV2(answer: Answer, paymentId: string): QueryOutcome {
  const verdict = verdictV2(answer);
  if (verdict.kind !== 'answer') return unanswered(verdict);
  const payment = paymentOf(verdict, paymentId);
  if (typeof payment === 'string') return { kind: 'unanswered', reason: payment, unauthorised: false };
  if (payment.transactionStatus === 'Initiated') {
    const complete = payment.verificationStatus === 'Complete';
    return { kind: 'initiated', verification: complete ? 'complete' : 'incomplete' };
  }
  const captured = capturedOf(payment);
  return captured
    ? { kind: 'completed', captured }
    : { kind: 'unanswered', reason: 'unrecognised', unauthorised: false };
}

export function searchOutcomeV2(answer: Answer, trxId: string): SearchOutcome {
  const verdict = verdictV2(answer);
  if (verdict.kind !== 'answer') return unanswered(verdict);
  const found = foundSchema.safeParse(verdict.body).data;
  const amountPoisha = poishaOf(found?.amount);
  if (!found || amountPoisha === undefined)
    return { kind: 'unanswered', reason: 'unrecognised', unauthorised: false };
  if ((found.trxId ?? found.trxID ?? trxId) !== trxId)
    return { kind: 'unanswered', reason: 'another_payment', unauthorised: false };
  const saleAmountPoisha = poishaOf(found.saleAmount);
  const completed = found.transactionStatus === 'Completed';
  return {
    kind: 'found',
    amountPoisha,
    completed,
    ...(saleAmountPoisha !== undefined && { saleAmountPoisha }),
  };
}

type Payment = z.infer<typeof paymentSchema>;

/** The payment that was asked about, or the reason why this is not an answer about it. */
function paymentOf(verdict: Extract<Verdict, { kind: 'answer' }>, paymentId: string): Payment | string {
  const payment = paymentSchema.safeParse(verdict.body).data;
  if (!payment) return 'unrecognised';
  return (payment.paymentId ?? payment.paymentID ?? paymentId) === paymentId ? payment : 'another_payment';
}

/** Money moved only if bKash says Completed, with a transaction number and an amount that can be read. */
function capturedOf(payment: Payment): Captured | undefined {
  const trxId = payment.trxId ?? payment.trxID;
  const amountPoisha = poishaOf(payment.amount);
  if (payment.transactionStatus !== 'Completed') return undefined;
  if (trxId === undefined || amountPoisha === undefined || payment.currency === undefined) return undefined;
  const invoice = payment.merchantInvoiceNumber ?? payment.merchantInvoice;
  const payer = payment.payerAccount ?? payment.customerMsisdn;
  const maxRefundablePoisha = poishaOf(payment.maxRefundableAmount);
  return {
    trxId,
    amountPoisha,
    currency: payment.currency,
    ...(invoice !== undefined && { invoice }),
    ...(payer !== undefined && { payer }),
    ...(maxRefundablePoisha !== undefined && { maxRefundablePoisha }),
  };
}

function poishaOf(amount: string | number | undefined) {
  return amount === undefined ? undefined : poishaFromBkash(String(amount));
}

function unanswered(verdict: Exclude<Verdict, { kind: 'answer' }>) {
  const reason = verdict.kind === 'refusal' ? `code_${verdict.refusal.code}` : verdict.reason;
  const unauthorised = verdict.kind === 'not_sent' && verdict.reason === 'unauthorised';
  return { kind: 'unanswered' as const, reason, unauthorised };
}

function isPage(address: string, plainHttp: boolean): boolean {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || url.username || url.password) return false;
  return url.protocol === 'https:' || (plainHttp && url.protocol === 'http:');
}
