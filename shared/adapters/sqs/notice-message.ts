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

const facts: Record<Fact, Fact> = {
  'order.paid': 'order.paid',
  'order.review': 'order.review',
  'order.expired': 'order.expired',
  'order.cancelled': 'order.cancelled',
  'order.payment_link': 'order.payment_link',
};

const noticeSchema = z.strictObject({
  orderId: idSchema,
  fact: z.enum(facts),
  channel: z.enum(['email']),
});
