import { describe, expect, it } from 'vitest';
import { createOutcomeV2, createRequestV2 } from '../../../shared/adapters/bkash/translate-v2.ts';
import { created, nobodyKnows, ok, order, paymentId, refusal } from './answers-v2.ts';

describe('what bKash answers to create', () => {
  it('is asked in two decimals, for a sale in taka', () => {
    expect(createRequestV2(order)).toEqual({
      payerReference: 'A1',
      callbackURL: 'https://pay.example/cb',
      amount: '1050.00',
      currency: 'BDT',
      intent: 'sale',
      merchantInvoiceNumber: 'A1-01',
    });
  });

  it('is a payment with its page, in either spelling', () => {
    const outcome = { kind: 'created', paymentId, bkashUrl: created.bkashURL };
    expect(createOutcomeV2(ok(created), order, false)).toEqual(outcome);
    const { paymentId: paymentID, bkashURL: bKashURL, ...rest } = created;
    expect(createOutcomeV2(ok({ ...rest, paymentID, bKashURL, amount: '1050' }), order, false)).toEqual(
      outcome,
    );
  });

  it.each(nobodyKnows)('is silence after %s', (_, answer) => {
    expect(createOutcomeV2(answer, order, false).kind).toBe('silent');
  });

  it.each([
    'javascript:alert(1)',
    'http://page.example/',
    'data:text/html,x',
    '//x',
    'https://u:p@x.example/',
    '',
  ])('is silence when the page is %j', (bkashURL) => {
    expect(createOutcomeV2(ok({ ...created, bkashURL }), order, false).kind).toBe('silent');
  });

  it('may be a page without TLS only on the local stage', () => {
    const local = ok({ ...created, bkashURL: 'http://127.0.0.1:3002/pay' });
    expect(createOutcomeV2(local, order, true).kind).toBe('created');
    expect(createOutcomeV2(ok({ ...created, bkashURL: 'javascript:alert(1)' }), order, true).kind).toBe(
      'silent',
    );
  });

  it('is silence when it is about another payment', () => {
    const silent = { kind: 'silent', reason: 'another_payment' };
    expect(createOutcomeV2(ok({ ...created, merchantInvoiceNumber: 'B2-01' }), order, false)).toEqual(silent);
    expect(createOutcomeV2(ok({ ...created, amount: '1.00' }), order, false)).toEqual(silent);
  });

  it('is a refusal only when bKash says so', () => {
    expect(createOutcomeV2(refusal('invalid_amount', '2006'), order, false)).toMatchObject({
      kind: 'refused',
      refusal: { code: '2006', handling: 'configuration' },
    });
  });
});
