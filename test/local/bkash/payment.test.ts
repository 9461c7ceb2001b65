import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Merchant, merchantWithSimulator } from './merchant.ts';

/** Goal: the v2 API moves money as bKash's does: in Execute only, once per paymentID, and says so in its own words. */
let merchant: Merchant;
beforeAll(async () => {
  merchant = await merchantWithSimulator();
});
afterAll(() => merchant.leave());

describe('a payment at bKash', () => {
  it('goes from create over PIN to execute, and only execute moves money', async () => {
    const created = await merchant.create({ amount: '777', callbackURL: 'http://shop.example/cb?a=1' });
    expect(created.status).toBe(200);
    expect(created.body).not.toHaveProperty('statusCode');
    const { paymentId, signature } = created.body;
    expect(paymentId).toMatch(/^TR0011[A-Za-z0-9]{7}\d{13}$/);
    expect(signature).toMatch(/^[A-Za-z0-9]{10}$/);
    expect(created.body).toMatchObject({
      amount: '777',
      bkashURL: expect.stringContaining(
        `${merchant.simulator.url}/redirect/tokenized?paymentId=${paymentId}`,
      ),
      successCallbackURL: `http://shop.example/cb?a=1&paymentID=${paymentId}&status=success&signature=${signature}`,
      failureCallbackURL: `http://shop.example/cb?a=1&paymentID=${paymentId}&status=failure&signature=${signature}`,
      cancelledCallbackURL: `http://shop.example/cb?a=1&paymentID=${paymentId}&status=cancel&signature=${signature}`,
      paymentCreateTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d:\d{3} GMT\+0600$/),
      transactionStatus: 'Initiated',
    });
    expect(await verification(paymentId)).toEqual(['Initiated', 'Incomplete']);

    const { redirectUrl } = (await merchant.authorise(paymentId)).body;
    expect(redirectUrl).toBe(created.body.successCallbackURL);
    expect(await verification(paymentId)).toEqual(['Initiated', 'Complete']);
    expect(await entriesOf(paymentId)).toEqual([]);

    const executed = await merchant.execute(paymentId);
    expect(executed.status).toBe(200);
    expect(executed.body).toMatchObject({
      paymentId,
      trxId: expect.stringMatching(/^[A-Z0-9]{10}$/),
      payerAccount: expect.stringMatching(/^01\d{9}$/),
      payerType: 'Customer',
      amount: '777',
      maxRefundableAmount: '777.00',
      transactionStatus: 'Completed',
    });
    expect(await verification(paymentId)).toEqual(['Completed', 'Complete']);
    expect(await entriesOf(paymentId)).toMatchObject([
      { kind: 'payment', trxID: executed.body.trxId, amount: '777.00', invoice: 'local.order1-1' },
    ]);
  });

  it('can be found by its trxID, which tells neither paymentID nor invoice', async () => {
    const { trxId } = (await merchant.execute(await merchant.authorised('31.00'))).body;
    const found = await merchant.api('/general/search-transaction', { trxId });
    expect(found.body).toMatchObject({ trxId, amount: '31.00', transactionStatus: 'Completed' });
    expect(JSON.stringify(found.body)).not.toMatch(/paymentI|nvoice/);
    expect(await code(merchant.api('/general/search-transaction', { trxId: 'NOSUCHTRXX' }))).toBe('2033');
  });

  it('is executed once even when ten executes race', async () => {
    const paymentId = await merchant.authorised('32.00');
    const answers = await Promise.all(Array.from({ length: 10 }, () => merchant.execute(paymentId)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ body }) => body.externalCode === '2062')).toHaveLength(9);
    expect(await entriesOf(paymentId)).toHaveLength(1);
  });

  it('is burned by an execute that came before the PIN', async () => {
    const { paymentId } = (await merchant.create()).body;
    expect(await code(merchant.execute(paymentId))).toBe('2056');
    expect((await merchant.authorise(paymentId)).status).toBe(409);
    expect(await code(merchant.execute(paymentId))).toBe('2056');
    expect(await entriesOf(paymentId)).toEqual([]);
  });

  it.each([
    ['without balance', '01823074817', '2023'],
    ['with a debit block', '01823074818', '2037'],
  ])('by a wallet %s passes the page and is refused at execute', async (_, wallet, refusal) => {
    const paymentId = await merchant.authorised('33.00', wallet);
    const refused = await merchant.execute(paymentId);
    expect(refused).toMatchObject({ status: 400, body: { externalCode: refusal } });
    expect(Object.keys(refused.body).sort()).toEqual([
      'errorMessageBn',
      'errorMessageEn',
      'externalCode',
      'internalCode',
    ]);
    expect(await code(merchant.execute(paymentId))).toBe('2056');
    expect(await entriesOf(paymentId)).toEqual([]);
  });

  it('is refused as a duplicate when the same payer paid the same amount within five minutes', async () => {
    const wallet = '01770618575';
    await merchant.execute(await merchant.authorised('34.00', wallet));
    const again = await merchant.execute(await merchant.authorised('34', wallet));
    expect(again.body).toMatchObject({ externalCode: '2029', internalCode: 'ETC70052' });
    const other = await merchant.execute(await merchant.authorised('34.01', wallet));
    expect(other.status).toBe(200);
    await merchant.advance(301);
    expect((await merchant.execute(await merchant.authorised('34.00', wallet))).status).toBe(200);
  });

  it('is dead for execute after 24 hours, and Query still calls it Initiated', async () => {
    const paymentId = await merchant.authorised('35.00');
    await merchant.advance(24 * 3600);
    expect(await code(merchant.execute(paymentId))).toBe('2056');
    expect(await verification(paymentId)).toEqual(['Initiated', 'Complete']);
  });

  it('with an unknown id is an invalid payment id', async () => {
    expect(await code(merchant.execute('TR0011none'))).toBe('2002');
    expect(await code(merchant.api('/query/payment', { paymentId: 'TR0011none' }))).toBe('2002');
  });
});

