// Written by `npm run openapi` of the payment backend, from the schemas that judge its requests.

/** The shop’s own id: letters, digits, `-` and `_`, at most 64, beginning with a letter or digit. */
export type Id = string;

/** Taka with exactly two decimals, as a string, above zero. */
export type Amount = string;

/** Taka with exactly two decimals, as a string; may be `0.00`. */
export type ShownAmount = string;

/** Always `BDT`. */
export type Currency = 'BDT';

/** The language the customer is addressed in: Bangla or English. */
export type Locale = 'bn' | 'en';

/** An order to be paid. The same body again is the same order, compared after defaults. */
export type CheckoutRequest = {
  /** Yours, and once only: the same id with another body is refused. */
  orderId: Id;
  /** From your server, never from the browser; within the stage’s limits (1.00 to 500000.00 unless set otherwise). */
  amount: Amount;
  /** Always `BDT`. */
  currency: Currency;
  /** Who pays; may be `{}`. Used for the order’s messages only. */
  customer: Customer;
  /** Where the customer goes back to, with `orderId` and `status` added. Its origin must be on the stage’s list. */
  returnUrl: string;
  /** Bangla unless said otherwise. */
  locale?: Locale | undefined;
  /** `redirect`: bKash’s own page. `sdk`: bKash’s script in your page, where the stage has that product. */
  mode?: 'redirect' | 'sdk' | undefined;
  /** How long the order may be paid. */
  expiresInMinutes?: number | undefined;
};

/** All optional: without an address nobody is told anything. */
export type Customer = {
  /** As the customer is addressed. */
  name?: string | undefined;
  /** For the order’s messages. */
  email?: string | undefined;
  /** A Bangladeshi mobile number, with or without `+88`. */
  phone?: string | undefined;
};

/** Money to be given back. The same body again is the same refund. */
export type RefundRequest = {
  /** Yours, and once only per order. */
  refundId: Id;
  /** At most what was captured and not given back yet. */
  amount: Amount;
  /** Goes to bKash, and is shown to whoever holds the order’s link: no personal data in it. Without control characters, `<`, `>` and `&`. */
  reason: string;
};

/** What a customer says he paid. It is never believed: it has bKash asked. */
export type ClaimRequest = {
  /** bKash’s id of the money, as its SMS says it: ten capital letters and digits. */
  trxID: string;
};

/** What bKash.js gives to the page when the customer has approved. */
export type SdkExecuteRequest = {
  /** bKash’s id of the payment. */
  paymentID: string;
};

/** The order, and what its customer needs to pay it. */
export type CheckoutResponse = {
  /** As the shop gave it. */
  orderId: Id;
  /** `pending`: not decided, also while a payment is in doubt. `paid`. `review`: money was received and is being checked. `failed`, `cancelled`: what became of the latest attempt, or the shop withdrew the order. `expired`. `partially_refunded`, `refunded`. */
  status: 'pending' | 'paid' | 'review' | 'failed' | 'cancelled' | 'expired' | 'partially_refunded' | 'refunded';
  /** Whether the payment link still leads to bKash; also true of a `failed` or `cancelled` order that can be tried again. */
  payable: boolean;
  /** What the customer owes. */
  amount: Amount;
  /** Always `BDT`. */
  currency: Currency;
  /** `0.00` or the order’s amount; a coupon counts as paid. Surplus is not in it. */
  amountPaid: ShownAmount;
  /** The sum of the refunds that succeeded. */
  amountRefunded: ShownAmount;
  /** The language of messages, pages and bKash’s own words. */
  locale: Locale;
  /** Whether the customer pays on bKash’s page or inside the shop’s. */
  mode: 'redirect' | 'sdk';
  /** ISO 8601, UTC. */
  createdAt: string;
  /** After this no new payment starts. */
  expiresAt: string;
  /** The last change of the order. */
  updatedAt: string;
  /** Every try to pay, oldest first. */
  attempts: Array<Attempt>;
  /** What the shop asked to give back, oldest first. */
  refunds: Array<Refund>;
  /** Money beyond what the order needs; it goes back by itself. */
  surplus: Array<Surplus>;
  /** What happened, oldest first. For people; decide by `status`. */
  timeline: Array<TimelineEntry>;
  /** The payment link: works until the order is settled, on any device, also when bKash was down at checkout. */
  payUrl: string;
  /** bKash’s page of the live attempt, or null while there is none; then use `payUrl`. */
  bkashUrl: string | null;
  /** Opens this one order to its customer: read and pay, never refund. Always the same for an order. */
  token: string;
};

