import * as z from 'zod/mini';
import type { CreateFailure, CreatePayment } from './port.ts';
import { agreed, id, optionalNumber, optionalText, poishaOf } from './read-payment.ts';
import type { Verdict } from './verdict.ts';

const address = z.optional(z.string().check(z.maxLength(2048)));

const createdSchema = z.object({
  paymentId: z.optional(id),
  paymentID: z.optional(id),
  bkashURL: address,
  bKashURL: address,
  amount: optionalNumber,
  merchantInvoiceNumber: optionalText,
});

/** The payment that a create opened, or why it opened none that can be used. `body` is the whole answer. */
export function readCreated(
  verdict: Verdict,
  order: Pick<CreatePayment, 'invoice' | 'amountPoisha'>,
): { kind: 'opened'; paymentId: string; bkashUrl: string | undefined; body: unknown } | CreateFailure {
  if (verdict.kind === 'not_sent') return verdict;
  if (verdict.kind === 'undecided') return { kind: 'silent', reason: verdict.reason };
  if (verdict.kind === 'refusal') {
    // Trouble at bKash is no answer about this payment; the number is given up and another one taken later.
    return verdict.refusal.handling === 'retry'
      ? { kind: 'silent', reason: `code_${verdict.refusal.code}` }
      : { kind: 'refused', refusal: verdict.refusal };
  }
  const created = createdSchema.safeParse(verdict.body).data;
  const paymentId = agreed(created?.paymentId, created?.paymentID);
  if (!created || !paymentId) return { kind: 'silent', reason: 'unrecognised' };
  const sameInvoice = (created.merchantInvoiceNumber ?? order.invoice) === order.invoice;
  const sameAmount = (poishaOf(created.amount) ?? order.amountPoisha) === order.amountPoisha;
  if (!sameInvoice || !sameAmount) return { kind: 'silent', reason: 'another_payment' };
  return { kind: 'opened', paymentId, bkashUrl: created.bkashURL ?? created.bKashURL, body: verdict.body };
}
