import type { BkashCredentials } from '../../config/secret.ts';
import type { Bkash, BkashToken } from './port.ts';
import { grantedV2, type TokenCalls } from './token-answer.ts';
import {
  createOutcomeV2,
  createRequestV2,
  executeOutcomeV2,
  queryOutcomeV2,
  searchOutcomeV2,
} from './translate-v2.ts';
import { callTimeoutMs, type Transport } from './transport.ts';

const root = '/v2/tokenized-checkout';

export interface ClientV2Options {
  transport: Transport;
  credentials: BkashCredentials;
  /** Only the local simulator's page may lack TLS. */
  plainHttp: boolean;
}

/** Tokenized checkout v2 in bKash's words: paths, headers, and field names of `bkash-api.md` section 2. */
export function clientV2({ transport, credentials, plainHttp }: ClientV2Options): Bkash & TokenCalls {
  const { username, password, appKey, appSecret } = credentials;
  const app = { app_key: appKey, app_secret: appSecret };
  const ask = (path: string, token: BkashToken, body: object, abortAfterMs = callTimeoutMs) =>
    // bKash's own plugins send the bare token, without `Bearer`.
    transport.post(`${root}${path}`, { authorization: token.value, 'x-app-key': appKey }, body, abortAfterMs);
  const signIn = (path: string, body: object) =>
    transport.post(`${root}${path}`, { username, password }, { ...app, ...body }, callTimeoutMs);

  return {
    async createPayment(token, order, abortAfterMs) {
      const answer = await ask('/payment/create', token, createRequestV2(order), abortAfterMs);
      return createOutcomeV2(answer, order, plainHttp);
    },
    async executePayment(token, paymentId, abortAfterMs) {
      return executeOutcomeV2(await ask('/payment/execute', token, { paymentId }, abortAfterMs), paymentId);
    },
    async queryPayment(token, paymentId, abortAfterMs) {
      return queryOutcomeV2(await ask('/query/payment', token, { paymentId }, abortAfterMs), paymentId);
    },
    async searchTransaction(token, trxId) {
      return searchOutcomeV2(await ask('/general/search-transaction', token, { trxId }), trxId);
    },
    async grantToken() {
      return grantedV2(await signIn('/auth/grant-token', {}));
    },
    async refreshToken(refreshToken) {
      return grantedV2(await signIn('/auth/refresh-token', { refresh_token: refreshToken }));
    },
  };
}
