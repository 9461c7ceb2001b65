import * as z from 'zod/mini';
import { publicAmount } from '../domain/money.ts';
import { amountSchema, currencySchema, idSchema, localeSchema } from './values.ts';

const orderStatuses = [
  'pending',
  'paid',
  'review',
  'failed',
  'cancelled',
  'expired',
  'partially_refunded',
  'refunded',
] as const;
export type OrderStatus = (typeof orderStatuses)[number];

export const attemptStates = [
  'creating',
  'created',
  'authorised',
  'executing',
  'unknown',
  'doubtful',
  'completed',
  'refused',
  'cancelled',
  'lapsed',
] as const;
export type AttemptState = (typeof attemptStates)[number];

const refundStates = ['requested', 'sending', 'unknown', 'succeeded', 'refused'] as const;

/** Unlike an amount that is asked for, one that is shown may be zero. */
export const viewAmountSchema = z.string().check(z.regex(publicAmount));

/** ISO 8601, UTC. */
const timeSchema = z.iso.datetime();

export const attemptViewSchema = z.strictObject({
  attempt: z.int(),
  invoice: z.string(),
  state: z.enum(attemptStates),
  paymentID: z.optional(z.string()),
  trxID: z.optional(z.string()),
  amount: viewAmountSchema,
  /** The payer's wallet, masked. Never shown with a token. */
  payer: z.optional(z.string()),
  reason: z.optional(z.string()),
  /** bKash's own words for the customer, in the order's language. */
  message: z.optional(z.string()),
  at: timeSchema,
});

/** The answer to a refund and its entry in the order view. */
export const refundViewSchema = z.strictObject({
  refundId: idSchema,
  amount: amountSchema,
  state: z.enum(refundStates),
  refundTrxID: z.optional(z.string()),
  reason: z.string(),
  at: timeSchema,
});

export type RefundView = z.infer<typeof refundViewSchema>;

/** Money that arrived and the order does not need, on its way back. */
export const surplusViewSchema = z.strictObject({
  trxID: z.string(),
  attempt: z.optional(z.int()),
  amount: amountSchema,
  state: z.enum(refundStates),
  refundTrxID: z.optional(z.string()),
  at: timeSchema,
});

export const timelineEntrySchema = z.strictObject({ at: timeSchema, what: z.string(), detail: z.string() });

/** `GET /orders/{orderId}` and the core of every answer about an order. */
export const orderViewSchema = z.strictObject({
  orderId: idSchema,
  status: z.enum(orderStatuses),
  payable: z.boolean(),
  amount: amountSchema,
  currency: currencySchema,
  amountPaid: viewAmountSchema,
  amountRefunded: viewAmountSchema,
  locale: localeSchema,
  mode: z.enum(['redirect', 'sdk']),
  createdAt: timeSchema,
  expiresAt: timeSchema,
  updatedAt: timeSchema,
  attempts: z.array(attemptViewSchema),
  refunds: z.array(refundViewSchema),
  surplus: z.array(surplusViewSchema),
  timeline: z.array(timelineEntrySchema),
});

export type OrderView = z.infer<typeof orderViewSchema>;
