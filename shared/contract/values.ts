import * as z from 'zod/mini';
import { publicAmount } from '../domain/money.ts';

/** `orderId` and `refundId`: safe in a path, a file name and an invoice as they stand. */
export const idSchema = z
  .string()
  .check(
    z.regex(
      /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/,
      'must have 1 to 64 letters, digits, "-" or "_" and begin with a letter or digit',
    ),
  );

/** Taka with exactly two decimals, as a string; above zero. The stage's own limits are checked by the use case. */
export const amountSchema = z.string().check(
  z.regex(publicAmount, 'must be an amount with exactly two decimals, such as 1050.00'),
  z.refine((amount) => amount !== '0.00', 'must be above zero'),
);

export const currencySchema = z.literal('BDT');
export const localeSchema = z.enum(['bn', 'en']);

export const maxBodyBytes = 8 * 1024;
export const maxWebhookBodyBytes = 64 * 1024;
