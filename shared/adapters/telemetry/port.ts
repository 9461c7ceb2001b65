/**
 * What the system may say about itself: named events with allow-listed fields, and counts. There is no free text,
 * so nothing a customer typed, no token and no key can reach a log by accident. A new thing to say is a new row here.
 */
export const levelOfEvent = {
  /** An exception of ours left a handler: a bug or a broken dependency. */
  HandlerFailed: 'error',
  /** The stage's secret could not be read again; the one in memory serves on. */
  SecretStale: 'warn',
  CheckoutStarted: 'info',
  AttemptUnknown: 'warn',
  /** The queue did not take a look; the `due` index still has it. */
  LookNotQueued: 'warn',
  OrderPaid: 'info',
  OrderReview: 'error',
  OrderExpired: 'info',
  OrderCancelled: 'info',
  SurplusRecorded: 'error',
  /** It has not gone back for an hour. */
  SurplusWaits: 'error',
  RefundSucceeded: 'info',
  RefundRefused: 'warn',
  /** The shop's balance at bKash does not cover it, or it has not gone back for an hour. */
  RefundWaits: 'error',
  /** bKash neither says nor lists that the money went back. */
  RefundUnknown: 'error',
  UnclaimedMoney: 'error',
  /** A person's explicit act (`npm run ops`): which, on what, and how it ended. */
  OperatorActed: 'warn',
  PaymentClaimed: 'info',
  /** No attempt of his order yields what a customer says he paid. */
  ClaimUnmatched: 'error',
  WebhookQueued: 'info',
  WebhookRefused: 'warn',
  WebhookDropped: 'info',
  WebhookQuarantined: 'warn',
  /** That a message waits could not be noted; it waits all the same. */
  JournalFailed: 'warn',
  TopicConfirmed: 'warn',
  /** Somebody ended the subscription: from now on no notification comes. */
  TopicUnsubscribed: 'error',
  /** bKash does not answer: nothing is sent until a probe is heard. */
  GateClosed: 'error',
  GateOpened: 'warn',
  TokenCall: 'info',
  TokenRefused: 'error',
  NoticeSent: 'info',
  NoticeFailed: 'warn',
  /** SES told of an email that it came back, or that its reader called it spam. */
  EmailBounced: 'warn',
  EmailComplained: 'warn',
  /** An operator had a fact told once more. */
  NoticeResent: 'warn',
  /** Not sent, and rightly: told already, or true no more. */
  NoticeDropped: 'info',
  /** The daily sweep queued this many facts without a ledger entry: more than none means that a stream lost some. */
  NoticesSwept: 'info',
} as const;

export type EventName = keyof typeof levelOfEvent;

/** In CloudWatch under `SundarBanPay`, dimension `stage`; alarms watch these names. */
export const metricNames = [
  'HandlerFailed',
  'OrderReview',
  'SurplusRecorded',
  'SurplusWaits',
  'RefundWaits',
  'RefundUnknown',
  'UnclaimedMoney',
  'ClaimUnmatched',
  'WebhookRefused',
  /** A notification whose signature is Amazon's and whose topic is ours. */
  'WebhookReceived',
  'WebhookQuarantined',
  'TopicUnsubscribed',
  'TokenCall',
  /** A token call that a function made for its own need; `renew-token` makes the others. */
  'TokenCallOnDemand',
  'TokenRefused',
  'AttemptUnknown',
  'SettledByWebhook',
  /** A look of the schedule or of a reader, not the Execute's answer, learnt that the money had moved. */
  'SettledByLook',
  /** How long the customer of a look that decided nothing has been waiting, in seconds. */
  'UndecidedSeconds',
  'NoticeFailed',
  /** For how long the shop's server has not taken the message that just failed again. */
  'ShopWaitsSeconds',
] as const;

export type MetricName = (typeof metricNames)[number];

/** Identifiers, codes and numbers. A string of any other shape is withheld, whatever the field. */
export interface EventFields {
  requestId?: string | undefined;
  orderId?: string | undefined;
  attempt?: number | undefined;
  trxID?: string | undefined;
  state?: string | undefined;
  /** Which call of bKash's (grant, create, execute, query…), or which act of an operator's. */
  operation?: string | undefined;
  /** Why, as one of our closed reasons. */
  reason?: string | undefined;
  /** A code of bKash's or of our own problems. */
  code?: string | undefined;
  channel?: string | undefined;
  fact?: string | undefined;
  messageId?: string | undefined;
  count?: number | undefined;
  durationMs?: number | undefined;
  /** Class of an exception, never its message: messages quote what they choke on. */
  errorName?: string | undefined;
  /** Where it was thrown: `file:line:column`, the innermost frames. */
  thrownAt?: string | undefined;
}

export interface Telemetry {
  event(name: EventName, fields?: EventFields): void;
  /** One more of them, or `value` where the name carries a unit. */
  metric(name: MetricName, value?: number): void;
}
