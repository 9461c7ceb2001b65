import * as z from 'zod/mini';

/** One for all: a schema of its own for each number would be made at every cold start. */
const aboveZero = z.int().check(z.positive());

/** Milliseconds. Every wait that differs between production and the local system, and nothing else. */
const waits = z.strictObject({
  /** Execute is aborted in a browser's request: below API Gateway's 30 s, above what bKash usually takes. */
  executeAbortInRequestMs: aboveZero,
  /** Execute is aborted in the consumer: just below bKash's own 30 s. */
  executeAbortInConsumerMs: aboveZero,
  /** When Query is asked after an Execute that nobody answered, counted from the send. */
  looksAfterSilenceMs: z.array(aboveZero).check(z.length(2)),
  /** An unanswered Query is asked again after this, doubling up to the last value. */
  lookAgainFromMs: aboveZero,
  lookAgainToMs: aboveZero,
  /** When a doubtful attempt is looked at, counted from the doubt; the last one repeats. */
  doubtfulLooksMs: z.array(aboveZero).check(z.minLength(1)),
  /** How long an attempt may stay `creating` before its number is given up. */
  createLeaseMs: aboveZero,
  /** A created attempt older than this is replaced when the customer opens the payment link again. */
  supersedeAfterMs: aboveZero,
  /** A valid return is still executed this long after the order's expiry. */
  graceAfterExpiryMs: aboveZero,
  /** bKash is asked about a customer who never came back this long after the create, where the policy is on. */
  absentCustomerMs: aboveZero,
  /** The same, when somebody opens the payment link. */
  absentCustomerByLinkMs: aboveZero,
  /** A lower amount that no coupon has explained for so long is a person's to judge. */
  couponAlarmMs: aboveZero,
  /** A refund that the shop's balance at bKash did not cover is tried again after this. */
  balanceRetryMs: aboveZero,
  /** An unmatched webhook is tried again this long before it becomes unclaimed money. */
  unmatchedWebhookMs: aboveZero,
  /** First pause after bKash refused or did not answer a create; doubles up to the last value. */
  createBackoffFromMs: aboveZero,
  createBackoffToMs: aboveZero,
  /** How long the gate stays closed after nobody answered the call for a token of a fleet that has none. */
  closedWithoutTokenMs: aboveZero,
  /** First pause after the shop's server did not take a message; doubles up to the last value. */
  shopRetryFromMs: aboveZero,
  shopRetryToMs: aboveZero,
  /** After so long a message to the shop is parked for a person. */
  shopGiveUpMs: aboveZero,
});

