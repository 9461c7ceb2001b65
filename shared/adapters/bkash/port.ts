import type { Poisha } from '../../domain/money.ts';
import type { Generation } from '../../domain/order.ts';
import type { Captured, Refusal as RecordedRefusal } from '../../domain/payment.ts';
import type { ListedRefund } from '../../domain/sending-back.ts';

/** What the payment system asks of bKash, in our words. Nothing outside this folder knows bKash's. */
export interface Bkash extends BkashPayments {
  createPayment(token: BkashToken, order: CreatePayment, abortAfterMs: number): Promise<CreateOutcome>;
}

/** The product whose frame opens inside the shop's page. It sends nobody back, so it knows no address and no payer. */
export interface BkashCheckout extends BkashPayments {
  createPayment(
    token: BkashToken,
    order: Pick<CreatePayment, 'invoice' | 'amountPoisha'>,
    abortAfterMs: number,
  ): Promise<CheckoutCreateOutcome>;
}

/** What every product can be told and asked about a payment that it created. */
export interface BkashPayments {
  executePayment(token: BkashToken, paymentId: string, abortAfterMs: number): Promise<ExecuteOutcome>;
  /** Aborted at bKash's own 30 s unless the caller cannot wait that long. */
  queryPayment(token: BkashToken, paymentId: string, abortAfterMs?: number): Promise<QueryOutcome>;
  /** Aborted likewise. */
  searchTransaction(token: BkashToken, trxId: string, abortAfterMs?: number): Promise<SearchOutcome>;
}

/** One client each: an attempt is settled by the generation it was created with. */
export type BkashGenerations = Readonly<Record<Generation, Bkash>>;

/** Money back. Apart from `Bkash`, so that a function which never returns any carries none of it. */
export interface BkashRefunds {
  /**
   * Never to be sent again blindly: bKash knows no idempotency key. Throws a RangeError, and sends nothing, where the
   * amount is not a whole number of poisha above zero or a text is blank.
   */
  refundPayment(token: BkashToken, refund: RefundPayment, abortAfterMs: number): Promise<RefundOutcome>;
  /** Aborted at bKash's own 30 s unless the caller cannot wait that long. */
  refundStatus(
    token: BkashToken,
    payment: RefundedPayment,
    abortAfterMs?: number,
  ): Promise<RefundStatusOutcome>;
}

/** A payment is returned by the generation it was created with. */
export type RefundGenerations = Readonly<Record<Generation, BkashRefunds>>;

/** One shared token for the whole fleet; `value` never reaches a log. */
export interface BkashToken {
  value: string;
  /** Epoch milliseconds. */
  expiresAt: number;
}

/** A token with less life than this could expire between our check and bKash's. */
const leastLifeMs = 60_000;

export function hasLife(token: BkashToken, now: number): boolean {
  return token.expiresAt - now > leastLifeMs;
}

/**
 * Where a usable token comes from. Obtained before a number is taken or a claim is made (design rule 1),
 * so that having none changes nothing.
 */
export interface TokenSource {
  /**
   * A token that is usable now, or undefined when none could be had within the budget (at most 5 s). A rejected one
   * is given only where no other may be had and it still lives.
   */
  usable(): Promise<BkashToken | undefined>;
  /** The newest token there was, usable or not (then its life is over); never makes a token call. */
  lastKnown(): Promise<BkashToken | undefined>;
  /** bKash rejected this token: compared with the stored one before any token call is spent. */
  rejected(token: BkashToken): Promise<void>;
}

/** The schedule's side of the shared token: it alone renews one that is still usable (design rule 17). */
export interface TokenRenewal {
  /** The stored token, if it is usable. */
  stored(): Promise<BkashToken | undefined>;
  /** Replaces this token while everyone else goes on using it. Waits for bKash's answer, up to 30 s. */
  renew(token: BkashToken): Promise<RenewalOutcome>;
}

/**
 * `busy`: another function is calling. `superseded`: that token is no longer the stored one. `not_now`: two calls
 * lie in the last hour, one failed a moment ago, or bKash locked us out. `failed`: bKash gave no token.
 */
