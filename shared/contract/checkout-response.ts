import * as z from 'zod/mini';
import { orderViewSchema } from './order-view.ts';

/** 201 for a new order, 200 for the same body again. */
export const checkoutResponseSchema = z.strictObject({
  ...orderViewSchema.shape,
  /** The payment link: works until the order is settled, on any device. */
  payUrl: z.string(),
  /** bKash's page of the live attempt, or null while there is none. */
  bkashUrl: z.nullable(z.string()),
  token: z.string(),
});

export type CheckoutResponse = z.infer<typeof checkoutResponseSchema>;
