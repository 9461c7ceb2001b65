import type { Poisha } from '../../domain/money.ts';

/** What the system asks of Amazon SNS, which carries bKash's payment notifications (`bkash-api.md` section 6). */
export interface SnsVerifier {
  /**
   * Is this envelope from the pinned topic, and Amazon's own signature under it? Never throws.
   * `receivedAt` (epoch ms) is when it came to our door: age and the certificate's dates are judged at that moment,
   * so that a message verified later by the consumer gets the same answer.
   */
  verify(envelope: SnsEnvelope, receivedAt: number): Promise<Verdict>;
}

export interface SubscriptionConfirmer {
  /** Tells SNS that we want the pinned topic. Throws when SNS did not say yes, so that it asks again. */
  confirm(token: string): Promise<void>;
}

export type Verdict =
  /** `stale`: validly signed, but too old (or too far in the future) to act on: quarantine. */
  | { kind: 'genuine'; stale: boolean }
  | { kind: 'refused'; reason: RefusalReason }
  /** The certificate could not be had, so nothing is known about the message; ask again. */
  | { kind: 'unreachable'; reason: string };

export type RefusalReason =
  | 'webhooks_off'
  | 'foreign_topic'
  | 'certificate_url'
  | 'certificate'
  | 'signature_version'
  | 'signature';

/** The fields Amazon signs, by Amazon's names and as received: exactly what is needed to verify again. */
interface Signed {
  MessageId: string;
  TopicArn: string;
  Message: string;
  Timestamp: string;
  SignatureVersion: string;
  Signature: string;
  SigningCertURL: string;
}

export interface SnsNotification extends Signed {
  Type: 'Notification';
  Subject?: string;
}

export interface SnsControl extends Signed {
  Type: 'SubscriptionConfirmation' | 'UnsubscribeConfirmation';
  Token: string;
  /** Signed, so it is kept; never followed. */
  SubscribeURL: string;
}

export type SnsEnvelope = SnsNotification | SnsControl;

/** Which message it was: what is queued and journalled of it. Nothing here tells of a person. */
export interface Receipt {
  /** Of the whole signed envelope: a forgery with a genuine message's id has another. */
  fingerprint: string;
  messageId: string;
  type: SnsEnvelope['Type'];
  topicArn: string;
  signatureVersion: string;
  /** Epoch ms. Amazon's own time where it is to be believed, else that of our door: the same however often it comes. */
  publishedAt: number;
  /** Epoch ms at our door. */
  receivedAt: number;
}

/** What a notification's inner message says about a payment, in our words. It is a hint; it never pays. */
export interface PaymentNotice {
  trxId: string;
  /** bKash's word as it stands; only `Completed` has ever been seen. */
  status: string;
  currency: string;
  /** What the payer's wallet gave: after the coupon, if there was one. */
  amountPoisha?: Poisha;
  /** What was ordered; only in coupon payments. */
  saleAmountPoisha?: Poisha;
  invoice?: string;
  /** What the payer wrote, as far as it may name an order; the rest of his words stays outside. */
  reference?: string;
  /** The payer's wallet, masked: enough for a person who asks the customer, nothing for anyone else. */
  payer?: string;
  /** Epoch ms, to the second; bKash's clock may be off by ten minutes. */
  completedAt?: number;
}

export type NoticeOutcome =
  | { kind: 'payment'; notice: PaymentNotice }
  | { kind: 'unrecognised'; reason: UnreadableReason };

export type UnreadableReason = 'not_json' | 'no_trx_id' | 'no_status' | 'no_currency';
