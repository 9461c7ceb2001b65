import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dialects, type Speaker, speaker } from './dialect.ts';
import { appKeys, login, type Merchant, merchantWithSimulator, order } from './merchant.ts';

/**
 * Goal: v1.2.0-beta has exactly the fields of `bkash-api.md` sections 2.4 to 2.7, says no in HTTP 200, and shares
 * payments, tokens and budget with v2.
 */
const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d:\d{3} GMT\+0600$/);
const successful = { statusCode: '0000', statusMessage: 'Successful' };
const { root } = dialects.v1;
let merchant: Merchant;
let speaking: Speaker;
beforeEach(async () => {
  merchant = await merchantWithSimulator();
  speaking = speaker(merchant, 'v1');
});
afterEach(() => merchant.leave());

describe('v1.2.0-beta', () => {
  it('has the shapes of the samples from create to search, and nothing else', async () => {
    const asked = { ...order, mode: '0011', amount: '15', payerReference: '01929918378' };
    const created = await speaking.answered(speaking.call('create', asked));
    const { paymentID = '' } = created;
    const callback = (status: string) =>
      expect.stringMatching(
        new RegExp(
          `^${asked.callbackURL}\\?paymentID=${paymentID}&status=${status}&signature=[A-Za-z0-9]{10}$`,
        ),
      );
    expect(created).toEqual({
      ...successful,
      paymentID: expect.stringMatching(/^TR0011[A-Za-z0-9]{7}\d{13}$/),
      bkashURL: expect.stringMatching(
        new RegExp(`\\?paymentId=${paymentID}&hash=\\w+&mode=0011&apiVersion=v1\\.2\\.0-beta/$`),
      ),
      callbackURL: asked.callbackURL,
      successCallbackURL: callback('success'),
      failureCallbackURL: callback('failure'),
      cancelledCallbackURL: callback('cancel'),
      amount: '15',
      intent: 'sale',
      currency: 'BDT',
      paymentCreateTime: time,
      transactionStatus: 'Initiated',
      merchantInvoiceNumber: asked.merchantInvoiceNumber,
    });

    const unpaid = {
      ...successful,
      paymentID,
      mode: '0011',
      payerReference: '01929918378',
      paymentCreateTime: time,
      amount: '15',
      currency: 'BDT',
      intent: 'sale',
      merchantInvoice: asked.merchantInvoiceNumber,
      transactionStatus: 'Initiated',
      verificationStatus: 'Incomplete',
    };
    expect(await speaking.answered(speaking.query(paymentID))).toEqual(unpaid);
    await merchant.authorise(paymentID, { wallet: '01770618575' });
    expect(await speaking.answered(speaking.query(paymentID))).toEqual({
      ...unpaid,
      verificationStatus: 'Complete',
    });

    const executed = await speaking.answered(speaking.execute(paymentID));
    const { trxID = '' } = executed;
    expect(executed).toEqual({
      ...successful,
      paymentID,
      trxID: expect.stringMatching(/^[A-Z0-9]{10}$/),
      customerMsisdn: '01770618575',
      payerReference: '01929918378',
      amount: '15',
      currency: 'BDT',
      intent: 'sale',
      merchantInvoiceNumber: asked.merchantInvoiceNumber,
      transactionStatus: 'Completed',
      paymentExecuteTime: time,
    });
    expect(await speaking.answered(speaking.query(paymentID))).toEqual({
      ...unpaid,
      trxID,
      transactionStatus: 'Completed',
      verificationStatus: 'Complete',
      paymentExecuteTime: time,
      maxRefundableAmount: '15.00',
    });
    expect(await speaking.answered(speaking.search(trxID))).toEqual({
      ...successful,
      trxID,
      initiationTime: time,
      completedTime: time,
      transactionType: 'bKash Tokenized Checkout via API',
      customerMsisdn: '01770618575',
      transactionStatus: 'Completed',
      amount: '15.00',
      currency: 'BDT',
      organizationShortCode: expect.stringMatching(/^01\d{9}$/),
    });
  });

  it('says no in HTTP 200, with a code and its words', async () => {
    const refused = (statusCode: string, statusMessage: string) => ({
      status: 200,
      body: { statusCode, statusMessage },
    });
    const early = await speaking.create('16.00');
    expect(await speaking.execute(early)).toEqual(refused('2056', 'Invalid Payment State'));
    const poor = await speaking.create('17.00');
    await merchant.authorise(poor, { wallet: '01823074817' });
    expect(await speaking.execute(poor)).toEqual(refused('2023', 'Insufficient Balance'));
    const twice = await speaking.authorised('18.00');
    await speaking.execute(twice);
    expect(await speaking.execute(twice)).toEqual(refused('2062', 'The Payment Has Already Been Completed'));
    expect(await speaking.query('TR0011none')).toEqual(refused('2002', 'Invalid Payment ID'));
    expect(await speaking.search('NOSUCHTRXX')).toEqual(refused('2033', 'Transaction Not Found'));
  });

  it.each([
    ['no mode', { mode: undefined }, '2065'],
    ['a mode of agreements', { mode: '0000' }, '2064'],
    ['a mode of payments with agreement', { mode: '0001' }, '2064'],
    ['a mode that nobody knows', { mode: '0012' }, '2063'],
    ['no amount', { amount: '' }, '2065'],
    ['three decimals', { amount: '1.001' }, '2006'],
  ])('refuses to create with %s', async (_, fields, statusCode) => {
    const answer = await speaking.call('create', { ...order, mode: '0011', ...fields });
    expect(answer).toMatchObject({ status: 200, body: { statusCode } });
  });

  it("answers the gateway's refusals as v2 does", async () => {
    const unauthorised = { status: 401, body: { message: 'Unauthorized' } };
    expect(await merchant.call(`${root}/create`, {}, { authorization: 'no' })).toEqual(unauthorised);
    const wrong = { ...login, password: 'guess' };
    expect(await merchant.call(`${root}/token/grant`, appKeys, wrong)).toEqual(unauthorised);
    const missing = { status: 403, body: { message: 'Missing Authentication Token' } };
    // v2's paths hang off the host, not off v1's root.
    expect(await merchant.call(`${root}/refund/payment/transaction`, {})).toEqual(missing);
  });

  it("takes v2's token, and both spend one budget", async () => {
    const granted = await speaking.answered(speaking.call('grant', {}));
    expect(granted).toMatchObject({ ...successful, token_type: 'Bearer', expires_in: 3600 });
    const headers = { authorization: granted.id_token ?? '', 'x-app-key': appKeys.app_key };
    const body = { ...order, mode: '0011' };
    expect((await merchant.call(`${root}/create`, body, headers)).body.statusCode).toBe('0000');
    expect((await merchant.call('/v2/tokenized-checkout/payment/create', body, headers)).status).toBe(200);
    await merchant.grant();
    const third = await speaking.call('refresh', { refresh_token: granted.refresh_token });
    expect(third).toEqual({ status: 200, body: { status: 'fail', msg: expect.any(String) } });
    expect((await merchant.grant()).body.status).toBe('fail');
  });

  it('leads its customer over the same page back to the shop, with its version in the address', async () => {
    const asked = { ...order, mode: '0011' };
    const { bkashURL = '', paymentID } = await speaking.answered(speaking.call('create', asked));
    const post = (fields: Record<string, string>) =>
      fetch(bkashURL, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });
    await post({ step: 'wallet', wallet: '01770618575' });
    await post({ step: 'otp', otp: '123456' });
    const back = (await post({ step: 'pin', pin: '12121' })).headers.get('location') ?? '';
    expect(back).toMatch(
      new RegExp(`paymentID=${paymentID}&status=success&signature=\\w{10}&apiVersion=1\\.2\\.0-beta/$`),
    );
    expect((await merchant.authorise(paymentID ?? '')).body.redirectUrl).toBe(back);
    const v2 = speaker(merchant, 'v2');
    expect((await merchant.authorise(await v2.create('19.00'))).body.redirectUrl).not.toContain('apiVersion');
  });
});
