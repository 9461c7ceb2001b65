import type { Fact, ToldFact } from '../../domain/facts.ts';

/** One entry per order, fact and channel: what was announced stays announced (I7). */
export interface AnnouncementLedger {
  /** `send`: this message may send now. `sent`: another one did. `busy`: this message is being sent elsewhere. */
  claim(notice: CustomerNotice, messageId: string, now: number): Promise<'send' | 'sent' | 'busy'>;
  /** The send was refused before anything left: it is not counted, and where it was the only one, another message may try. */
  release(notice: CustomerNotice, messageId: string): Promise<void>;
  has(notice: Notice): Promise<boolean>;
}

/** An operator's way past the ledger: the fact may be told again. */
export interface LedgerEraser {
  forget(notice: Notice): Promise<void>;
}

/** One fact to be told by one channel. */
export type Notice = CustomerNotice | ShopNotice;

export interface CustomerNotice {
  orderId: string;
  fact: ToldFact;
  channel: 'email' | 'sms';
}

export interface ShopNotice {
  orderId: string;
  fact: Fact;
  channel: 'shop';
}

/** What the shop's own server was told. It may hear a fact more than once, and never not at all. */
export interface ShopLedger {
  /** Strongly consistent. */
  hasTaken(notice: ShopNotice): Promise<boolean>;
  /** After every try; the first failed one already keeps the daily sweep from beginning another row of tries. */
  tried(notice: ShopNotice, outcome: 'taken' | 'failed', now: number): Promise<void>;
}

/** Which of an order's notifications its customer has read: by the notification's id, when (epoch ms). */
export interface ReadMarks {
  find(orderId: string): Promise<Record<string, number>>;
  /** Answers when it was first read: a second reading changes nothing. */
  mark(orderId: string, id: string, now: number): Promise<number>;
}
