import * as z from 'zod/mini';
import { amountSchema, currencySchema, idSchema, localeSchema } from './values.ts';

/** JSON can spell half a character, which is no text: DynamoDB refuses to store it. */
const wellFormed = z.refine<string>((text) => text.isWellFormed(), 'must be well-formed Unicode');

/** What two readers of one address may take for two hosts: a browser would go where our list does not lead. */
const unambiguous = z.refine<string>(
  (url) => !/[\\\p{Cc}\p{Z}]/u.test(url) && !/^[^/]*\/\/[^/?#]*@/.test(url),
  'must be free of spaces, control characters, backslashes and a user name',
);

/** Who pays. All optional: a shop may know nothing about its customer. Control characters would reach a mail header. */
export const customerSchema = z.strictObject({
  name: z.optional(
    z
      .string()
      .check(
        z.minLength(1),
        z.maxLength(100),
        z.regex(/^[^\p{Cc}<>]*$/u, 'must be free of control characters, < and >'),
        wellFormed,
      ),
  ),
  email: z.optional(z.email('must be an email address of at most 254 characters').check(z.maxLength(254))),
  /** A Bangladeshi mobile number as people write it: `01712345678`, with or without `+88`. */
  phone: z.optional(
    z.string().check(z.regex(/^(?:\+?88)?01[3-9][0-9]{8}$/, 'must be a Bangladeshi mobile number')),
  ),
});

/** Body of `POST /checkouts`. */
export const checkoutRequestSchema = z.strictObject({
  orderId: idSchema,
  amount: amountSchema,
  currency: currencySchema,
  customer: customerSchema,
  /** Where the customer goes back to; its origin must be on the stage's list. */
  returnUrl: z
    .url({ protocol: /^https?$/, error: 'must be an http or https URL of at most 512 characters' })
    .check(z.maxLength(512), wellFormed, unambiguous),
  locale: z._default(localeSchema, 'bn'),
  mode: z._default(z.enum(['redirect', 'sdk']), 'redirect'),
  expiresInMinutes: z._default(z.int().check(z.gte(10), z.lte(1440)), 1440),
});

export type CheckoutRequest = z.infer<typeof checkoutRequestSchema>;
