import * as z from 'zod/mini';
import { idSchema } from '../../contract/values.ts';
import type { Fact } from '../../domain/facts.ts';
import type { CustomerNotice } from '../dynamodb/notice-port.ts';
import { jsonFrom } from '../json-from.ts';
import type { ShopMessage } from './port.ts';

/** Reads a body of the notice queue. Throws when it is none of ours, so that it ends in the dead-letter queue. */
export function parseNotice(body: string): CustomerNotice {
  const parsed = noticeSchema.safeParse(jsonFrom(body));
  if (!parsed.success) throw new Error('A message of the notice queue is not a notice.');
  return parsed.data;
}

/** Reads a body of the shop's queue; throws like `parseNotice`. */
export function parseShopMessage(body: string): ShopMessage {
  const parsed = shopMessageSchema.safeParse(jsonFrom(body));
  if (!parsed.success) throw new Error('A message of the shop queue is not one for the shop.');
  return parsed.data as ShopMessage;
}

const singles = [
  'order.paid',
  'order.review',
  'order.expired',
  'order.cancelled',
  'order.payment_link',
] as const satisfies readonly Fact[];

/** The id is the shop's refundId or a trxID: both are the contract's ids. */
const repeated = z.templateLiteral([z.enum(['order.refunded', 'order.surplus_returned']), ':', idSchema]);
/** The number of an attempt. */
const news = z.templateLiteral([z.enum(['attempt.failed', 'attempt.cancelled']), ':', z.int()]);
const reviewOf = z.templateLiteral(['order.review:', z.int()]);
const told = z.union([z.enum(singles), reviewOf, repeated]);

const noticeSchema = z.strictObject({ orderId: idSchema, fact: told, channel: z.enum(['email', 'sms']) });

const count = z.int().check(z.nonnegative());
const shopMessageSchema = z.strictObject({
  orderId: idSchema,
  fact: z.union([told, news]),
  channel: z.literal('shop'),
  retry: z.optional(z.strictObject({ since: count, dueAt: count, tries: count })),
});
