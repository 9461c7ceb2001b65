import type { Poisha } from './money.ts';
import type { Refusal } from './payment.ts';

/** One refund, under the id that the shop gave it. */
export interface Refund {
  refundId: string;
  attempt: number;
  trxId: string;
  amountPoisha: Poisha;
  reason: string;
  /** When the shop asked. */
  at: number;
  progress: RefundProgress;
  /** bKash never said what became of it; a person found out, and says how. */
  settled?: { at: number; reason: string };
}

/** How far money has come on its way back: the steps of the saga in `money-back.ts`. */
export type RefundProgress =
  | { state: 'requested'; changedAt: number; nextTryAt: number; tries: number }
  | {
      state: 'sending';
      changedAt: number;
      sentAt: number;
      nextLookAt: number;
      /** Refunds that bKash listed before: what is listed beside them with this one's amount is this one. */
      knownBefore: string[];
      sends: 1 | 2;
      unanswered: number;
      /** When a look that bKash answered first found nothing. */
      absentAt?: number;
      absentTwice?: true;
    }
  | { state: 'unknown'; changedAt: number; nextLookAt: number; knownBefore: string[] }
  /** Without bKash's own word where a person settled what it never listed. */
  | { state: 'succeeded'; changedAt: number; refundTrxId?: string }
  | { state: 'refused'; changedAt: number; refusal?: Refusal };

/** Money of an order that it does not keep: it goes back by itself. */
export interface Surplus {
  trxId: string;
  /** The attempt through whose paymentID it goes back. */
  attempt: number;
  amountPoisha: Poisha;
  at: number;
  /** Another attempt holds this trxID: a person decides whose money it is before any of it goes back. */
  heldByAnother?: true;
  /** Absent while a person has to judge it. */
  progress?: RefundProgress;
  /** When the alarm about it rings next, if it has rung before. */
  ringAt?: number;
  /** A person ended it outside bKash's API, and says how. */
  settled?: { at: number; reason: string };
}
