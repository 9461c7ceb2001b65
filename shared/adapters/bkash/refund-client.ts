import { askingIn } from './ask.ts';
import type { ClientOptions } from './client-options.ts';
import type { BkashRefunds } from './port.ts';
import { refundOutcome } from './read-refund.ts';
import type { RefundDialect } from './refund-dialect.ts';

/** Refunds in bKash's words, as a generation's dialect spells them. */
export function refundClientOf(
  { base, paths, refundBody, statusBody, readStatus }: RefundDialect,
  options: Pick<ClientOptions, 'transport' | 'credentials'>,
): BkashRefunds {
  const ask = askingIn(base, options);
  return {
    async refundPayment(token, refund, abortAfterMs) {
      return refundOutcome(await ask(paths.refund, token, refundBody(refund), abortAfterMs), refund);
    },
    async refundStatus(token, payment, abortAfterMs) {
      return readStatus(await ask(paths.status, token, statusBody(payment), abortAfterMs), payment.trxId);
    },
  };
}
