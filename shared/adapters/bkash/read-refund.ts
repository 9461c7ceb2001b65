import * as z from 'zod/mini';
import type { ListedRefund } from '../../domain/sending-back.ts';
import type { RefundOutcome, RefundPayment, RefundStatusOutcome, Refusal } from './port.ts';
import { agreed, id, isAbout, number, optionalText, poishaOf } from './read-payment.ts';
import { unanswered, undecided } from './unanswered.ts';
import type { Verdict } from './verdict.ts';

/** One refund in all spellings: v2's own names, and v1's, which are a payment's. */
const refundSchema = z.object({
  originalTrxId: z.optional(z.string()),
  originalTrxID: z.optional(z.string()),
  refundTrxId: z.optional(id),
  refundTrxID: z.optional(id),
  refundTransactionStatus: z.optional(z.string()),
  transactionStatus: z.optional(z.string()),
  refundAmount: z.optional(number),
  amount: z.optional(number),
  currency: z.optional(z.literal('BDT')),
  completedTime: optionalText,
});

/** bKash allows ten refunds of a payment; a list of hundreds is not one that anybody documented. */
const listSchema = z.object({
  originalTrxId: z.string(),
  refundTransactions: z.array(z.unknown()).check(z.maxLength(100)),
});

/** Said of a payment that v1 returned nothing of: the transaction that is asked for is the refund. */
const notFoundCode = '2033';
/** "R a little later" (`bkash-api.md` section 9): bKash does not know of the payment, so it returned nothing. */
const laterCodes = [notFoundCode, '2127'];
const insufficientCode = '2023';

export function refundOutcome(verdict: Verdict, asked: RefundPayment): RefundOutcome {
  if (verdict.kind === 'not_sent') return verdict;
  if (verdict.kind === 'undecided') return { kind: 'unknown', reason: verdict.reason };
  if (verdict.kind === 'refusal') return refundRefused(verdict.refusal);
  const refund = readRefund(verdict.body, asked.trxId);
  if (typeof refund === 'string') return { kind: 'unknown', reason: refund };
  const { refundTrxId, amountPoisha, completed } = refund;
  if (!completed) return { kind: 'unknown', reason: 'unrecognised' };
  if (amountPoisha !== asked.amountPoisha) return { kind: 'unknown', reason: 'another_amount' };
  return { kind: 'succeeded', refundTrxId, amountPoisha };
}

/** The ladder of an explicit no. Trouble at bKash, and a no that speaks of an earlier call, leave it to the status. */
function refundRefused(refusal: Refusal): RefundOutcome {
  if (refusal.code === insufficientCode) return { kind: 'insufficient', refusal };
  if (laterCodes.includes(refusal.code)) return { kind: 'later', refusal };
  switch (refusal.handling) {
    case 'retry':
    case 'ask':
    case 'duplicate':
      return { kind: 'unknown', reason: `code_${refusal.code}` };
    default:
      return { kind: 'refused', refusal };
  }
}

/** v1: the answer to a refund once more, or that there is none. */
export function readOneRefund(verdict: Verdict, trxId: string): RefundStatusOutcome {
  if (verdict.kind === 'refusal' && verdict.refusal.code === notFoundCode) {
    return { kind: 'listed', refunds: [] };
  }
  if (verdict.kind !== 'answer') return unanswered(verdict);
  const refund = readRefund(verdict.body, trxId);
  return typeof refund === 'string' ? undecided(refund) : { kind: 'listed', refunds: [refund] };
}

/**
 * v2: the whole list or nothing. What is missing from it would be sent again, and what stands there twice would count
 * as one more.
 */
export function readRefundList(verdict: Verdict, trxId: string): RefundStatusOutcome {
  if (verdict.kind !== 'answer') return unanswered(verdict);
  const list = listSchema.safeParse(verdict.body).data;
  if (!list) return undecided('unrecognised');
  if (list.originalTrxId !== trxId) return undecided('another_payment');
  const refunds: ListedRefund[] = [];
  for (const entry of list.refundTransactions) {
    const refund = readRefund(entry, trxId);
    if (typeof refund === 'string') return undecided(refund);
    if (refunds.some(({ refundTrxId }) => refundTrxId === refund.refundTrxId)) {
      return undecided('unrecognised');
    }
    refunds.push(refund);
  }
  return { kind: 'listed', refunds };
}

/** The refund, or the reason why this is not one of that payment. */
function readRefund(body: unknown, trxId: string): ListedRefund | string {
  const said = refundSchema.safeParse(body).data;
  if (!said) return 'unrecognised';
  if (!isAbout(trxId, said.originalTrxId, said.originalTrxID)) return 'another_payment';
  const refundTrxId = agreed(said.refundTrxId, said.refundTrxID);
  const status = agreed(said.refundTransactionStatus, said.transactionStatus);
  const amountPoisha = poishaOf(said.refundAmount ?? said.amount);
  if (!refundTrxId || !status || !amountPoisha) return 'unrecognised';
  const completedAt = epochMsOf(said.completedTime);
  return {
    refundTrxId,
    amountPoisha,
    completed: status === 'Completed',
    ...(completedAt !== undefined && { completedAt }),
  };
}

const bangladeshTime = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?::(\d{3}))?(?: GMT\+0600)?$/;

/** `2024-06-13T16:27:24:000`, with or without its zone: a colon before the milliseconds, and always Bangladesh. */
function epochMsOf(time: string | undefined): number | undefined {
  const [, seconds, ms = '000'] = bangladeshTime.exec(time ?? '') ?? [];
  const epochMs = Date.parse(`${seconds}.${ms}+06:00`);
  return Number.isNaN(epochMs) ? undefined : epochMs;
}
