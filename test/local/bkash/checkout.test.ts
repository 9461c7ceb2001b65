import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { localCheckoutCredentials as shop } from '../../../infra/local/bkash/credentials.ts';
import { type Answer, appKeys, login, type Merchant, merchantWithSimulator, v2 } from './merchant.ts';

/**
 * Goal: the product in the shop's page has the fields of `bkash-api.md` section 3.2 under the paths of section 2.1, and
 * shares the money with the tokenized product, but neither credentials, tokens, their budget nor payments.
 */
const root = '/v1.2.0-beta/checkout';
const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d:\d{3} GMT\+0600$/);
const sale = { amount: '15', currency: 'BDT', intent: 'sale', merchantInvoiceNumber: 'local.order1-1' };
const signIn = { username: shop.username, password: shop.password };
const app = { app_key: shop.appKey, app_secret: shop.appSecret };
let merchant: Merchant;
let headers: Record<string, string>;
beforeEach(async () => {
  merchant = await merchantWithSimulator();
  const { body } = await post('/token/grant', app, signIn);
  headers = { authorization: body.id_token, 'x-app-key': shop.appKey };
});
afterEach(() => merchant.leave());

describe('the product in the shop’s page', () => {
  it('has the documented fields from create to search, and nothing else', async () => {
    const created = (await post('/payment/create', sale)).body;
    const { paymentID } = created;
    expect(created).toEqual({
      ...{
        paymentID: expect.stringMatching(/^[A-Z0-9]{7}\d{13}$/),
        createTime: time,
        transactionStatus: 'Initiated',
      },
      ...{ orgLogo: expect.stringMatching(/^https:/), orgName: 'SundarBan' },
      ...sale,
    });
    const open = {
      paymentId: paymentID,
      createTime: time,
      ...sale,
      transactionStatus: 'Initiated',
      refundAmount: '0',
    };
    expect((await get(`/payment/query/${paymentID}`)).body).toEqual({
      ...open,
      verificationStatus: 'Incomplete',
    });
    expect((await merchant.authorise(paymentID, { wallet: '01770618575' })).body).toEqual({
      redirectUrl: null,
    });
    expect((await get(`/payment/query/${paymentID}`)).body).toEqual({
      ...open,
      verificationStatus: 'Complete',
    });
    const executed = (await post(`/payment/execute/${paymentID}`)).body;
    const trxID = expect.stringMatching(/^[A-Z0-9]{10}$/);
    const paid = { createTime: time, updateTime: time, trxID, transactionStatus: 'Completed' };
    expect(executed).toEqual({ paymentID, ...paid, ...sale });
    expect((await get(`/payment/search/${executed.trxID}`)).body).toMatchObject({
      trxID: executed.trxID,
      amount: '15.00',
      transactionStatus: 'Completed',
    });
    const { entries } = (await merchant.control('/ledger')).body;
    expect(entries).toMatchObject([
      { kind: 'payment', paymentID, invoice: 'local.order1-1', amount: '15.00' },
    ]);
  });

  it('says no in HTTP 200, by a code and a message', async () => {
    const { paymentID } = (await post('/payment/create', sale)).body;
    const tooEarly = await post(`/payment/execute/${paymentID}`);
    expect(tooEarly).toEqual({
      status: 200,
      body: { errorCode: '2056', errorMessage: 'Invalid Payment State' },
    });
    expect((await post('/payment/create', { ...sale, amount: '0' })).body.errorCode).toBe('2006');
    expect((await get('/payment/query/NONE')).body.errorCode).toBe('2002');
  });

  it('knows paths, methods and credentials of its own', async () => {
    const missing = { status: 403, body: { message: 'Missing Authentication Token' } };
    expect(await post('/payment/query/NONE')).toEqual(missing);
    expect(await get('/payment/execute/NONE')).toEqual(missing);
    expect((await post('/token/grant', appKeys, login)).status).toBe(401);
  });

  it('takes no token of the other product, and gives none that opens it', async () => {
    const { id_token: token } = (await merchant.grant()).body;
    const others = { authorization: token, 'x-app-key': shop.appKey };
    expect((await post('/payment/create', sale, others)).status).toBe(401);
    const ours = { authorization: headers.authorization ?? '', 'x-app-key': appKeys.app_key };
    expect((await merchant.call(`${v2}/query/payment`, { paymentId: 'NONE' }, ours)).status).toBe(401);
  });

  it('has its own two token calls an hour', async () => {
    await post('/token/grant', app, signIn);
    expect((await post('/token/grant', app, signIn)).body).toMatchObject({ status: 'fail' });
    const { body } = await merchant.control('/stats');
    expect(body).toMatchObject({
      tokenCallsLastHour: 0,
      lockedUntil: null,
      checkout: { tokenCallsLastHour: 3 },
    });
    expect(body.checkout.lockedUntil).not.toBeNull();
    expect((await merchant.grant()).status).toBe(200);
  });

  it('knows none of the other product’s payments, nor does that know any of these', async () => {
    const { paymentId } = (await merchant.create()).body;
    expect((await get(`/payment/query/${paymentId}`)).body.errorCode).toBe('2002');
    const { paymentID } = (await post('/payment/create', sale)).body;
    await merchant.authorise(paymentID);
    expect((await merchant.execute(paymentID)).body.externalCode).toBe('2002');
    expect((await post(`/payment/execute/${paymentID}`)).body.transactionStatus).toBe('Completed');
  });

  it('returns money by one path, which without an amount is a question', async () => {
    const { paymentID } = (await post('/payment/create', sale)).body;
    await merchant.authorise(paymentID);
    const { trxID } = (await post(`/payment/execute/${paymentID}`)).body;
    const ids = { paymentID, trxID };
    expect((await post('/payment/refund', ids)).body.errorCode).toBe('2033');
    const refund = { ...ids, amount: '5.00', sku: 'honey', reason: 'broken' };
    const refunded = (await post('/payment/refund', refund)).body;
    expect(refunded).toMatchObject({ originalTrxID: trxID, transactionStatus: 'Completed', amount: '5.00' });
    expect(refunded).not.toHaveProperty('statusCode');
    expect((await post('/payment/refund', ids)).body).toEqual(refunded);
    expect((await post('/payment/refund', refund)).body.errorCode).toBe('2034');
  });

  it('is disturbed as the other one is, and forgets nothing when it is started again', async () => {
    await merchant.control('/faults', { operation: 'create', fault: 'code', times: 1, code: '2003' });
    expect((await post('/payment/create', sale)).body.errorCode).toBe('2003');
    const { paymentID } = (await post('/payment/create', sale)).body;
    await merchant.restart();
    await merchant.authorise(paymentID);
    expect((await post(`/payment/execute/${paymentID}`)).body.transactionStatus).toBe('Completed');
  });
});

function post(path: string, body: unknown = '', given: Record<string, string> = headers): Promise<Answer> {
  return merchant.call(root + path, body, given);
}

async function get(path: string): Promise<Answer> {
  const response = await fetch(merchant.simulator.url + root + path, { headers });
  return { status: response.status, body: await response.json() };
}
