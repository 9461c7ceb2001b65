import { describe, expect, it } from 'vitest';
import {
  createOutcomeV2,
  executeOutcomeV2,
  queryOutcomeV2,
} from '../../../shared/adapters/bkash/translate-v2.ts';
import type { Answer } from '../../../shared/adapters/bkash/transport.ts';
import { captured, executed, nobodyKnows, ok, order, paymentId, refusal } from './answers-v2.ts';

describe('what bKash answers to execute', () => {
  it('is money with everything that is known about it', () => {
    expect(executeOutcomeV2(ok(executed), paymentId)).toEqual({ kind: 'completed', captured });
  });

  it('is money in the older spellings too, and without the optional fields', () => {
    const older = {
      paymentID: paymentId,
      trxID: 'BLN40ANOXC',
      customerMsisdn: '01770618575',
      merchantInvoice: 'A1-01',
    };
    const answer = ok({ ...older, amount: 1050, currency: 'BDT', transactionStatus: 'Completed' });
    const { maxRefundablePoisha, ...rest } = captured;
    expect(executeOutcomeV2(answer, paymentId)).toEqual({ kind: 'completed', captured: rest });
    expect(maxRefundablePoisha).toBe(105_000);
  });

  it.each(nobodyKnows)('is unknown after %s', (_, answer) => {
    expect(executeOutcomeV2(answer, paymentId).kind).toBe('unknown');
  });

  it.each([
    ['no transaction number', { trxId: undefined }],
    ['no amount', { amount: undefined }],
    ['an amount that is not one', { amount: '1e3' }],
    ['no currency', { currency: undefined }],
    ['another payment', { paymentId: 'TR0011AAAAAAA1747579752377' }],
    ['Initiated', { transactionStatus: 'Initiated' }],
    ['Authorized', { transactionStatus: 'Authorized' }],
    ['a status nobody knows', { transactionStatus: 'completed' }],
  ])('is unknown with %s', (_, change) => {
    expect(executeOutcomeV2(ok({ ...executed, ...change }), paymentId).kind).toBe('unknown');
  });

  it('survives an unreadable optional field', () => {
    const answer = ok({ ...executed, maxRefundableAmount: {}, payerAccount: 5 });
    expect(executeOutcomeV2(answer, paymentId)).toMatchObject({ kind: 'completed' });
  });

  it.each([
    ['2023', 'refused', 'customer'],
    ['2037', 'refused', 'customer'],
    ['2029', 'refused', 'duplicate'],
    ['2002', 'refused', 'new_payment'],
    ['2056', 'premature', 'premature'],
    ['2060', 'premature', 'premature'],
    ['2062', 'ask', 'ask'],
    ['2068', 'ask', 'ask'],
    ['2117', 'ask', 'ask'],
    ['2119', 'ask', 'ask'],
  ])('with %s is %s', (code, kind, handling) => {
    const outcome = executeOutcomeV2(refusal('x', code), paymentId);
    expect(outcome).toMatchObject({ kind, refusal: { code, handling } });
  });

  it.each([
    ['ETC70052', '2029'],
    ['payment_already_completed', '2062'],
    ['invalid_payment_state', '2056'],
  ])('reads the name %s where the number is missing', (name, code) => {
    expect(executeOutcomeV2(refusal(name, null), paymentId)).toMatchObject({ refusal: { code } });
  });

  it('keeps bKash’s own message, and falls back on ours', () => {
    const theirs = { errorMessageEn: ' Not enough money ', errorMessageBn: null };
    const outcome = executeOutcomeV2(refusal('x', '2023', 400, theirs), paymentId);
    const message = outcome.kind === 'refused' ? outcome.refusal.message : undefined;
    expect(message?.en).toBe('Not enough money');
    expect(message?.bn).toContain('পর্যাপ্ত টাকা নেই');
    const endless = executeOutcomeV2(
      refusal('x', '2023', 400, { errorMessageEn: 'x'.repeat(301) }),
      paymentId,
    );
    expect(endless).toMatchObject({
      refusal: { message: { en: 'There is not enough money in the bKash account.' } },
    });
  });

  it.each([
    ['Unauthorized with 401', ok({ message: 'Unauthorized' }, 401), 'unauthorised'],
    ['an expired token with 401', ok({ message: 'The incoming token has expired' }, 401), 'unauthorised'],
    ['an expired token with 403', ok({ message: 'The incoming token has expired' }, 403), 'unauthorised'],
    ['2079', refusal('x', '2079'), 'unauthorised'],
    ['no connection', { kind: 'unreachable' } as Answer, 'unreachable'],
  ])('was certainly not performed after %s', (_, answer, reason) => {
    expect(executeOutcomeV2(answer, paymentId)).toEqual({ kind: 'not_sent', reason });
    expect(createOutcomeV2(answer, order, false)).toEqual({ kind: 'not_sent', reason });
    expect(queryOutcomeV2(answer, paymentId)).toEqual({
      kind: 'unanswered',
      reason,
      unauthorised: reason === 'unauthorised',
    });
  });
});
