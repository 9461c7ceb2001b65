import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePaymentNotice } from '../../../shared/adapters/sns/notification.ts';

const sample = {
  dateTime: '20180419122246',
  debitMSISDN: '8801700000001',
  creditOrganizationName: 'Org 01',
  creditShortCode: '01929918***',
  trxID: '4J420ANOXC',
  transactionStatus: 'Completed',
  transactionType: '10002294',
  amount: '100',
  currency: 'BDT',
  merchantInvoiceNumber: 'orderId1233',
};

describe("bKash's payment notice", () => {
  it('is read into our words', () => {
    expect(parsePaymentNotice(JSON.stringify(sample))).toEqual({
      kind: 'payment',
      notice: {
        trxId: '4J420ANOXC',
        status: 'Completed',
        currency: 'BDT',
        amountPoisha: 10_000,
        invoice: 'orderId1233',
        payer: '017*****001',
        completedAt: Date.parse('2018-04-19T06:22:46Z'),
      },
    });
  });

  it("never passes a payer's number on, however it is written", () => {
    for (const debitMSISDN of ['8801700000001', '01700000001', '+8801700000001', 8801700000001])
      expect(noticeOf({ ...sample, debitMSISDN })).toMatchObject({ payer: '017*****001' });
  });

  it('may come without an invoice, as the older shape does, or with an empty one', () => {
    const { merchantInvoiceNumber: _, ...older } = sample;
    for (const message of [older, { ...sample, merchantInvoiceNumber: '' }])
      expect(noticeOf(message)).not.toHaveProperty('invoice');
  });

  it('may give amounts as numbers or strings, with any decimals', () => {
    for (const [amount, poisha] of [
      [100, 10_000],
      ['100.5', 10_050],
      [4.59, 459],
      ['600.00', 60_000],
    ])
      expect(noticeOf({ ...sample, amount })).toMatchObject({ amountPoisha: poisha });
  });

  it('tells what was ordered from what the wallet gave in a coupon payment', () => {
    const coupon = { ...sample, amount: '90', saleAmount: '100.00', couponAmount: 10 };
    expect(noticeOf(coupon)).toMatchObject({ amountPoisha: 9_000, saleAmountPoisha: 10_000 });
  });

  it.each(['-100', '1e2', '0x10', '100.001', '১০০', '', null, {}, [100], true])(
    'leaves out an amount that is none: %j',
    (amount) => {
      const notice = noticeOf({ ...sample, amount });
      expect(notice).toMatchObject({ trxId: '4J420ANOXC' });
      expect(notice).not.toHaveProperty('amountPoisha');
    },
  );

  it.each(['20181319122246', '2018-04-19', '', 'x'])('leaves out a time that is none: %s', (dateTime) => {
    expect(noticeOf({ ...sample, dateTime })).not.toHaveProperty('completedAt');
  });

  it('leaves out an invoice longer than any of ours', () => {
    expect(noticeOf({ ...sample, merchantInvoiceNumber: 'x'.repeat(256) })).not.toHaveProperty('invoice');
  });

  it.each([
    ['not_json', 'hello'],
    ['not_json', '"4J420ANOXC"'],
    ['not_json', 'null'],
    ['no_trx_id', JSON.stringify({ ...sample, trxID: undefined })],
    ['no_trx_id', JSON.stringify({ ...sample, trxID: 'a#b' })],
    ['no_status', JSON.stringify({ ...sample, transactionStatus: '' })],
    ['no_currency', JSON.stringify({ ...sample, currency: undefined })],
    ['no_currency', JSON.stringify({ ...sample, currency: '01700000001' })],
  ])('is unrecognised (%s) in %s', (reason, message) => {
    expect(parsePaymentNotice(message)).toEqual({ kind: 'unrecognised', reason });
  });

  it('is never a crash, whatever the message', () => {
    const message = fc.oneof(
      fc.string(),
      fc.json(),
      fc
        .object({ key: fc.constantFrom(...Object.keys(sample), '__proto__') })
        .map((value) => JSON.stringify(value)),
    );
    fc.assert(
      fc.property(message, (text) => {
        expect(['payment', 'unrecognised']).toContain(parsePaymentNotice(text).kind);
      }),
    );
  });
});

function noticeOf(message: unknown) {
  const outcome = parsePaymentNotice(JSON.stringify(message));
  return outcome.kind === 'payment' ? outcome.notice : undefined;
}
