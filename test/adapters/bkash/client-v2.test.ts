import { describe, expect, it } from 'vitest';
import { clientV2 } from '../../../shared/adapters/bkash/client-v2.ts';
import { connectBkash } from '../../../shared/adapters/bkash/generation.ts';
import type { Answer, Transport } from '../../../shared/adapters/bkash/transport.ts';
import { created, executed, ok, order, paymentId } from './answers-v2.ts';

const credentials = { username: 'shop', password: 'word', appKey: 'key', appSecret: 'secret' };
const token = { value: 'jwt', expiresAt: 0 };
const signedIn = { username: 'shop', password: 'word' };
const withToken = { authorization: 'jwt', 'x-app-key': 'key' };
const granted = {
  statusCode: '0000',
  id_token: 'new.jwt',
  expires_in: 3600,
  refresh_token: 'again',
  token_type: 'Bearer',
};

describe('the v2 client', () => {
  it('creates with the bare token, and leaves after the time the caller gives', async () => {
    const { bkash, sent } = answering(ok(created));
    expect(await bkash.createPayment(token, order, 10_000)).toMatchObject({ kind: 'created' });
    expect(sent).toMatchObject([
      { path: '/v2/tokenized-checkout/payment/create', headers: withToken, abortAfterMs: 10_000 },
    ]);
  });

  it('executes by paymentId', async () => {
    const { bkash, sent } = answering(ok(executed));
    expect(await bkash.executePayment(token, paymentId, 25_000)).toMatchObject({ kind: 'completed' });
    const path = '/v2/tokenized-checkout/payment/execute';
    expect(sent).toEqual([{ path, headers: withToken, body: { paymentId }, abortAfterMs: 25_000 }]);
  });

  it('queries and searches within bKash’s own 30 s', async () => {
    const { bkash, sent } = answering(ok(executed));
    expect(await bkash.queryPayment(token, paymentId)).toMatchObject({ kind: 'completed' });
    expect(await bkash.searchTransaction(token, executed.trxId)).toMatchObject({ kind: 'found' });
    expect(sent).toMatchObject([
      { path: '/v2/tokenized-checkout/query/payment', body: { paymentId }, abortAfterMs: 30_000 },
      {
        path: '/v2/tokenized-checkout/general/search-transaction',
        body: { trxId: executed.trxId },
        abortAfterMs: 30_000,
      },
    ]);
  });

  it('queries for less time where the caller has less', async () => {
    const { bkash, sent } = answering(ok(executed));
    await bkash.queryPayment(token, paymentId, 8_000);
    expect(sent).toMatchObject([{ abortAfterMs: 8_000 }]);
  });

  it('signs in with user name and password, and reads how long the token lives', async () => {
    const { bkash, sent } = answering(ok(granted));
    const answer = { kind: 'granted', token: 'new.jwt', lifeMs: 3_600_000, refreshToken: 'again' };
    expect(await bkash.grantToken()).toEqual(answer);
    expect(await bkash.refreshToken('old')).toEqual(answer);
    const app = { app_key: 'key', app_secret: 'secret' };
    expect(sent).toMatchObject([
      { path: '/v2/tokenized-checkout/auth/grant-token', headers: signedIn, body: app },
      {
        path: '/v2/tokenized-checkout/auth/refresh-token',
        headers: signedIn,
        body: { ...app, refresh_token: 'old' },
      },
    ]);
  });

  it.each<[string, Answer, object]>([
    [
      'a life written as text',
      ok({ ...granted, expires_in: '1200' }),
      { kind: 'granted', lifeMs: 1_200_000 },
    ],
    ['no connection', { kind: 'unreachable' }, { kind: 'not_sent' }],
    ['silence', { kind: 'lost', reason: 'timeout' }, { kind: 'silent', reason: 'timeout' }],
    ['a refusal', ok({ status: 'fail', msg: 'Too many' }), { kind: 'refused', reason: 'http_200' }],
    ['wrong credentials', ok({ message: 'Unauthorized' }, 401), { kind: 'refused', reason: 'http_401' }],
    ['a code beside the token', ok({ ...granted, statusCode: '9999' }), { kind: 'refused' }],
    ['a token that no header can carry', ok({ ...granted, id_token: 'a\nb' }), { kind: 'refused' }],
    ['a life of nothing', ok({ ...granted, expires_in: 0 }), { kind: 'refused' }],
    ['a life without end', ok({ ...granted, expires_in: 1e12 }), { kind: 'granted', lifeMs: 86_400_000 }],
  ])('reads a token answer: %s', async (_, answer, expected) => {
    expect(await answering(answer).bkash.grantToken()).toMatchObject(expected);
  });
});

describe('the choice of generation', () => {
  it('refuses to send credentials without TLS on any stage but local', () => {
    const bkash = { generation: 'v2' as const, tokenizedOrigin: 'http://127.0.0.1:1' };
    expect(() => connectBkash({ stage: 'sandbox', bkash }, credentials)).toThrow(
      /tokenizedOrigin must be https/,
    );
    expect(() => connectBkash({ stage: 'local', bkash }, credentials)).not.toThrow();
  });
});

function answering(answer: Answer) {
  const sent: object[] = [];
  const transport: Transport = {
    async post(path, headers, body, abortAfterMs) {
      sent.push({ path, headers, body, abortAfterMs });
      return answer;
    },
  };
  return { bkash: clientV2({ transport, credentials, plainHttp: false }), sent };
}
