import * as z from 'zod/mini';
import type {
  CreateOutcome,
  CreatePayment,
  ExecuteOutcome,
  QueryOutcome,
  Refusal,
  SearchOutcome,
} from './port.ts';
import { readCreated } from './read-created.ts';
import { capturedOf, isAbout, number, optionalNumber, poishaOf, readPayment } from './read-payment.ts';
import { unanswered, undecided } from './unanswered.ts';
import type { Verdict } from './verdict.ts';

const foundSchema = z.object({
  trxId: z.optional(z.string()),
  trxID: z.optional(z.string()),
  transactionStatus: z.string(),
  amount: number,
  saleAmount: optionalNumber,
  currency: z.optional(z.literal('BDT')),
});

/** Query names these of a payment that was not made and will not be. */
const deadStatuses = ['Expired', 'Cancelled', 'Declined', 'Failed'];
/** bKash knows no payment of that id. */
const unknownPaymentCode = '2002';

/** `plainHttp`: the local simulator's page has no TLS; everywhere else the customer is sent to https only. */
export function createOutcome(verdict: Verdict, order: CreatePayment, plainHttp: boolean): CreateOutcome {
  const opened = readCreated(verdict, order);
  if (opened.kind !== 'opened') return opened;
  const { paymentId, bkashUrl } = opened;
  if (!bkashUrl) return { kind: 'silent', reason: 'unrecognised' };
  return isPage(bkashUrl, plainHttp)
    ? { kind: 'created', paymentId, bkashUrl }
    : { kind: 'silent', reason: 'page_address' };
}

export function executeOutcome(verdict: Verdict, paymentId: string): ExecuteOutcome {
  if (verdict.kind === 'not_sent') return verdict;
  if (verdict.kind === 'undecided') return { kind: 'unknown', reason: verdict.reason };
  if (verdict.kind === 'refusal') return executeRefused(verdict.refusal);
  const payment = readPayment(verdict.body, paymentId);
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
  const payment = readPayment(verdict.body, paymentId);
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

function isPage(address: string, plainHttp: boolean): boolean {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || url.username || url.password) return false;
  return url.protocol === 'https:' || (plainHttp && url.protocol === 'http:');
}
