import * as z from 'zod/mini';
import { poishaFromBkash } from '../../domain/money.ts';
import type { Captured } from '../../domain/payment.ts';
import { lenient } from './lenient-field.ts';

export const id = z.string().check(z.regex(/^[\w-]{4,64}$/));
export const number = z.union([z.string(), z.number()]);
const optionalId = lenient(id);
export const optionalNumber = lenient(number);
export const optionalText = lenient(z.string().check(z.maxLength(255)));

/** Every field is read in all its spellings, whatever the generation (`bkash-api.md` section 7). */
const paymentSchema = z.object({
  paymentId: z.optional(z.string()),
  paymentID: z.optional(z.string()),
  transactionStatus: z.string(),
  verificationStatus: optionalText,
  userVerificationStatus: optionalText,
  trxId: optionalId,
  trxID: optionalId,
  amount: optionalNumber,
  currency: optionalText,
  merchantInvoiceNumber: optionalText,
  merchantInvoice: optionalText,
  payerAccount: optionalText,
  customerMsisdn: optionalText,
  maxRefundableAmount: optionalNumber,
});

type Payment = z.infer<typeof paymentSchema>;

/** The payment that was asked about, or the reason why this is not an answer about it. */
export function readPayment(body: unknown, paymentId: string): Payment | string {
  const payment = paymentSchema.safeParse(body).data;
  if (!payment) return 'unrecognised';
  return isAbout(paymentId, payment.paymentId, payment.paymentID) ? payment : 'another_payment';
}

/** An answer that does not repeat the id is taken as being about it: it came back on that very call. */
export function isAbout(asked: string, ...spellings: Array<string | undefined>): boolean {
  return spellings.every((spelling) => spelling === undefined || spelling === asked);
}

/** The one value of two spellings; undefined when they contradict each other. */
export function agreed(one: string | undefined, other: string | undefined): string | undefined {
  return one === undefined || other === undefined || one === other ? (one ?? other) : undefined;
}

/** Money moved only if bKash says Completed, with a transaction number and an amount that can be read. */
export function capturedOf(payment: Payment): Captured | undefined {
  const trxId = agreed(payment.trxId, payment.trxID);
  const amountPoisha = poishaOf(payment.amount);
  if (payment.transactionStatus !== 'Completed') return undefined;
  if (trxId === undefined || amountPoisha === undefined || payment.currency === undefined) return undefined;
  const invoice = payment.merchantInvoiceNumber ?? payment.merchantInvoice;
  const payer = payment.payerAccount ?? payment.customerMsisdn;
  const maxRefundablePoisha = poishaOf(payment.maxRefundableAmount);
  return {
    trxId,
    amountPoisha,
    currency: payment.currency,
    ...(invoice !== undefined && { invoice }),
    ...(payer !== undefined && { payer }),
    ...(maxRefundablePoisha !== undefined && { maxRefundablePoisha }),
  };
}

export function poishaOf(amount: string | number | undefined) {
  return amount === undefined ? undefined : poishaFromBkash(String(amount));
}
