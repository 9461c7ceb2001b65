import * as z from 'zod/mini';
import { poishaFromBkash } from '../../domain/money.ts';
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
import type { Verdict } from './verdict.ts';

const id = z.string().check(z.regex(/^[\w-]{4,64}$/));
const number = z.union([z.string(), z.number()]);
const optionalId = lenient(id);
const optionalNumber = lenient(number);
const optionalText = lenient(z.string().check(z.maxLength(255)));
const address = z.optional(z.string().check(z.maxLength(2048)));

/** Every field is read in all its spellings, whatever the generation (`bkash-api.md` section 7). */
const createdSchema = z.object({
  paymentId: z.optional(id),
  paymentID: z.optional(id),
  bkashURL: address,
  bKashURL: address,
  amount: optionalNumber,
  merchantInvoiceNumber: optionalText,
});

const paymentSchema = z.object({
  paymentId: z.optional(z.string()),
  paymentID: z.optional(z.string()),
  transactionStatus: z.string(),
  verificationStatus: optionalText,
  userVerificationStatus: optionalText,
  trxId: optionalId,
  trxID: optionalId,
  amount: optionalNumber,
  currency: optionalText,
  merchantInvoiceNumber: optionalText,
  merchantInvoice: optionalText,
  payerAccount: optionalText,
  customerMsisdn: optionalText,
  maxRefundableAmount: optionalNumber,
});

const foundSchema = z.object({
  trxId: z.optional(z.string()),
  trxID: z.optional(z.string()),
  transactionStatus: z.string(),
  amount: number,
  saleAmount: optionalNumber,
});

/** Query names these of a payment that was not made and will not be. */
const deadStatuses = ['Expired', 'Cancelled', 'Declined', 'Failed'];
/** bKash knows no payment of that id. */
const unknownPaymentCode = '2002';

/** `plainHttp`: the local simulator's page has no TLS; everywhere else the customer is sent to https only. */
export function createOutcome(verdict: Verdict, order: CreatePayment, plainHttp: boolean): CreateOutcome {
  if (verdict.kind === 'not_sent') return verdict;
  if (verdict.kind === 'undecided') return { kind: 'silent', reason: verdict.reason };
  if (verdict.kind === 'refusal') {
    // Trouble at bKash is no answer about this payment; the number is given up and another one taken later.
    return verdict.refusal.handling === 'retry'
      ? { kind: 'silent', reason: `code_${verdict.refusal.code}` }
      : { kind: 'refused', refusal: verdict.refusal };
  }
  const created = createdSchema.safeParse(verdict.body).data;
  const paymentId = agreed(created?.paymentId, created?.paymentID);
  const bkashUrl = created?.bkashURL ?? created?.bKashURL;
  if (!created || !paymentId || !bkashUrl) return { kind: 'silent', reason: 'unrecognised' };
  const sameInvoice = (created.merchantInvoiceNumber ?? order.invoice) === order.invoice;
  const sameAmount = (poishaOf(created.amount) ?? order.amountPoisha) === order.amountPoisha;
  if (!sameInvoice || !sameAmount) return { kind: 'silent', reason: 'another_payment' };
  return isPage(bkashUrl, plainHttp)
    ? { kind: 'created', paymentId, bkashUrl }
    : { kind: 'silent', reason: 'page_address' };
}

export function executeOutcome(verdict: Verdict, paymentId: string): ExecuteOutcome {
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

export function queryOutcome(verdict: Verdict, paymentId: string): QueryOutcome {
  if (verdict.kind === 'refusal' && verdict.refusal.code === unknownPaymentCode) {
    return { kind: 'dead', reason: `code_${unknownPaymentCode}` };
  }
  if (verdict.kind !== 'answer') return unanswered(verdict);
  const payment = paymentOf(verdict, paymentId);
  if (typeof payment === 'string') return undecided(payment);
  const captured = capturedOf(payment);
  if (captured) return { kind: 'completed', captured };
  const { transactionStatus: status, trxId, trxID } = payment;
  // With a transaction number none of these words can be meant.
  const namesTransaction = trxId !== undefined || trxID !== undefined;
  if (status === 'Initiated' && !namesTransaction) {
    const verification = payment.verificationStatus ?? payment.userVerificationStatus;
    return { kind: 'initiated', verification: verification === 'Complete' ? 'complete' : 'incomplete' };
  }
  if (deadStatuses.includes(status) && !namesTransaction) {
    return { kind: 'dead', reason: status.toLowerCase() };
  }
  return undecided('unrecognised');
}

export function searchOutcome(verdict: Verdict, trxId: string): SearchOutcome {
  if (verdict.kind !== 'answer') return unanswered(verdict);
  const found = foundSchema.safeParse(verdict.body).data;
  const amountPoisha = poishaOf(found?.amount);
  if (!found || amountPoisha === undefined) return undecided('unrecognised');
  if (!isAbout(trxId, found.trxId, found.trxID)) return undecided('another_payment');
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
  return isAbout(paymentId, payment.paymentId, payment.paymentID) ? payment : 'another_payment';
}

/** An answer that does not repeat the id is taken as being about it: it came back on that very call. */
function isAbout(asked: string, ...spellings: Array<string | undefined>): boolean {
  return spellings.every((spelling) => spelling === undefined || spelling === asked);
}

/** The one value of two spellings; undefined when they contradict each other. */
function agreed(one: string | undefined, other: string | undefined): string | undefined {
  return one === undefined || other === undefined || one === other ? (one ?? other) : undefined;
}

/** Money moved only if bKash says Completed, with a transaction number and an amount that can be read. */
function capturedOf(payment: Payment): Captured | undefined {
  const trxId = agreed(payment.trxId, payment.trxID);
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
  if (verdict.kind === 'refusal') return undecided(`code_${verdict.refusal.code}`);
  return undecided(verdict.reason, verdict.kind === 'not_sent' && verdict.reason === 'unauthorised');
}

function undecided(reason: string, unauthorised = false) {
  return { kind: 'unanswered' as const, reason, unauthorised };
}

function isPage(address: string, plainHttp: boolean): boolean {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || url.username || url.password) return false;
  return url.protocol === 'https:' || (plainHttp && url.protocol === 'http:');
}
