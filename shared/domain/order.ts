import type { EmailTrouble } from './email-trouble.ts';
import type { Poisha } from './money.ts';
import type { Captured, Refusal } from './payment.ts';
import type { Refund, Surplus } from './refund.ts';
import type { TimelineEntry, TimelineWhat } from './timeline.ts';

/** What a customer owes for, with every try to pay it. One item in the table; one transition is one write. */
export interface Order {
  /** The stage. Sandbox and live never touch. */
  environment: string;
  orderId: string;
  /** Counts writes; every write expects the version it read. */
  version: number;
  amountPoisha: Poisha;
  customer: Customer;
  /** Its email came back, or was complained of. */
  emailTrouble?: EmailTrouble;
  returnUrl: string;
  locale: 'bn' | 'en';
  mode: 'redirect' | 'sdk';
  /** Times are epoch milliseconds. */
  createdAt: number;
  expiresAt: number;
  updatedAt: number;
  /** Key id and expiry (unix seconds) of the order's one token: the same order always gets the same token. */
  token: { keyId: string; expiresAt: number };
  attempts: Attempt[];
  /** The order-wide claim: the attempt whose Execute may be under way. At most one (I6). */
  executingAttempt?: number;
  /** bKash did not take the last create: the next one waits. */
  createBackoff?: { failures: number; until: number };
  /** bKash opened no page for a customer with an address: he is told when he can pay (`link-notice.ts`). */
  linkNotice?: { state: 'owed'; tries: number; nextLookAt: number } | { state: 'ready'; at: number };
  /** No attempt is started any more. A late capture becomes surplus. */
  closed?: { as: 'withdrawn' | 'expired'; at: number };
  /** Money arrived that does not equal the order: only a person, or bKash's own explanation, takes it out of here. */
  review?: Review;
  /** How a person ended the last review. */
  reviewed?: { attempt: number; as: 'accepted' | 'returned'; at: number };
  /** What the shop asked to give back of the paid attempt. */
  refunds: Refund[];
  surplus: Surplus[];
  timeline: TimelineEntry[];
}

export interface Customer {
  name?: string;
  email?: string;
  phone?: string;
}

/** bKash's API generations. An attempt is settled by the one it was created with, whatever the stage speaks by then. */
export type Generation = 'v1' | 'v2';

/**
 * The API of an attempt: `tokenized` is bKash's own page, `checkout` the frame inside the shop's page, which bKash
 * never renewed.
 */
export type BkashApi =
  | { product: 'tokenized'; generation: Generation }
  | { product: 'checkout'; generation: 'v1' };
export type Product = BkashApi['product'];

type AttemptCore = BkashApi & {
  /** Counts from 1 within the order; part of the invoice. */
  attempt: number;
  startedAt: number;
  changedAt: number;
};

type WithPayment = AttemptCore & {
  paymentId: string;
  /** When bKash created the payment: a paymentID lives 24 hours. */
  paymentCreatedAt: number;
};

type Sent = WithPayment & {
  /** When Execute was sent. */
  sentAt: number;
  nextLookAt: number;
  /** Executes that certainly never reached bKash, before this one. */
  triesSent: number;
  /** The second Execute on this paymentID, and the last: bKash knew of no capture after the first (design rule 5). */
  again?: true;
};

/** Where the customer pays: on the page of bKash, or in the frame that the answer opens, as JSON and as received. */
type Opened = { product: 'tokenized'; bkashUrl: string } | { product: 'checkout'; createAnswer: string };

