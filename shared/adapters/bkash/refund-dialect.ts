import { amountFromPoisha, type Poisha } from '../../domain/money.ts';
import type { Dialect } from './dialect.ts';
import type { RefundedPayment, RefundPayment, RefundStatusOutcome } from './port.ts';
import type { Verdict } from './verdict.ts';

/** A generation's words for money that goes back (`bkash-api.md` section 2.8). */
export interface RefundDialect {
  base: Pick<Dialect, 'root' | 'read'>;
  paths: Record<'refund' | 'status', string>;
  refundBody(refund: RefundPayment): object;
  statusBody(payment: RefundedPayment): object;
  readStatus(verdict: Verdict, trxId: string): RefundStatusOutcome;
}

const mostCharacters = 255;

/**
 * The amount of a refund as bKash reads it. Without one v1 takes the request for a question, so that nothing goes back
 * and the answer looks like success: no amount but a real one is ever written.
 */
export function refundAmount(amountPoisha: Poisha): string {
  if (!Number.isSafeInteger(amountPoisha) || amountPoisha <= 0) {
    throw new RangeError(`a refund needs a whole number of poisha above zero, not ${amountPoisha}`);
  }
  return amountFromPoisha(amountPoisha);
}

/** `sku` and `reason`: bKash answers nothing that can be read where one is missing. */
export function refundText(field: 'sku' | 'reason', text: string): string {
  const plain = text.replace(/[<>&]/g, ' ').trim();
  if (plain === '') throw new RangeError(`a refund needs a ${field} that is not blank`);
  return plain.slice(0, mostCharacters).toWellFormed();
}
