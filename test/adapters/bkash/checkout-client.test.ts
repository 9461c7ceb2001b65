import { describe, expect, it } from 'vitest';
import { checkoutClientOf } from '../../../shared/adapters/bkash/checkout-client.ts';
import { connectCheckout } from '../../../shared/adapters/bkash/checkout-connection.ts';
import { refundClientOf } from '../../../shared/adapters/bkash/refund-client.ts';
import { refundDialectCheckout } from '../../../shared/adapters/bkash/refund-dialect-checkout.ts';
import { connectCheckoutRefunds } from '../../../shared/adapters/bkash/refund-generation.ts';
import type { Answer, PathTransport } from '../../../shared/adapters/bkash/transport.ts';
import { captured, ok, order, paymentId, refund, trxId } from './answers.ts';
import { answersCheckout, refusalCheckout } from './answers-checkout.ts';

const { created, executed, found, granted, initiated, queried, refunded } = answersCheckout;
const credentials = { username: 'shop', password: 'word', appKey: 'key', appSecret: 'secret' };
const app = { app_key: 'key', app_secret: 'secret' };
const token = { value: 'jwt', expiresAt: 0 };
const headers = { authorization: 'jwt', 'x-app-key': 'key' };
const root = '/v1.2.0-beta/checkout';

describe('the client of the product in the shop’s page', () => {
  it('creates without a way back and without the payer, and keeps the answer as it was received', async () => {
    const { bkash, sent } = answering(ok(created));
    const createAnswer = JSON.stringify(created);
    expect(await bkash.createPayment(token, order, 10_000)).toEqual({
      kind: 'created',
      paymentId,
      createAnswer,
    });
    const body = { amount: '1050.00', currency: 'BDT', intent: 'sale', merchantInvoiceNumber: 'A1-01' };
    expect(sent).toEqual([
      { method: 'POST', path: `${root}/payment/create`, headers, body, abortAfterMs: 10_000 },
    ]);
  });

  it('executes by the id in the path, without a body', async () => {
    const { bkash, sent } = answering(ok(executed));
    const { payer: _, maxRefundablePoisha: __, ...known } = captured;
    expect(await bkash.executePayment(token, paymentId, 25_000)).toEqual({
      kind: 'completed',
      captured: known,
    });
    const path = `${root}/payment/execute/${paymentId}`;
    expect(sent).toEqual([{ method: 'POST', path, headers, abortAfterMs: 25_000 }]);
  });

  it('queries and searches by GET, within bKash’s own 30 s or less', async () => {
    const asked = answering(ok(queried));
    expect(await asked.bkash.queryPayment(token, paymentId, 8_000)).toMatchObject({ kind: 'completed' });
    const query = `${root}/payment/query/${paymentId}`;
    expect(asked.sent).toEqual([{ method: 'GET', path: query, headers, abortAfterMs: 8_000 }]);
    const searched = answering(ok(found));
    expect(await searched.bkash.searchTransaction(token, trxId)).toMatchObject({
      kind: 'found',
      amountPoisha: 9_000,
      saleAmountPoisha: 10_000,
    });
    const search = `${root}/payment/search/${trxId}`;
    expect(searched.sent).toEqual([{ method: 'GET', path: search, headers, abortAfterMs: 30_000 }]);
  });

  it('tells an approved payment from an untouched one', async () => {
    const verification = async (answer: object) => answering(ok(answer)).bkash.queryPayment(token, paymentId);
    expect(await verification(initiated)).toEqual({ kind: 'initiated', verification: 'complete' });
    const { verificationStatus: _, ...silent } = initiated;
    expect(await verification(silent)).toEqual({ kind: 'initiated', verification: 'incomplete' });
  });

  it('signs in under its own root, and reads a life written as text', async () => {
    const { bkash, sent } = answering(ok(granted));
    expect(await bkash.grantToken()).toMatchObject({ kind: 'granted', lifeMs: 3_600_000 });
    expect(await bkash.refreshToken('old')).toMatchObject({ kind: 'granted' });
    const signedIn = { headers: { username: 'shop', password: 'word' }, abortAfterMs: 30_000 };
    expect(sent).toEqual([
      { method: 'POST', path: `${root}/token/grant`, body: app, ...signedIn },
      { method: 'POST', path: `${root}/token/refresh`, body: { ...app, refresh_token: 'old' }, ...signedIn },
    ]);
  });

  it('knows a lock-out in its own envelope', async () => {
    const { bkash } = answering(refusalCheckout('9999', 'Token request limit exceeded'));
    expect(await bkash.grantToken()).toEqual({ kind: 'locked_out' });
  });

  it.each([
    ['2023', 'refused'],
    ['2062', 'ask'],
    ['2056', 'premature'],
    ['2029', 'refused'],
    ['2003', 'unknown'],
    ['503', 'unknown'],
    ['2079', 'not_sent'],
    ['7777', 'unknown'],
  ])('hears code %s after Execute as %s', async (code, kind) => {
    const { bkash } = answering(refusalCheckout(code));
    expect((await bkash.executePayment(token, paymentId, 1_000)).kind).toBe(kind);
  });

  it('hands on bKash’s own message', async () => {
    const { bkash } = answering(refusalCheckout('2023', 'Insufficient Balance'));
    expect(await bkash.executePayment(token, paymentId, 1_000)).toMatchObject({
      refusal: { code: '2023', message: { en: 'Insufficient Balance' } },
    });
  });

  it.each<[string, Answer]>([
    [
      'the refusal of v2',
      ok({ internalCode: 'x', externalCode: '2023', errorMessageEn: '', errorMessageBn: '' }, 400),
    ],
    ['the refusal of v1', ok({ statusCode: '2023', statusMessage: 'Insufficient Balance' })],
    ['a refusal with 400', ok({ errorCode: '2023', errorMessage: '' }, 400)],
    ['two codes that disagree', ok({ errorCode: '2023', statusCode: '2062' })],
    ['a code beside a success', ok({ ...executed, errorCode: '0000' })],
    ['a refusal that names a transaction', ok({ ...executed, errorCode: '2023' })],
    ['a success with 500', ok(executed, 500)],
    ['a success whose status is none', ok({ ...executed, statusCode: '9999' })],
    ['a code that is a number', ok({ ...executed, errorCode: 2023 })],
  ])('takes for neither yes nor no: %s', async (_, answer) => {
    expect((await answering(answer).bkash.executePayment(token, paymentId, 1_000)).kind).toBe('unknown');
  });

  it.each([
    ['another invoice', { merchantInvoiceNumber: 'B2-01' }, 'another_payment'],
    ['another amount', { amount: '1.00' }, 'another_payment'],
    ['two ids', { paymentId: `${paymentId}9` }, 'unrecognised'],
    ['no id', { paymentID: undefined }, 'unrecognised'],
    ['more than an order can keep', { orgLogo: 'x'.repeat(4_096) }, 'too_large'],
  ])('opens no payment on an answer of %s', async (_, change, reason) => {
    const { bkash } = answering(ok({ ...created, ...change }));
    expect(await bkash.createPayment(token, order, 1_000)).toEqual({ kind: 'silent', reason });
  });
});