const stageName = z.string().check(z.regex(/^[a-z][a-z0-9-]{0,19}$/));
const origin = z.string().check(z.regex(/^https?:\/\/[^/?#]+$/));

/**
 * The stage, and its table, that keeps the token of credentials which this stage shares with it: bKash allows two token
 * calls an hour for both together. Absent: the credentials are this stage's own.
 */
const tokenOwner = z.optional(
  z.strictObject({
    stage: stageName,
    tableName: z.string().check(z.regex(/^[A-Za-z0-9_.-]{3,255}$/)),
  }),
);

/**
 * Everything a stage decides, in one typed value: the deployment writes it as JSON into `STAGE_CONFIG`,
 * the functions refuse to start on anything else.
 */
export const stageConfigSchema = z.strictObject({
  /** Names the stage and is part of every key, token, MAC and invoice. */
  stage: stageName,
  bkash: z.strictObject({
    generation: z.enum(['v1', 'v2']),
    /** Origin of the tokenized product, e.g. `https://tokenized.sandbox.bka.sh`. No call leaves for another host. */
    tokenizedOrigin: origin,
    tokenOwner,
    /**
     * The same of the product in the shop's page, e.g. `https://checkout.sandbox.bka.sh`. Without it, or without the
     * secret's credentials for it, the stage refuses a checkout in the page.
     */
    checkoutOrigin: z.optional(origin),
    checkoutTokenOwner: tokenOwner,
  }),
  /** `off` answers every webhook 403 and the system settles by looks alone. */
  webhooks: z.enum(['on', 'off']),
  /** The one SNS topic we believe. Without it no webhook is accepted. */
  topicArn: z.optional(z.string().check(z.regex(/^arn:aws:sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]{1,256}$/))),
  /** Only on stage `local`: where signing certificates are fetched from instead of Amazon's host. */
  certificateOrigin: z.optional(z.string().check(z.regex(/^http:\/\/127\.0\.0\.1:\d+$/))),
  /** Origins a customer may be sent back to, and that may call the API from a browser. */
  returnOrigins: z.array(origin),
  /** The sender of every email, an identity that SES has verified. */
  sender: z.email(),
  /**
   * Where the shop's own server takes signed messages (contract, section 3). Absent: none are sent. Off `local` it must
   * be https with a host name: a plain address or a port of its own machine is no shop.
   */
  shopWebhookUrl: z.optional(z.url({ protocol: /^https?$/ }).check(z.maxLength(512))),
  /** `on`: who left a mobile number and no email is told by SMS. Off until the account may send them (`docs/first-deploy.md`). */
  sms: z.enum(['on', 'off']),
  /** Name of the shop as messages and pages print it. */
  shopName: z.string().check(z.minLength(1), z.maxLength(60)),
  /**
   * `on`: a customer who agreed at bKash and never came back is executed for (design rule 8). Off on live until bKash's
   * answer about him has been seen there.
   */
  absentCustomer: z.enum(['on', 'off']),
  /**
   * Money for an order that had expired, unpaid: `return` sends it back, `accept` lets it pay the order. Money beside
   * a paid attempt or for a withdrawn order goes back either way.
   */
  surplus: z.enum(['return', 'accept']),
  /** A closed gate for new payments; executes go on. */
  stopNewPayments: z.boolean(),
  minAmountPoisha: aboveZero,
  maxAmountPoisha: aboveZero,
  /** bKash gives back for so many days after a payment (`bkash-api.md` 2.8: 60, its own plugin says 15). */
  refundWindowDays: aboveZero,
  waits,
});

/**
 * Whether messages about money may leave for this address: over TLS, to a name that a certificate can be for. Addresses
 * of the machine itself or of a private network have none, so that a slip in a setting reaches nothing inside.
 */
export function isPublicHttps(address: string): boolean {
  const { protocol, hostname, username, password, hash } = new URL(address);
  const isName = /^[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}$/.test(hostname);
  return protocol === 'https:' && isName && username + password + hash === '';
}

export type StageConfig = z.infer<typeof stageConfigSchema>;
export type Waits = z.infer<typeof waits>;

/** Production's waits, from `design.md` section 2. A test pins them. */
export const productionWaits: Waits = {
  executeAbortInRequestMs: 25_000,
  executeAbortInConsumerMs: 28_000,
  looksAfterSilenceMs: [35_000, 150_000],
  lookAgainFromMs: 30_000,
  lookAgainToMs: 300_000,
  doubtfulLooksMs: [300_000, 900_000, 1_800_000, 3_600_000],
  createLeaseMs: 40_000,
  supersedeAfterMs: 600_000,
  graceAfterExpiryMs: 900_000,
  absentCustomerMs: 1_500_000,
  absentCustomerByLinkMs: 120_000,
  couponAlarmMs: 900_000,
  balanceRetryMs: 3_600_000,
  unmatchedWebhookMs: 900_000,
  createBackoffFromMs: 5_000,
  createBackoffToMs: 300_000,
  closedWithoutTokenMs: 300_000,
  shopRetryFromMs: 30_000,
  shopRetryToMs: 10_800_000,
  shopGiveUpMs: 259_200_000,
};

/** The local system's waits: a tenth, but for the three that the contract gives. */
export const localWaits: Waits = {
  executeAbortInRequestMs: 5_000,
  executeAbortInConsumerMs: 5_000,
  looksAfterSilenceMs: [7_000, 20_000],
  lookAgainFromMs: 3_000,
  lookAgainToMs: 30_000,
  doubtfulLooksMs: [30_000, 90_000, 180_000, 360_000],
  createLeaseMs: 4_000,
  supersedeAfterMs: 60_000,
  graceAfterExpiryMs: 90_000,
  absentCustomerMs: 150_000,
  absentCustomerByLinkMs: 12_000,
  couponAlarmMs: 90_000,
  balanceRetryMs: 360_000,
  unmatchedWebhookMs: 90_000,
  createBackoffFromMs: 500,
  createBackoffToMs: 30_000,
  closedWithoutTokenMs: 30_000,
  shopRetryFromMs: 3_000,
  shopRetryToMs: 1_080_000,
  shopGiveUpMs: 25_920_000,
};
