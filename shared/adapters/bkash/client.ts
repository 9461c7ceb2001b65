import { amountFromPoisha } from '../../domain/money.ts';
import { askingIn } from './ask.ts';
import type { ClientOptions } from './client-options.ts';
import type { Dialect } from './dialect.ts';
import type { Bkash } from './port.ts';
import type { TokenCalls } from './token-answer.ts';
import { tokenCallsOf } from './token-calls.ts';
import { createOutcome, executeOutcome, queryOutcome, searchOutcome } from './translate.ts';

/** Tokenized checkout in bKash's words, as a generation's dialect spells them. */
export function clientOf(dialect: Dialect, options: ClientOptions): Bkash & TokenCalls {
  const { plainHttp } = options;
  const { paths, paymentId: idField, trxId: trxField } = dialect;
  const ask = askingIn(dialect, options);

  return {
    ...tokenCallsOf(dialect, options),
    async createPayment(token, order, abortAfterMs) {
      const body = {
        ...dialect.createExtras,
        payerReference: order.payerReference,
        callbackURL: order.callbackUrl,
        amount: amountFromPoisha(order.amountPoisha),
        currency: 'BDT',
        intent: 'sale',
        merchantInvoiceNumber: order.invoice,
      };
      return createOutcome(await ask(paths.create, token, body, abortAfterMs), order, plainHttp);
    },
    async executePayment(token, paymentId, abortAfterMs) {
      return executeOutcome(
        await ask(paths.execute, token, { [idField]: paymentId }, abortAfterMs),
        paymentId,
      );
    },
    async queryPayment(token, paymentId, abortAfterMs) {
      return queryOutcome(await ask(paths.query, token, { [idField]: paymentId }, abortAfterMs), paymentId);
    },
    async searchTransaction(token, trxId, abortAfterMs) {
      return searchOutcome(await ask(paths.search, token, { [trxField]: trxId }, abortAfterMs), trxId);
    },
  };
}
