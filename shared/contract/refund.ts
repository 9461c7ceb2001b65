import * as z from 'zod/mini';
import { amountSchema, idSchema } from './values.ts';

/** Body of `POST /orders/{orderId}/refunds`. The reason goes to bKash, which takes 255 characters. */
export const refundRequestSchema = z.strictObject({
  refundId: idSchema,
  amount: amountSchema,
  reason: z.string().check(
    z.regex(/\S/, 'must not be blank'),
    z.maxLength(255),
    z.regex(/^[^\p{Cc}<>&]*$/u, 'must be free of control characters, <, > and &'),
    z.refine((text) => text.isWellFormed(), 'must be well-formed Unicode'),
  ),
});
