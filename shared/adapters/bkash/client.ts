import type { BkashCredentials } from '../../config/secret.ts';
import { amountFromPoisha } from '../../domain/money.ts';
import type { Dialect } from './dialect.ts';
import type { Bkash, BkashToken } from './port.ts';
import { type TokenCalls, tokenAnswerOf } from './token-answer.ts';
import { createOutcome, executeOutcome, queryOutcome, searchOutcome } from './translate.ts';
import { callTimeoutMs, type Transport } from './transport.ts';
import { verdictOf } from './verdict.ts';

export interface ClientOptions {
  transport: Transport;
  credentials: BkashCredentials;
  /** Only the local simulator's page may lack TLS. */
  plainHttp: boolean;
}

/** Tokenized checkout in bKash's words, as a generation's dialect spells them. */
export function clientOf(
  dialect: Dialect,
  { transport, credentials, plainHttp }: ClientOptions,
): Bkash & TokenCalls {
  const { username, password, appKey, appSecret } = credentials;
  const { root, paths, paymentId: idField, trxId: trxField } = dialect;
  const app = { app_key: appKey, app_secret: appSecret };
  const ask = async (path: string, token: BkashToken, body: object, abortAfterMs = callTimeoutMs) => {
    // bKash's own plugins send the bare token, without `Bearer`.
    const headers = { authorization: token.value, 'x-app-key': appKey };
    return verdictOf(await transport.post(root + path, headers, body, abortAfterMs), dialect.read);
  };
  const signIn = async (path: string, body: object) =>
    tokenAnswerOf(
      await transport.post(root + path, { username, password }, { ...app, ...body }, callTimeoutMs),
    );

  return {
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
    async searchTransaction(token, trxId) {
      return searchOutcome(await ask(paths.search, token, { [trxField]: trxId }), trxId);
    },
    grantToken: () => signIn(paths.grant, {}),
    refreshToken: (refreshToken) => signIn(paths.refresh, { refresh_token: refreshToken }),
  };
}
