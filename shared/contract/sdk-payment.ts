import * as z from 'zod/mini';
import { orderViewSchema } from './order-view.ts';

/** Body of `POST /orders/{orderId}/bkash/execute`. */
export const executeRequestSchema = z.strictObject({
  paymentID: z
    .string()
    .check(z.regex(/^[A-Za-z0-9_-]{1,64}$/, 'must be the paymentID that bKash gave for this order')),
});

/** `bkash` is bKash's answer in its own fields, without whoever paid; absent while there is none. */
export const executeResponseSchema = z.strictObject({
  status: orderViewSchema.shape.status,
  bkash: z.optional(
    z.union([
      z.strictObject({
        paymentID: z.string(),
        trxID: z.string(),
        transactionStatus: z.literal('Completed'),
        amount: z.string(),
        currency: z.string(),
        intent: z.literal('sale'),
        merchantInvoiceNumber: z.string(),
      }),
      z.strictObject({ errorCode: z.string(), errorMessage: z.string() }),
    ]),
  ),
});

export type ExecuteResponse = z.infer<typeof executeResponseSchema>;
