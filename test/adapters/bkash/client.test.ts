import { describe, expect, it } from 'vitest';
import { clientOf } from '../../../shared/adapters/bkash/client.ts';
import type { Dialect } from '../../../shared/adapters/bkash/dialect.ts';
import { connectBkash } from '../../../shared/adapters/bkash/generation.ts';
import type { Answer, Transport } from '../../../shared/adapters/bkash/transport.ts';
import { ok, order, paymentId, trxId } from './answers.ts';
import { answersV1 } from './answers-v1.ts';
import { answersV2 } from './answers-v2.ts';

const credentials = { username: 'shop', password: 'word', appKey: 'key', appSecret: 'secret' };
const token = { value: 'jwt', expiresAt: 0 };
const signedIn = { username: 'shop', password: 'word' };
const app = { app_key: 'key', app_secret: 'secret' };
const withToken = { authorization: 'jwt', 'x-app-key': 'key' };
const createFields = {
  payerReference: 'A1',
  callbackURL: 'https://pay.example/cb',
  amount: '1050.00',
  currency: 'BDT',
  intent: 'sale',
  merchantInvoiceNumber: 'A1-01',
};
const v1 = '/v1.2.0-beta/tokenized/checkout';
const v2 = '/v2/tokenized-checkout';

/** Each generation's addresses and spellings, as `bkash-api.md` section 2 lists them. */
const inItsWords = [
  {
    answers: answersV1,
    create: { path: `${v1}/create`, body: { mode: '0011', ...createFields } },
    execute: { path: `${v1}/execute`, body: { paymentID: paymentId } },
    query: { path: `${v1}/payment/status`, body: { paymentID: paymentId } },
    search: { path: `${v1}/general/searchTransaction`, body: { trxID: trxId } },
    grant: { path: `${v1}/token/grant`, body: app },
    refresh: { path: `${v1}/token/refresh`, body: { ...app, refresh_token: 'old' } },
  },
  {
    answers: answersV2,
    create: { path: `${v2}/payment/create`, body: createFields },
    execute: { path: `${v2}/payment/execute`, body: { paymentId } },
    query: { path: `${v2}/query/payment`, body: { paymentId } },
    search: { path: `${v2}/general/search-transaction`, body: { trxId } },
    grant: { path: `${v2}/auth/grant-token`, body: app },
    refresh: { path: `${v2}/auth/refresh-token`, body: { ...app, refresh_token: 'old' } },
  },
];

describe.each(inItsWords)('the $answers.generation client', ({ answers, ...calls }) => {
  const { created, dialect, executed, found, granted, queried } = answers;

  it('creates with the bare token, in two decimals, and leaves after the time the caller gives', async () => {
    const { bkash, sent } = answering(dialect, ok(created));
    expect(await bkash.createPayment(token, order, 10_000)).toMatchObject({ kind: 'created' });
    expect(sent).toEqual([{ ...calls.create, headers: withToken, abortAfterMs: 10_000 }]);
  });

  it('executes by the payment’s id', async () => {
    const { bkash, sent } = answering(dialect, ok(executed));
    expect(await bkash.executePayment(token, paymentId, 25_000)).toMatchObject({ kind: 'completed' });
    expect(sent).toEqual([{ ...calls.execute, headers: withToken, abortAfterMs: 25_000 }]);
  });

  it('queries and searches within bKash’s own 30 s, or less where the caller has less', async () => {
    const asked = answering(dialect, ok(queried));
    expect(await asked.bkash.queryPayment(token, paymentId)).toMatchObject({ kind: 'completed' });
    await asked.bkash.queryPayment(token, paymentId, 8_000);
    expect(asked.sent).toEqual([
      { ...calls.query, headers: withToken, abortAfterMs: 30_000 },
      { ...calls.query, headers: withToken, abortAfterMs: 8_000 },
    ]);
    const searched = answering(dialect, ok(found));
    expect(await searched.bkash.searchTransaction(token, trxId)).toMatchObject({ kind: 'found' });
    expect(searched.sent).toEqual([{ ...calls.search, headers: withToken, abortAfterMs: 30_000 }]);
  });

  it('signs in with user name and password, and reads how long the token lives', async () => {
    const { bkash, sent } = answering(dialect, ok(granted));
    const answer = { kind: 'granted', token: 'new.jwt', lifeMs: 3_600_000, refreshToken: 'again' };
    expect(await bkash.grantToken()).toEqual(answer);
    expect(await bkash.refreshToken('old')).toEqual(answer);
    expect(sent).toEqual([
      { ...calls.grant, headers: signedIn, abortAfterMs: 30_000 },
      { ...calls.refresh, headers: signedIn, abortAfterMs: 30_000 },
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
    ['a refusal', ok({ status: 'fail', msg: 'Invalid login' }), { kind: 'refused', reason: 'http_200' }],
    ['a lock-out in words', ok({ status: 'fail', msg: 'Token limit exceeded' }, 400), { kind: 'locked_out' }],
    ['a lock-out in v1', ok({ statusCode: '9999', statusMessage: 'Too many' }), { kind: 'locked_out' }],
    ['a lock-out by its status', ok({ message: null }, 429), { kind: 'locked_out' }],
    ['a server that is down', ok({ message: 'Limit Exceeded' }, 503), { kind: 'refused' }],
    ['wrong credentials', ok({ message: 'Unauthorized' }, 401), { kind: 'refused', reason: 'http_401' }],
    ['a code beside the token', ok({ ...granted, statusCode: '9999' }), { kind: 'refused' }],
    ['a token that no header can carry', ok({ ...granted, id_token: 'a\nb' }), { kind: 'refused' }],
    ['a life of nothing', ok({ ...granted, expires_in: 0 }), { kind: 'refused' }],
    ['a life without end', ok({ ...granted, expires_in: 1e12 }), { kind: 'granted', lifeMs: 86_400_000 }],
  ])('reads a token answer: %s', async (_, answer, expected) => {
    expect(await answering(dialect, answer).bkash.grantToken()).toMatchObject(expected);
  });
});

describe('the connection', () => {
  it('refuses to send credentials without TLS on any stage but local', () => {
    const bkash = { generation: 'v2' as const, tokenizedOrigin: 'http://127.0.0.1:1' };
    expect(() => connectBkash({ stage: 'sandbox', bkash }, credentials)).toThrow(
      /tokenizedOrigin must be https/,
    );
    expect(() => connectBkash({ stage: 'local', bkash }, credentials)).not.toThrow();
  });
});

function answering(dialect: Dialect, answer: Answer) {
  const sent: object[] = [];
  const transport: Transport = {
    async post(path, headers, body, abortAfterMs) {
      sent.push({ path, headers, body, abortAfterMs });
      return answer;
    },
  };
  return { bkash: clientOf(dialect, { transport, credentials, plainHttp: false }), sent };
}
