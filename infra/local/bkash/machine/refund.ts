import type { Poisha } from '../../../../shared/domain/money.ts';
import type { LedgerEntry } from './ledger.ts';
import type { Generation, Payment, Progress } from './payment.ts';
import type { RefusalCode } from './refusals.ts';

/** 60 days by two readers of the v2 documents; bKash's own plugins still say 15 (`bkash-api.md` section 2.8). */
export const refundWindowDays = 60;

/** What the merchant asks back. `generation`: the language of this call, whichever the payment was made in. */
export interface RefundCommand {
  generation: Generation;
  paymentId: string;
  trxId: string;
  amountPoisha: Poisha;
}

export type Refunding =
  | { kind: 'refunded'; payment: Payment; entry: LedgerEntry }
  | { kind: 'refused'; code: RefusalCode };

/**
 * How often one payment is returned, and the answer after that. No source has shown either answer: v1's is the one
 * whose meaning is "reversed already", v2's the one that blames no field.
 */
const limits: Record<Generation, { refunds: number; code: RefusalCode }> = {
  v1: { refunds: 1, code: '2034' },
  v2: { refunds: 10, code: '2074' },
};

/**
 * Money back to the wallet it came from: never more than was captured, whatever the amounts and however many ask.
 * `earlier`: what of this payment went back before.
 */
export function refundPayment(
  payment: Payment | undefined,
  earlier: readonly LedgerEntry[],
  command: RefundCommand,
  refundTrxId: string,
  now: number,
  windowMs: number,
): Refunding {
  const found = capturedPayment(payment, command.trxId);
  if (found.kind === 'refused') return found;
  const { wallet, executedAt } = found.progress;
  const { paymentId, trxId, amountPoisha, generation } = command;
  const limit = limits[generation];
  const returnedPoisha = earlier.reduce((sum, entry) => sum + entry.amountPoisha, 0);
  if (now - executedAt > windowMs) return refused('2071');
  if (earlier.length >= limit.refunds) return refused(limit.code);
  if (returnedPoisha + amountPoisha > found.payment.amountPoisha) return refused('2072');
  const entry = { trxId: refundTrxId, paymentId, amountPoisha, wallet, at: now, of: trxId };
  return { kind: 'refunded', payment: found.payment, entry: { kind: 'refund', ...entry } };
}

export type CapturedPayment =
  | { kind: 'captured'; payment: Payment; progress: Extract<Progress, { at: 'completed' }> }
  | { kind: 'refused'; code: RefusalCode };

/** The payment that both ids name, if its money moved. */
export function capturedPayment(payment: Payment | undefined, trxId: string): CapturedPayment {
  if (!payment) return refused('2002');
  const { progress } = payment;
  if (progress.at !== 'completed') return refused('2127');
  return progress.trxId === trxId ? { kind: 'captured', payment, progress } : refused('2077');
}

function refused(code: RefusalCode): { kind: 'refused'; code: RefusalCode } {
  return { kind: 'refused', code };
}
