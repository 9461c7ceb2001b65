import { amountFromPoisha } from '../../domain/money.ts';
import { askingIn } from './ask.ts';
import type { PathClientOptions } from './client-options.ts';
import { dialectCheckout } from './dialect-checkout.ts';
import type { BkashCheckout, BkashToken, CheckoutCreateOutcome, CreatePayment } from './port.ts';
import { readCreated } from './read-created.ts';
import type { TokenCalls } from './token-answer.ts';
import { tokenCallsOf } from './token-calls.ts';
import { executeOutcome, queryOutcome, searchOutcome } from './translate.ts';
import { callTimeoutMs } from './transport.ts';
import { type Verdict, verdictOf } from './verdict.ts';

/**
 * The product in the shop's page, in bKash's words. A module of its own: a function that never meets a payment of it
 * carries none of this.
 */
export function checkoutClientOf(options: PathClientOptions): BkashCheckout & TokenCalls {
  const { root, paths, read } = dialectCheckout;
  const { transport, credentials } = options;
  const ask = askingIn(dialectCheckout, options);

  async function call(
    method: 'GET' | 'POST',
    path: string,
    token: BkashToken,
    abortAfterMs = callTimeoutMs,
  ): Promise<Verdict> {
    const headers = { authorization: token.value, 'x-app-key': credentials.appKey };
    return verdictOf(await transport.call(method, root + path, headers, abortAfterMs), read);
  }

  return {
    ...tokenCallsOf(dialectCheckout, options),
    async createPayment(token, order, abortAfterMs) {
      const body = {
        amount: amountFromPoisha(order.amountPoisha),
        currency: 'BDT',
        intent: 'sale',
        merchantInvoiceNumber: order.invoice,
      };
      return createdInPage(await ask(paths.create, token, body, abortAfterMs), order);
    },
    async executePayment(token, paymentId, abortAfterMs) {
      return executeOutcome(await call('POST', paths.execute(paymentId), token, abortAfterMs), paymentId);
    },
    async queryPayment(token, paymentId, abortAfterMs) {
      return queryOutcome(await call('GET', paths.query(paymentId), token, abortAfterMs), paymentId);
    },
    async searchTransaction(token, trxId, abortAfterMs) {
      return searchOutcome(await call('GET', paths.search(trxId), token, abortAfterMs), trxId);
    },
  };
}

/** It is stored with the order. Half a kilobyte was recorded: a logo's address and eight short fields. */
const longestAnswer = 4_096;

function createdInPage(
  verdict: Verdict,
  order: Pick<CreatePayment, 'invoice' | 'amountPoisha'>,
): CheckoutCreateOutcome {
  const opened = readCreated(verdict, order);
  if (opened.kind !== 'opened') return opened;
  const createAnswer = JSON.stringify(opened.body);
  return createAnswer.length <= longestAnswer
    ? { kind: 'created', paymentId: opened.paymentId, createAnswer }
    : { kind: 'silent', reason: 'too_large' };
}
