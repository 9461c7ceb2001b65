import * as z from 'zod/mini';
import { idSchema } from '../../contract/values.ts';
import type { Fact } from '../../domain/facts.ts';
import type { Notice } from '../dynamodb/port.ts';
import { jsonFrom } from '../json-from.ts';

/** Reads a body of the notice queue. Throws when it is none of ours, so that it ends in the dead-letter queue. */
export function parseNotice(body: string): Notice {
  const parsed = noticeSchema.safeParse(jsonFrom(body));
  if (!parsed.success) throw new Error('A message of the notice queue is not a notice.');
  return parsed.data;
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

const noticeSchema = z.strictObject({
  orderId: idSchema,
  fact: z.union([z.enum(singles), repeated]),
  channel: z.enum(['email']),
});