/** How an order stands. With a token it holds nothing personal. */
export type Order = {
  /** As the shop gave it. */
  orderId: Id;
  /** `pending`: not decided, also while a payment is in doubt. `paid`. `review`: money was received and is being checked. `failed`, `cancelled`: what became of the latest attempt, or the shop withdrew the order. `expired`. `partially_refunded`, `refunded`. */
  status: 'pending' | 'paid' | 'review' | 'failed' | 'cancelled' | 'expired' | 'partially_refunded' | 'refunded';
  /** Whether the payment link still leads to bKash; also true of a `failed` or `cancelled` order that can be tried again. */
  payable: boolean;
  /** What the customer owes. */
  amount: Amount;
  /** Always `BDT`. */
  currency: Currency;
  /** `0.00` or the order’s amount; a coupon counts as paid. Surplus is not in it. */
  amountPaid: ShownAmount;
  /** The sum of the refunds that succeeded. */
  amountRefunded: ShownAmount;
  /** The language of messages, pages and bKash’s own words. */
  locale: Locale;
  /** Whether the customer pays on bKash’s page or inside the shop’s. */
  mode: 'redirect' | 'sdk';
  /** ISO 8601, UTC. */
  createdAt: string;
  /** After this no new payment starts. */
  expiresAt: string;
  /** The last change of the order. */
  updatedAt: string;
  /** Every try to pay, oldest first. */
  attempts: Array<Attempt>;
  /** What the shop asked to give back, oldest first. */
  refunds: Array<Refund>;
  /** Money beyond what the order needs; it goes back by itself. */
  surplus: Array<Surplus>;
  /** What happened, oldest first. For people; decide by `status`. */
  timeline: Array<TimelineEntry>;
};

/** One try to pay with bKash. */
export type Attempt = {
  /** Counts from 1. */
  attempt: number;
  /** The `merchantInvoiceNumber` in bKash’s books. */
  invoice: string;
  /** `unknown` and `doubtful` mean that bKash’s answer is missing and will be fetched: money may have moved. */
  state: 'creating' | 'created' | 'authorised' | 'executing' | 'unknown' | 'doubtful' | 'completed' | 'refused' | 'cancelled' | 'lapsed';
  /** bKash’s id of this try. */
  paymentID?: string | undefined;
  /** bKash’s id of the money, once captured. */
  trxID?: string | undefined;
  /** What was captured, else what was asked. */
  amount: ShownAmount;
  /** The wallet that paid, masked. With the key only. */
  payer?: string | undefined;
  /** bKash’s code of a refusal, `at_bkash` when its page refused, why the attempt lapsed, or `attached` when the shop attached money that came by QR or USSD. */
  reason?: string | undefined;
  /** bKash’s own words for the customer, in the order’s language. */
  message?: string | undefined;
  /** When it came into this state. */
  at: string;
};

/** Money on its way back to the customer, asked for by the shop. */
export type Refund = {
  /** As the shop gave it. */
  refundId: Id;
  /** What goes back. */
  amount: Amount;
  /** `requested`: taken up. `sending`: bKash was asked. `unknown`: its answer is missing, and is looked for until it is found or a person settles it. `succeeded`, `refused`: final. */
  state: 'requested' | 'sending' | 'unknown' | 'succeeded' | 'refused';
  /** bKash’s id of the return, once it succeeded; absent where not bKash’s answer but a person says that it did. */
  refundTrxID?: string | undefined;
  /** As the shop gave it; whoever holds the order’s link sees it too. */
  reason: string;
  /** When it was asked for. */
  at: string;
};

