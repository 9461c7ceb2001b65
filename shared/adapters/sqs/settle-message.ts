import * as z from 'zod/mini';
import { idSchema } from '../../contract/values.ts';
import { jsonFrom } from '../json-from.ts';
import type { SettleMessage } from './port.ts';

/** Reads a body of the settle queue; undefined when it is none of ours, so that it ends in the dead-letter queue. */
export function parseSettleMessage(body: string): SettleMessage | undefined {
  const parsed = settleMessageSchema.safeParse(jsonFrom(body));
  return parsed.success ? (parsed.data as SettleMessage) : undefined;
}

const count = z.int().check(z.nonnegative());
const fingerprint = z.string().check(z.regex(/^[0-9a-f]{64}$/));

/** Strict, like all of these: what a message may carry is listed here and nowhere else. */
const receipt = z.strictObject({
  fingerprint,
  messageId: z.string(),
  type: z.literal('Notification'),
  topicArn: z.string(),
  signatureVersion: z.string(),
  publishedAt: count,
  receivedAt: count,
});

const notice = z.strictObject({
  trxId: z.string(),
  status: z.literal('Completed'),
  currency: z.string(),
  amountPoisha: z.optional(count),
  saleAmountPoisha: z.optional(count),
  invoice: z.optional(z.string()),
  reference: z.optional(z.string()),
  payer: z.optional(z.string()),
  completedAt: z.optional(z.int()),
});

const settleMessageSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('webhook'), receipt, notice, putBacks: count }),
  z.strictObject({ kind: z.literal('held'), fingerprint, receivedAt: count }),
  z.strictObject({ kind: z.literal('look'), orderId: idSchema }),
  z.strictObject({ kind: z.literal('claim'), orderId: idSchema }),
  z.strictObject({ kind: z.literal('probe') }),
]);
