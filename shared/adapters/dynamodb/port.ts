import type { Fact } from '../../domain/facts.ts';
import type { Gate } from '../../domain/gate.ts';
import type { Order } from '../../domain/order.ts';
import type { PaymentNotice, Receipt, RefusalReason, UnreadableReason } from '../sns/port.ts';

/** The order table, in our words. Every write is conditional on the version that was read. */
export interface Orders {
  /** Writes a new order, or hands back the one that is there. */
  create(order: Order): Promise<{ kind: 'created' | 'exists'; order: Order }>;
  /** Strongly consistent. */
  find(orderId: string): Promise<Order | undefined>;
  /** Writes the next state of the version that `next` carries; the answer carries the version now stored. */
  save(next: Order): Promise<{ kind: 'saved' | 'conflict'; order: Order }>;
}

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
  /** An attempt recorded this trxID after all. */
  close(trxId: string): Promise<void>;
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

/**
 * Messages that were accepted and cannot be believed or understood, whole, each with its reason. None vanishes (I11).
 * Kept by fingerprint: a forgery replaces no genuine message of its id, nor the other way round.
 */
export interface Quarantine {
  /** The same message again leaves the first as it is. */
  keep(message: { receipt: Receipt; reason: QuarantineReason; body: string }): Promise<void>;
}

/** The consumer's side of the quarantine: messages that wait there because they could not be verified at the door. */
export interface HeldMessages {
  /** The body as kept; undefined when the message was judged and let go before. Strongly consistent. */
  find(fingerprint: string): Promise<string | undefined>;
  /** It stays in quarantine, for this reason. */
  judged(fingerprint: string, reason: QuarantineReason): Promise<void>;
  /** It was genuine and is settled: nothing of it has to stay. */
  release(fingerprint: string): Promise<void>;
}

export type QuarantineReason =
  /** The certificate could not be had at the door; the consumer is about to try. */
  | 'unverified'
  /** It could not be had for as long as we would call a message fresh. */
  | 'certificate_unreachable'
  | 'stale'
  | 'not_completed'
  | UnreadableReason
  | RefusalReason;

/**
 * One entry for each message that was answered 200: what it was and what became of it. Written when that is final, so
 * that the entry is the last thing a message needs; one that has to wait is noted as `waiting` before.
 */
export interface Journal {
  /** The first final outcome stands: a replay changes nothing. */
  record(entry: JournalEntry): Promise<void>;
  /** Notes that the message waits in the queue; an entry that is there stands. */
  waits(entry: Omit<JournalEntry, 'outcome' | 'reason'>): Promise<void>;
}

/** Whether a message was here before. Strongly consistent. */
export interface JournalLookup {
  find(receipt: Receipt): Promise<'waiting' | 'final' | undefined>;
}

export interface JournalEntry {
  receipt: Receipt;
  verdict: 'genuine' | 'stale' | 'unreachable' | RefusalReason;
  /** The money facts, where they could be read; never the payer. */
  notice?: PaymentNotice;
  outcome: JournalOutcome;
  reason?: QuarantineReason | UnclaimedReason;
}

export type JournalOutcome =
  /** bKash was asked because of it, and confirmed it. */
  | 'applied'
  /** Its money was recorded before. */
  | 'dropped'
  | 'unclaimed'
  | 'quarantined'
  /** A subscription's two control messages. */
  | 'confirmed'
  | 'unsubscribed';

/**
 * Fails fast while bKash is down: shared by the fleet, fed by its own calls, written on failures and changes only,
 * read through a short cache.
 */
export interface HealthGate {
  /**
   * May a call leave now? `probe`: the pause of an outage is over and this caller, alone in the fleet, finds out for
   * all; it tells what it heard within 15 s, or another takes its place.
   */
  admit(): Promise<'open' | 'probe' | 'closed'>;
  /** Where it stands, without asking to pass. */
  standing(): Promise<Gate>;
  /** Nobody answered. `closeForMs` closes at once and for so long, without waiting for a third failure. */
  failed(closeForMs?: number): Promise<void>;
  /** bKash answered, be it a refusal. */
  answered(): Promise<void>;
}

/** Orders whose time to be looked at has come. */
export interface DueOrders {
  /** In pages of order ids; ends when nothing more is due or `limit` ids were given. */
  overdue(now: number, limit: number): AsyncIterable<string[]>;
}

/** One entry per order, fact and channel: what was announced stays announced (I7). */
export interface AnnouncementLedger {
  /** `send`: this message may send now. `sent`: another one did. `busy`: this message is being sent elsewhere. */
  claim(notice: Notice, messageId: string, now: number): Promise<'send' | 'sent' | 'busy'>;
  /** The send was refused before anything left: it is not counted, and where it was the only one, another message may try. */
  release(notice: Notice, messageId: string): Promise<void>;
  has(notice: Notice): Promise<boolean>;
}

export interface Notice {
  orderId: string;
  fact: Fact;
  channel: 'email';
}

/** Every order written since a time, for the daily sweep. Reads the whole table: never on a request's path. */
export interface OrderSweep {
  writtenSince(since: number): AsyncIterable<Order[]>;
}