/** Money that the order does not need: a second payment, or one that came too late. It goes back by itself. */
export type Surplus = {
  /** bKash’s id of the money. */
  trxID: string;
  /** The attempt it came by. */
  attempt?: number | undefined;
  /** What goes back. */
  amount: Amount;
  /** As of a refund; `requested` also while a person judges it, `refused` also once a person has settled it outside bKash. */
  state: 'requested' | 'sending' | 'unknown' | 'succeeded' | 'refused';
  /** bKash’s id of the return, once it succeeded. */
  refundTrxID?: string | undefined;
  /** When it was found. */
  at: string;
};

/** One line of an order’s story. */
export type TimelineEntry = {
  /** ISO 8601, UTC. */
  at: string;
  /** A short name; new ones may come. */
  what: string;
  /** The same in English. */
  detail: string;
};

/** One thing that the customer was told. */
export type Notification = {
  /** Stays the same; good in a path as it stands. */
  id: string;
  /** What it is about; new ones may come. */
  fact: 'order.paid' | 'order.review' | 'order.expired' | 'order.cancelled' | 'order.payment_link' | 'order.refunded' | 'order.surplus_returned';
  /** For the customer, in the order’s language. */
  text: string;
  /** Since when it is true. */
  at: string;
  /** When it was marked as read, or null. */
  readAt: string | null;
};

/** All that the customer was told about the order. */
export type Notifications = {
  /** Newest first. */
  items: Array<Notification>;
  /** How many of them were not read. */
  unread: number;
};

/** How the order stands after the customer approved inside the shop’s page. */
export type SdkExecuteResponse = {
  /** As of the order; only `paid` means paid. */
  status: 'pending' | 'paid' | 'review' | 'failed' | 'cancelled' | 'expired' | 'partially_refunded' | 'refunded';
  /** In bKash’s own fields, without who paid: what it answered, or why it refused. Absent while it did not answer. */
  bkash?: {
    paymentID: string;
    trxID: string;
    transactionStatus: 'Completed';
    amount: string;
    currency: string;
    intent: 'sale';
    merchantInvoiceNumber: string;
  } | {
    errorCode: string;
    errorMessage: string;
  } | undefined;
};

/** A message to the shop’s server: a final fact of an order, or news of one of its attempts. */
export type PaymentEvent = {
  /** What happened. */
  type: 'order.paid' | 'order.expired' | 'order.cancelled' | 'order.refunded' | 'order.surplus_returned' | 'attempt.failed' | 'attempt.cancelled';
  /** When it became true. */
  timestamp: string;
  /** The order as the shop’s key would see it at the moment of sending. */
  data: Order;
};

/** RFC 9457. Decide by `code`: the list is closed. */
export type Problem = {
  /** A URN that ends in the code. */
  type: string;
  /** The same for every problem of this code. */
  title: string;
  /** As the HTTP status. */
  status: number;
  /** What happened and what to do next. */
  detail: string;
  /** What to decide by. */
  code: 'invalid_request' | 'unauthorized' | 'forbidden' | 'not_found' | 'order_conflict' | 'refund_conflict' | 'order_not_payable' | 'order_not_refundable' | 'order_not_cancellable' | 'too_many_attempts' | 'too_large' | 'over_refund' | 'refund_window' | 'refund_count' | 'slow_down' | 'internal' | 'bkash_unavailable';
  /** Quote it when you ask for help. */
  requestId: string;
  /** For bad input: each field at fault. */
  errors?: Array<{
    path: string;
    message: string;
  }> | undefined;
};

/** The function starts and its configuration is sound. */
export type Health = {
  /** Always `ok`. */
  status: 'ok';
};

export type OrderStatus = Order['status'];
export type AttemptState = Attempt['state'];

/** The closed list of `code`s. */
export const problemCodes = [
  'invalid_request',
  'unauthorized',
  'forbidden',
  'not_found',
  'order_conflict',
  'refund_conflict',
  'order_not_payable',
  'order_not_refundable',
  'order_not_cancellable',
  'too_many_attempts',
  'too_large',
  'over_refund',
  'refund_window',
  'refund_count',
  'slow_down',
  'internal',
  'bkash_unavailable',
] as const;
export type ProblemCode = (typeof problemCodes)[number];