export type RenewalOutcome = 'renewed' | 'busy' | 'superseded' | 'not_now' | 'failed';

export interface CreatePayment {
  invoice: string;
  amountPoisha: Poisha;
  callbackUrl: string;
  payerReference: string;
}

export interface RefundedPayment {
  paymentId: string;
  trxId: string;
}

/** bKash reads 255 characters of each text and no markup; the rest of them is left out. */
export interface RefundPayment extends RefundedPayment {
  amountPoisha: Poisha;
  sku: string;
  reason: string;
}

/** What to do about a code: `bkash-api.md` section 9. */
export type Handling =
  | 'retry'
  | 'new_payment'
  | 'ask'
  | 'customer'
  | 'configuration'
  | 'token'
  | 'premature'
  | 'duplicate';

/** An explicit no. The message is what the customer may read; the code is for the shop and the operator. */
export interface Refusal extends RecordedRefusal {
  handling: Handling;
}

/**
 * `not_sent`: bKash certainly did nothing (connection never opened, gateway 401).
 * `silent`: anything that is neither an explicit yes nor an explicit no.
 */
export type CreateOutcome = { kind: 'created'; paymentId: string; bkashUrl: string } | CreateFailure;

/** `createAnswer`: bKash's answer as received, as JSON; bKash.js wants it whole. */
export type CheckoutCreateOutcome =
  | { kind: 'created'; paymentId: string; createAnswer: string }
  | CreateFailure;

export type CreateFailure =
  | { kind: 'refused'; refusal: Refusal }
  | { kind: 'not_sent'; reason: NotSentReason }
  | { kind: 'silent'; reason: string };

export type ExecuteOutcome =
  | { kind: 'completed'; captured: Captured }
  /** An explicit no for good: the paymentID is spent. */
  | { kind: 'refused'; refusal: Refusal }
  /** 2062, 2068, 2117, 2119: it may have moved already; Query decides. */
  | { kind: 'ask'; refusal: Refusal }
  /** 2056, 2060: one Query at the first look; Initiated there means refused. */
  | { kind: 'premature'; refusal: Refusal }
  | { kind: 'not_sent'; reason: NotSentReason }
  | { kind: 'unknown'; reason: string };

export type QueryOutcome =
  | { kind: 'completed'; captured: Captured }
  | { kind: 'initiated'; verification: 'complete' | 'incomplete' }
  /** bKash says that there is no such payment and will be none: 2002, or a status that ends without money. */
  | { kind: 'dead'; reason: string }
  /** No answer that decides anything: silence, an outage, a shape nobody knows. Does not count as a look. */
  | { kind: 'unanswered'; reason: string; unauthorised: boolean };

export type SearchOutcome =
  | { kind: 'found'; amountPoisha: Poisha; saleAmountPoisha?: Poisha; completed: boolean }
  | { kind: 'unanswered'; reason: string; unauthorised: boolean };

export type RefundOutcome =
  /** `amountPoisha` as bKash said it; another one than was asked for is `unknown`. */
  | { kind: 'succeeded'; refundTrxId: string; amountPoisha: Poisha }
  /** An explicit no for good to this call; after an earlier call that stayed silent it says nothing about that one. */
  | { kind: 'refused'; refusal: Refusal }
  /** 2023: the merchant's collection balance does not cover it. */
  | { kind: 'insufficient'; refusal: Refusal }
  /** 2033, 2127: bKash does not see the payment yet; nothing was returned. */
  | { kind: 'later'; refusal: Refusal }
  | { kind: 'not_sent'; reason: NotSentReason }
  /** Money may have gone back; the status decides. */
  | { kind: 'unknown'; reason: string };

export type RefundStatusOutcome =
  /** Every refund of the payment; none is an answer too. v1 shows one at most. */
  { kind: 'listed'; refunds: ListedRefund[] } | { kind: 'unanswered'; reason: string; unauthorised: boolean };

export type NotSentReason = 'unreachable' | 'unauthorised';
