import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { returnedPoisha, type Speaker, speaker } from './dialect.ts';
import { type Merchant, merchantWithSimulator } from './merchant.ts';

/**
 * Goal: refunds as `bkash-api.md` section 2.8 has them: exactly those fields, and a no for whatever it says no to.
 */
const apiTime = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d:\d{3} GMT\+0600$/);
const zonelessTime = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d:\d{3}$/);
const trxIdShape = expect.stringMatching(/^[A-Z0-9]{10}$/);
let merchant: Merchant;
let v1: Speaker;
let v2: Speaker;
beforeEach(async () => {
  merchant = await merchantWithSimulator();
  v1 = speaker(merchant, 'v1');
  v2 = speaker(merchant, 'v2');
});
afterEach(() => merchant.leave());

describe('a refund in v2', () => {
  it('has the shapes of the documents, and the list knows neither product nor reason', async () => {
    const paid = await v2.paid('100');
    const refunded = await v2.answered(v2.refund(paid, '1'));
    expect(refunded).toEqual({
      originalTrxId: paid.trxId,
      refundTrxId: trxIdShape,
      refundTransactionStatus: 'Completed',
      originalTrxAmount: '100.00',
      refundAmount: '1.00',
      currency: 'BDT',
      completedTime: apiTime,
      sku: 'honey-500g',
      reason: 'broken jar',
    });
    expect(await v2.answered(v2.refundStatus(paid))).toEqual({
      originalTrxId: paid.trxId,
      originalTrxAmount: '100.00',
      originalTrxCompletedTime: zonelessTime,
      refundTransactions: [
        {
          refundTrxId: refunded.refundTrxId,
          refundTransactionStatus: 'Completed',
          refundAmount: '1.00',
          completedTime: zonelessTime,
        },
      ],
    });
  });

  it('goes in ten parts, oldest first in the list, and never above what was paid', async () => {
    const paid = await v2.paid('10.00');
    expect(await v2.refund(paid, '10.01')).toMatchObject(v2.dialect.refusal('2072'));
    for (let part = 1; part <= 9; part += 1) await v2.refund(paid, `0.0${part}`);
    expect(await v2.refund(paid, '9.56')).toMatchObject(v2.dialect.refusal('2072'));
    expect(await v2.refund(paid, '9.54')).toMatchObject({ status: 200 });
    expect(await v2.refund(paid, '0.01')).toMatchObject(v2.dialect.refusal('2074'));
    const { refundTransactions } = (await v2.answered(v2.refundStatus(paid))) as {
      refundTransactions?: unknown;
    };
    const amounts = (refundTransactions as Array<{ refundAmount: string }>).map(
      ({ refundAmount }) => refundAmount,
    );
    expect(amounts).toEqual([...Array.from({ length: 9 }, (_, index) => `0.0${index + 1}`), '9.54']);
    expect(await returnedPoisha(merchant, paid.trxId)).toBe(999);
  });

  it.each([
    ['no product', { sku: undefined }],
    ['no reason', { reason: undefined }],
    ['no amount', { refundAmount: undefined }],
    ['a number for an amount', { refundAmount: 1 }],
    ['no transaction', { trxId: undefined }],
  ])('with %s is turned away by the gateway', async (_, fields) => {
    const answer = await v2.call('refund', { ...(await fullRequest()), ...fields });
    expect(answer).toEqual({ status: 400, body: { message: 'Invalid request body' } });
  });

  it.each([
    ['nothing to return', { refundAmount: '0.00' }, '2072'],
    ['three decimals', { refundAmount: '1.001' }, '2072'],
    ['an empty product', { sku: '' }, '2073'],
    ['a product over 255 characters', { sku: 'x'.repeat(256) }, '2075'],
    ['a reason over 255 characters', { reason: 'x'.repeat(256) }, '2076'],
    ['an empty reason', { reason: '' }, '2078'],
    ['another transaction', { trxId: 'NOSUCHTRXX' }, '2077'],
    ['another payment', { paymentId: 'TR0011none' }, '2002'],
  ])('with %s is refused', async (_, fields, code) => {
    expect(await v2.call('refund', { ...(await fullRequest()), ...fields })).toMatchObject(
      v2.dialect.refusal(code),
    );
  });

  it('takes a payment of the older generation, and its status needs both ids', async () => {
    const paid = await v1.paid('20.00');
    expect(await v2.refund(paid, '5.00')).toMatchObject({ status: 200 });
    expect(await v2.refund(paid, '5.00')).toMatchObject({ status: 200 });
    const half = await v2.call('refundStatus', { paymentId: paid.paymentId });
    expect(half).toEqual({ status: 400, body: { message: 'Invalid request body' } });
  });

  it('says that nothing went back by an empty list', async () => {
    const paid = await v2.paid('21.00');
    expect(await v2.answered(v2.refundStatus(paid))).toMatchObject({ refundTransactions: [] });
    const unpaid = { paymentId: await v2.authorised('22.00'), trxId: paid.trxId };
    expect(await v2.refundStatus(unpaid)).toMatchObject(v2.dialect.refusal('2127'));
    expect(await v2.refund(unpaid, '1.00')).toMatchObject(v2.dialect.refusal('2127'));
  });
});

describe('a refund in v1', () => {
  it('has the shape of the samples, and its status is the same answer', async () => {
    const paid = await v1.paid('100');
    const refunded = await v1.answered(v1.refund(paid, '40.5'));
    expect(refunded).toEqual({
      statusCode: '0000',
      statusMessage: 'Successful',
      originalTrxID: paid.trxId,
      refundTrxID: trxIdShape,
      transactionStatus: 'Completed',
      amount: '40.50',
      currency: 'BDT',
      charge: '0.00',
      completedTime: apiTime,
    });
    expect(await v1.answered(v1.refundStatus(paid))).toEqual(refunded);
  });

  it('is made once for a payment, whatever is left of it', async () => {
    const paid = await v1.paid('100.00');
    await v1.refund(paid, '40.00');
    expect(await v1.refund(paid, '40.00')).toMatchObject(v1.dialect.refusal('2034'));
    expect(await returnedPoisha(merchant, paid.trxId)).toBe(4_000);
  });

  it.each([undefined, null, ''])(
    'that says %j for an amount only asks, and moves nothing',
    async (amount) => {
      const paid = await v1.paid('30.00');
      const body = { paymentID: paid.paymentId, trxID: paid.trxId, sku: 'honey', reason: 'broken' };
      expect(await v1.call('refund', { ...body, amount })).toMatchObject(v1.dialect.refusal('2033'));
      expect(await returnedPoisha(merchant, paid.trxId)).toBe(0);
      const { calls } = (await merchant.control('/stats')).body;
      expect(calls).toMatchObject({ refund: 0, refundStatus: 1 });
    },
  );

  it.each([
    ['no product', { sku: undefined }, '2065'],
    ['no transaction', { trxID: undefined }, '2065'],
    ['a number for an amount', { amount: 1 }, '2072'],
    ['nothing to return', { amount: '0.00' }, '2072'],
  ])('with %s is refused', async (_, fields, code) => {
    const { paymentId: paymentID, trxId: trxID } = await v1.paid('30.00');
    const body = { paymentID, trxID, amount: '1.00', sku: 'honey', reason: 'broken' };
    expect(await v1.call('refund', { ...body, ...fields })).toMatchObject(v1.dialect.refusal(code));
  });
});

async function fullRequest() {
  const { paymentId, trxId } = await v2.paid('30.00');
  return { paymentId, trxId, refundAmount: '1.00', sku: 'honey', reason: 'broken' };
}
