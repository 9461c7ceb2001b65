import type { ShopRetry } from '../../domain/shop-retry.ts';
import type { CustomerNotice, ShopNotice } from '../dynamodb/notice-port.ts';
import type { PaymentNotice, Receipt } from '../sns/port.ts';

/** A queue that takes messages of one kind. What `send` resolved is durably queued. */
export interface Queue<Message> {
  /** Throws when SQS did not take the message. */
  send(message: Message, options?: Delay): Promise<void>;
  /**
   * Ten to a request, so for small messages (20 kB at most). Throws `UnsentError`, whose `unsent` says which were
   * not taken, after one more try for those.
   */
  sendAll(messages: readonly Message[], options?: Delay): Promise<void>;
}

/** Some messages of a `sendAll` were not queued; all others were. */
export class UnsentError<Message = unknown> extends Error {
  override name = 'UnsentError';
  readonly unsent: readonly Message[];
  constructor(unsent: readonly Message[], offered: number) {
    super(`SQS did not take ${unsent.length} of ${offered} messages`);
    this.unsent = unsent;
  }
}

export interface Delay {
  /** 0 to 900, SQS's own limit. */
  delaySeconds?: number;
}

export type SettleQueue = Queue<SettleMessage>;
export type NoticeQueue = Queue<CustomerNotice>;
export type ShopQueue = Queue<ShopMessage>;

/** A fact for the shop's server. `retry` once a try failed: every pause is a fresh send of it. */
export interface ShopMessage extends ShopNotice {
  retry?: ShopRetry;
}

/** What SES said of an email about this order; nothing of whom it was for. */
export interface EmailEvent {
  orderId: string;
  /** `soft_bounce`: the mailbox is full, say. */
  kind: 'bounce' | 'soft_bounce' | 'complaint';
}

/**
 * Work for the settle consumer: something came, or something is due. Either is only a reason to look. None of these
 * carries a personal datum, because a dead letter lies about for two weeks (I10).
 */
export type SettleMessage = WebhookMessage | HeldMessage | LookMessage | ClaimMessage | ProbeMessage;

/** A notification that was found genuine, fresh and readable. */
export interface WebhookMessage {
  kind: 'webhook';
  receipt: Receipt;
  notice: PaymentNotice;
  /** How often it was put back to wait; each time is a fresh send. */
  putBacks: number;
}

/** A notification whose certificate could not be had at the door: the quarantine holds it until it can be judged. */
export interface HeldMessage {
  kind: 'held';
  fingerprint: string;
  /** Epoch ms at the door: what age and certificate dates are judged by, then and later. */
  receivedAt: number;
}

export interface LookMessage {
  kind: 'look';
  orderId: string;
}

/** The customer has said that he paid: by the time this comes, an attempt has yielded it, or a person is told. */
export interface ClaimMessage {
  kind: 'claim';
  orderId: string;
}

/** bKash was down: whoever takes this finds out whether it is back. */
export interface ProbeMessage {
  kind: 'probe';
}
