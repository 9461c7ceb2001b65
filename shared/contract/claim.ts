import * as z from 'zod/mini';

/**
 * bKash's transaction number: ten capital letters and digits (`bkash-api.md` 2.4). The first three spell the day, two of
 * them in letters, so ten digits are a telephone number that somebody took for it.
 */
export const trxIdSchema = z
  .string()
  .check(
    z.regex(/^(?=.*[A-Z])[0-9A-Z]{10}$/, 'must be a TrxID: 10 capital letters and digits, not digits alone'),
  );

/** Body of `POST /orders/{orderId}/claims`. */
export const claimRequestSchema = z.strictObject({ trxID: trxIdSchema });

/** `8xk ২34-56aa` → `8XK23456AA`: as a person types what he reads in an SMS. Whether it is one is the schema's. */
export function typedTrxId(text: string): string {
  return text
    .replace(/[০-৯]/g, (digit) => String(digit.charCodeAt(0) - 0x09e6))
    .replace(/[\s\u200b-\u200f-]/g, '')
    .toUpperCase();
}
