import type { PaymentNotice, Receipt, RefusalReason, UnreadableReason } from '../sns/port.ts';
import type { UnclaimedReason } from './money-port.ts';

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
  /** It stays in quarantine, for this reason. False: a twin of it was let go before, and nothing stays. */
  judged(fingerprint: string, reason: QuarantineReason): Promise<boolean>;
  /** It was genuine and is settled: nothing of it has to stay, whoever put a twin of it aside. */
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
  /** The first final outcome stands: a replay changes nothing. One that was put aside has none yet. */
  record(entry: JournalEntry): Promise<void>;
  /** Notes that the message waits in the queue; an entry that is there stands. */
  waits(entry: Omit<JournalEntry, 'outcome' | 'reason'>): Promise<void>;
}

/** Whether a message was weighed before, which one that was put aside unread never was. Strongly consistent. */
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
