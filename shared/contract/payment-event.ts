import * as z from 'zod/mini';
import { orderViewSchema } from './order-view.ts';

/** What the shop's own server is told of: final facts of an order, and news of one of its attempts. */
export const paymentEventTypes = [
  'order.paid',
  'order.expired',
  'order.cancelled',
  'order.refunded',
  'order.surplus_returned',
  'attempt.failed',
  'attempt.cancelled',
] as const;
export type PaymentEventType = (typeof paymentEventTypes)[number];

/** The body of a message to the shop's server. */
export const paymentEventSchema = z.strictObject({
  type: z.enum(paymentEventTypes),
  timestamp: z.iso.datetime(),
  data: orderViewSchema,
});

export type PaymentEvent = z.infer<typeof paymentEventSchema>;
