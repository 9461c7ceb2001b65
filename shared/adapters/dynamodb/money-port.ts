import type { Order } from '../../domain/order.ts';
import type { PaymentClaims } from '../../domain/payment-claims.ts';
import type { PaymentNotice } from '../sns/port.ts';

/** Ties a trxID to one attempt for ever, so that no money is counted twice. */
export interface TrxTies {
  tie(trxId: string, owner: TrxOwner): Promise<'tied' | 'held_by_another'>;
  ownerOf(trxId: string): Promise<TrxOwner | undefined>;
}

export interface TrxOwner {
  orderId: string;
  attempt: number;
}

/** Money that arrived and that no attempt claims: a person has to look. */
export interface UnclaimedMoney {
  /** The first entry of a trxID stands, open or closed. */
  keep(money: UnclaimedEntry): Promise<void>;
  /** An attempt recorded this trxID after all. `written_off`: a person had, before that, and his word stands. */
  close(trxId: string): Promise<'closed' | 'written_off'>;
}

export interface UnclaimedEntry
  extends Pick<
    PaymentNotice,
    'trxId' | 'amountPoisha' | 'saleAmountPoisha' | 'invoice' | 'reference' | 'payer'
  > {
  reason: UnclaimedReason;
  /** The message that told of it; its journal entry has the rest. */
  messageId: string;
  /** Epoch ms at the door. */
  at: number;
}

/** The operator's side of it. */
export interface UnclaimedDesk {
  /** Every open entry. Reads them all: a shop has few. */
  open(): Promise<UnclaimedRecord[]>;
  /** Strongly consistent. */
  find(trxId: string): Promise<UnclaimedRecord | undefined>;
  /**
   * In one write or not at all: ties the trxID to the owner, which nobody else may have; stores the order's next state on
   * the version that `next` carries; closes the entry, which must be open. `conflict`: one of the three is not so.
   */
  settle(settlement: UnclaimedSettlement): Promise<{ kind: 'settled'; order: Order } | { kind: 'conflict' }>;
  /** False, and nothing is written, where the entry is closed. */
  writeOff(trxId: string, reason: string): Promise<boolean>;
}

export interface UnclaimedSettlement {
  trxId: string;
  owner: TrxOwner;
  next: Order;
  as: 'attached' | 'returned';
}

export interface UnclaimedRecord extends UnclaimedEntry {
  /** Epoch ms. */
  closedAt?: number;
  /** What a person did with it; absent where an attempt recorded the trxID after all. */
  closedAs?: 'attached' | 'returned' | 'written_off';
  /** The order that it was attached to, or through whose payment it goes back. */
  closedFor?: string;
  /** The person's own words about a write-off. */
  closedBecause?: string;
}

export type UnclaimedReason =
  /** Nobody's invoice and nobody's trxID, for as long as a message waits for its order. */
  | 'no_order'
  /** An order of ours, whose attempt never had a paymentID. */
  | 'no_payment'
  /** Its attempt was paid, by another trxID. */
  | 'other_trx'
  /** bKash's own Query knows of no payment. */
  | 'not_completed_at_bkash'
  /** bKash answered no Query within the life of a paymentID. */
  | 'unanswered';

/** What customers say they paid, kept for good: whatever no attempt yields is a person's to judge. */
export interface PaymentClaimStore {
  /** Strongly consistent; an order without claims has none. */
  find(orderId: string): Promise<PaymentClaims>;
  /** Writes the next state of the version that `next` carries; a conflict hands back what is there. */
  save(next: PaymentClaims): Promise<{ kind: 'saved' | 'conflict'; claims: PaymentClaims }>;
}

/** The operator's side of it. */
export interface PaymentClaimDesk {
  /** Of every order that has any. Reads them all: a shop has few. */
  all(): Promise<PaymentClaims[]>;
}
