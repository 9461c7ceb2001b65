import * as z from 'zod/mini';
import { idSchema } from './values.ts';

/** Looser than a customer's claim: an operator deals with every trxID that a notification of bKash's may name. */
const anyTrxIdSchema = z
  .string()
  .check(z.regex(/^[A-Za-z0-9]{1,64}$/, 'must be letters and digits, as bKash gives it'));

/** The operator's own words, kept with what he did. */
const reasonSchema = z
  .string()
  .check(z.regex(/\S/, 'must not be blank'), z.maxLength(255, 'must have 255 characters at most'));

/** A fact as `resend ORDER` lists it: what is true of the order, and of what of it. */
const factSchema = z
  .string()
  .check(
    z.regex(/^(order|attempt)\.[a-z_]+(:[A-Za-z0-9_-]{1,64})?$/, 'must be one that `resend ORDER` lists'),
  );

/** What the function `operate` does for an operator, by name: an event of it is one of these with its fields. */
export const operationSchemas = {
  'unclaimed.list': z.strictObject({}),
  'unclaimed.attach': z.strictObject({ trxID: anyTrxIdSchema, orderId: idSchema }),
  'unclaimed.return': z.strictObject({ trxID: anyTrxIdSchema }),
  'unclaimed.write-off': z.strictObject({ trxID: anyTrxIdSchema, reason: reasonSchema }),
  'claims.list': z.strictObject({}),
  'claims.close': z.strictObject({ orderId: idSchema, trxID: anyTrxIdSchema, reason: reasonSchema }),
  'resend.list': z.strictObject({ orderId: idSchema }),
  'resend.send': z.strictObject({
    orderId: idSchema,
    fact: factSchema,
    channel: z.optional(z.enum(['email', 'sms', 'shop'], 'must be email, sms or shop')),
  }),
  'review.accept': z.strictObject({ orderId: idSchema }),
  'review.return': z.strictObject({ orderId: idSchema }),
  'refund.settle': z.strictObject({
    orderId: idSchema,
    refundId: idSchema,
    as: z.enum(['succeeded', 'refused'], 'must be succeeded or refused'),
    reason: reasonSchema,
  }),
  'surplus.settle': z.strictObject({ orderId: idSchema, trxID: anyTrxIdSchema, reason: reasonSchema }),
} as const;

export type OperationName = keyof typeof operationSchemas;
export type OperationInput<Name extends OperationName> = z.infer<(typeof operationSchemas)[Name]>;

export interface OperationEvent {
  operation: string;
  input: unknown;
}

/**
 * `refused`: nothing was changed, and the message says why and what to do. `code` is for programs; `order` is the order
 * view, `unclaimed`, `claims` and `resendable` the lists.
 */
export interface OperationAnswer {
  outcome: 'done' | 'already' | 'refused';
  code: string;
  message: string;
  order?: unknown;
  unclaimed?: UnclaimedView[];
  claims?: ClaimView[];
  resendable?: ResendableView[];
}

/** Money without an order, as an operator sees it. Times are ISO 8601 UTC, amounts taka with two decimals. */
export interface UnclaimedView {
  trxID: string;
  amount: string | null;
  at: string;
  /** Why nobody claimed it: `docs/runbook.md`, UnclaimedMoney. */
  reason: string;
  invoice?: string;
  reference?: string;
  /** Masked. */
  payer?: string;
  /** The order through whose payment bKash can give it back; null: only a person can, in the merchant portal. */
  returnsThrough: string | null;
  suggestions: Array<{ orderId: string; status: string; amount: string; why: string[] }>;
}

/** What a customer says he paid and no attempt of his order yields, as an operator sees it. */
export interface ClaimView {
  orderId: string;
  status: string;
  /** What the order costs. */
  amount: string;
  trxID: string;
  /** When it was first said. */
  at: string;
  /** Where that trxID was found: `docs/runbook.md`, ClaimUnmatched. */
  found: 'unclaimed' | 'unclaimed_closed' | 'other_order' | 'bkash' | 'nowhere' | 'not_asked';
  /** How much money it names; null where nobody has said. */
  foundAmount: string | null;
  /** For `bkash`: whether it says that the transaction is completed. */
  completed?: boolean;
  /** For `other_order`: which. The customer must not learn it. */
  otherOrder?: string;
}

/** A message that can be sent once more. */
export interface ResendableView {
  orderId: string;
  fact: string;
  channel: 'email' | 'sms' | 'shop';
  /** Masked; of the shop's server the host. */
  to: string;
}