describe('create', () => {
  it.each([
    ['no amount', { amount: undefined }, '2065'],
    ['a number for an amount', { amount: 10 }, '2006'],
    ['three decimals', { amount: '1.001' }, '2006'],
    ['nothing to pay', { amount: '0.00' }, '2006'],
    ['another currency', { currency: 'USD' }, '2007'],
    ['an intent nobody knows', { intent: 'gift' }, '2008'],
    ['markup in the invoice', { merchantInvoiceNumber: '<b>' }, '2031'],
    ['an invoice over 255 characters', { merchantInvoiceNumber: 'x'.repeat(256) }, '2031'],
    ['markup in the reference', { payerReference: 'a&b' }, '2048'],
    ['a callback that is no web address', { callbackURL: 'javascript:alert(1)' }, '2049'],
  ])('with %s is refused', async (_, fields, refusal) => {
    expect(await code(merchant.create(fields))).toBe(refusal);
  });

  it('does not mind a repeated invoice or fields of the older generation', async () => {
    const answers = [await merchant.create(), await merchant.create({ mode: '0011' })];
    expect(new Set(answers.map(({ body }) => body.paymentId)).size).toBe(2);
  });
});

async function verification(paymentId: string) {
  const { body } = await merchant.api('/query/payment', { paymentID: paymentId });
  return [body.transactionStatus, body.verificationStatus];
}

async function entriesOf(paymentId: string) {
  const { body } = await merchant.control('/ledger');
  return body.entries.filter((entry: { paymentID?: string }) => entry.paymentID === paymentId);
}

async function code(answer: ReturnType<Merchant['call']>): Promise<unknown> {
  const { status, body } = await answer;
  expect(status).toBe(400);
  return body.externalCode;
}