describe('a refund in that product', () => {
  const ids = { paymentID: paymentId, trxID: trxId };

  it('is told from its status by the amount alone, so one always has it and the other never', async () => {
    const sent: object[] = [];
    const transport = {
      async post(path: string, _: object, body: object) {
        sent.push({ path, ...body });
        return ok(refunded);
      },
    };
    const bkash = refundClientOf(refundDialectCheckout, { transport, credentials });
    expect(await bkash.refundPayment(token, refund, 1_000)).toMatchObject({ kind: 'succeeded' });
    expect(await bkash.refundStatus(token, refund)).toMatchObject({ kind: 'listed' });
    const path = `${root}/payment/refund`;
    expect(sent).toEqual([
      { path, ...ids, amount: '50.00', sku: 'honey-500g', reason: 'broken jar' },
      { path, ...ids },
    ]);
    await expect(bkash.refundPayment(token, { ...refund, amountPoisha: 0 }, 1_000)).rejects.toThrow(
      RangeError,
    );
    expect(sent).toHaveLength(2);
  });

  it('was never made, when bKash says that it knows of none', async () => {
    const transport = { post: async () => refusalCheckout('2033') };
    const bkash = refundClientOf(refundDialectCheckout, { transport, credentials });
    expect(await bkash.refundStatus(token, refund)).toEqual({ kind: 'listed', refunds: [] });
  });
});

describe('the connection to its host', () => {
  const host = (checkoutOrigin?: string) => ({
    generation: 'v2' as const,
    tokenizedOrigin: 'https://tokenized.example',
    ...(checkoutOrigin && { checkoutOrigin }),
  });

  it.each([connectCheckout, connectCheckoutRefunds])(
    '%o needs one, and TLS on any stage but local',
    (connect) => {
      expect(() => connect({ stage: 'sandbox', bkash: host() }, credentials)).toThrow(
        /no bkash.checkoutOrigin/,
      );
      const plain = host('http://127.0.0.1:1');
      expect(() => connect({ stage: 'sandbox', bkash: plain }, credentials)).toThrow(
        /checkoutOrigin must be https/,
      );
      expect(() => connect({ stage: 'local', bkash: plain }, credentials)).not.toThrow();
    },
  );
});

function answering(answer: Answer) {
  const sent: object[] = [];
  const transport: PathTransport = {
    async post(path, given, body, abortAfterMs) {
      sent.push({ method: 'POST', path, headers: given, body, abortAfterMs });
      return answer;
    },
    async call(method, path, given, abortAfterMs) {
      sent.push({ method, path, headers: given, abortAfterMs });
      return answer;
    },
  };
  return { bkash: checkoutClientOf({ transport, credentials, plainHttp: false }), sent };
}