/** One try to pay the order. The fields say what the state knows, so that no state can lie. */
export type Attempt =
  | (AttemptCore & { state: 'creating'; leaseUntil: number; absentLookAt?: number })
  /** `absentLookAt`: when bKash is asked about a customer who never came back; gone once bKash has answered. */
  | (WithPayment & Opened & { state: 'created'; absentLookAt?: number; absentAsked?: true })
  /** A valid success came back; an Execute is owed until `owedUntil`. */
  | (WithPayment & { state: 'authorised'; owedUntil: number; nextLookAt: number; triesSent: number })
  | (Sent & { state: 'executing' })
  | (Sent & {
      state: 'unknown';
      looks: CountedLook[];
      unanswered: number;
      /** bKash said 2056 or 2060: Initiated at the first look makes this the refusal. */
      premature?: Refusal;
    })
  | (Sent & { state: 'doubtful'; doubtfulSince: number; unanswered: number })
  | (WithPayment & { state: 'completed'; captured: Captured })
  /** Money that came without a payment of ours, by QR or USSD, and that an operator attached: completed from birth. */
  | (AttemptCore & { state: 'completed'; captured: Captured; attached: true })
  | (AttemptCore & {
      state: 'refused';
      paymentId?: string;
      paymentCreatedAt?: number;
      sentAt?: number;
      refusal?: Refusal;
    })
  | (WithPayment & { state: 'cancelled' })
  | (AttemptCore & {
      state: 'lapsed';
      reason: LapseReason;
      paymentId?: string;
      paymentCreatedAt?: number;
      sentAt?: number;
    });

export type AttemptState = Attempt['state'];
export type AttemptIn<S extends AttemptState> = Extract<Attempt, { state: S }>;

/** A Query that bKash answered with Initiated. */
export interface CountedLook {
  at: number;
  verification: 'complete' | 'incomplete';
}

export type LapseReason =
  | 'create_silent'
  | 'superseded'
  | 'order_closed'
  | 'payment_id_expired'
  | 'never_executed'
  | 'never_captured';

export interface Review {
  attempt: number;
  reason: ReviewReason;
  at: number;
  /** A lower amount on our own paymentID is a coupon until shown otherwise: when the transaction is looked up. */
  couponLookAt?: number;
  /** bKash has answered that it knows of no coupon: it is not asked again. */
  couponAsked?: true;
}

export type ReviewReason = 'amount' | 'currency' | 'invoice' | 'trx_held_by_another';

/** The newest entries are kept: 40 of about 40 bytes stay below one kilobyte even for an order of many tries. */
const timelineLimit = 40;

/** A copy of the order with the attempt replaced, the change noted and the clock moved. */
export function withAttempt(order: Order, attempt: Attempt, what: TimelineWhat, now: number): Order {
  const attempts = order.attempts.map((other) => (other.attempt === attempt.attempt ? attempt : other));
  return noted({ ...order, attempts }, what, now, attempt.attempt);
}

export function noted(order: Order, what: TimelineWhat, now: number, attempt?: number): Order {
  const entry: TimelineEntry = attempt === undefined ? { at: now, what } : { at: now, what, attempt };
  return { ...order, updatedAt: now, timeline: [...order.timeline, entry].slice(-timelineLimit) };
}

/** The fields of an attempt with a paymentID that outlive every state it can be in. */
export function paymentOf(attempt: Attempt & { paymentId: string; paymentCreatedAt: number }) {
  const { attempt: number, startedAt, paymentId, paymentCreatedAt } = attempt;
  return { attempt: number, ...apiOf(attempt), startedAt, paymentId, paymentCreatedAt };
}

export function apiOf(attempt: BkashApi): BkashApi {
  const { product, generation } = attempt;
  return product === 'checkout' ? { product, generation: 'v1' } : { product, generation };
}

export function hasPayment(
  attempt: Attempt | undefined,
): attempt is Attempt & { paymentId: string; paymentCreatedAt: number } {
  return attempt !== undefined && 'paymentId' in attempt && attempt.paymentId !== undefined;
}

/** The number that the next attempt of this order takes. */
export function nextNumber({ attempts }: Order): number {
  return (attempts.at(-1)?.attempt ?? 0) + 1;
}

export function attemptNumbered(order: Order, number: number): Attempt | undefined {
  return order.attempts.find(({ attempt }) => attempt === number);
}
