import { describe, expect, it } from 'vitest';
import { createOutcome, executeOutcome, queryOutcome } from '../../../shared/adapters/bkash/translate.ts';
import type { Answer } from '../../../shared/adapters/bkash/transport.ts';
import { verdictOf } from '../../../shared/adapters/bkash/verdict.ts';
import { captured, nobodyKnows, ok, order, paymentId, trxId } from './answers.ts';
import { answersV1 } from './answers-v1.ts';
import { answersV2, refusalV2 } from './answers-v2.ts';

describe.each([answersV1, answersV2])('what bKash $generation answers to execute', (answers) => {
  const { dialect, executed, refusal } = answers;
  const outcomeOf = (answer: Answer) => executeOutcome(verdictOf(answer, dialect.read), paymentId);

  it('is money with everything that is known about it', () => {
    expect(outcomeOf(ok(executed))).toEqual({ kind: 'completed', captured });
  });

  it('is money in any spelling, and without the optional fields', () => {
    const [first, second] = [
      { paymentID: paymentId, trxID: trxId, customerMsisdn: '01770618575', merchantInvoice: 'A1-01' },
      { paymentId, trxId, payerAccount: '01770618575', merchantInvoiceNumber: 'A1-01' },
    ];
    const { maxRefundablePoisha: _, ...rest } = captured;
    for (const spelling of [first, second]) {
      const answer = { statusCode: '0000', ...spelling, amount: 1050, currency: 'BDT' };
      expect(outcomeOf(ok({ ...answer, transactionStatus: 'Completed' }))).toEqual({
        kind: 'completed',
        captured: rest,
      });
    }
  });

  it.each(nobodyKnows(answers))('is unknown after %s', (_, answer) => {
    expect(outcomeOf(answer).kind).toBe('unknown');
  });

  it.each([
    ['no transaction number', { trxId: undefined, trxID: undefined }],
    ['a transaction number that is not one', { trxId: 7, trxID: 7 }],
    ['two transaction numbers', { trxId, trxID: 'AAAAAAAAAA' }],
    ['no amount', { amount: undefined }],
    ['an amount that is not one', { amount: '1e3' }],
    ['an amount that is a list', { amount: ['1050.00'] }],
    ['no currency', { currency: undefined }],
    ['another payment', { paymentId: 'TR0011AAAAAAA1747579752377' }],
    ['another payment in the other spelling', { paymentID: 'TR0011AAAAAAA1747579752377' }],
    ['Initiated', { transactionStatus: 'Initiated' }],
    ['Authorized', { transactionStatus: 'Authorized' }],
    ['a status nobody knows', { transactionStatus: 'completed' }],
  ])('is unknown with %s', (_, change) => {
    expect(outcomeOf(ok({ ...executed, ...change })).kind).toBe('unknown');
  });

  it('survives an unreadable optional field', () => {
    const answer = ok({ ...executed, maxRefundableAmount: {}, payerAccount: 5, customerMsisdn: null });
    expect(outcomeOf(answer)).toMatchObject({ kind: 'completed' });
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
    expect(outcomeOf(refusal(code))).toMatchObject({ kind, refusal: { code, handling } });
  });

  it('keeps bKash’s own message, and falls back on ours', () => {
    const outcome = outcomeOf(refusal('2023', ' Not enough money '));
    const message = outcome.kind === 'refused' ? outcome.refusal.message : undefined;
    expect(message?.en).toBe('Not enough money');
    expect(message?.bn).toContain('পর্যাপ্ত টাকা নেই');
    expect(outcomeOf(refusal('2023', 'x'.repeat(301)))).toMatchObject({
      refusal: { message: { en: 'There is not enough money in the bKash account.' } },
    });
  });

  it.each([
    ['Unauthorized with 401', ok({ message: 'Unauthorized' }, 401), 'unauthorised'],
    ['an expired token with 401', ok({ message: 'The incoming token has expired' }, 401), 'unauthorised'],
    ['an expired token with 403', ok({ message: 'The incoming token has expired' }, 403), 'unauthorised'],
    ['2079', refusal('2079'), 'unauthorised'],
    ['no connection', { kind: 'unreachable' } as Answer, 'unreachable'],
  ])('was certainly not performed after %s', (_, answer, reason) => {
    const verdict = verdictOf(answer, dialect.read);
    expect(executeOutcome(verdict, paymentId)).toEqual({ kind: 'not_sent', reason });
    expect(createOutcome(verdict, order, false)).toEqual({ kind: 'not_sent', reason });
    expect(queryOutcome(verdict, paymentId)).toEqual({
      kind: 'unanswered',
      reason,
      unauthorised: reason === 'unauthorised',
    });
  });
});

describe('a refusal of v2', () => {
  it.each([
    ['ETC70052', '2029'],
    ['payment_already_completed', '2062'],
    ['invalid_payment_state', '2056'],
  ])('is read by its name %s where the number is missing', (name, code) => {
    const verdict = verdictOf(refusalV2(name, null), answersV2.dialect.read);
    expect(verdict).toMatchObject({ refusal: { code } });
  });

  it('keeps bKash’s own Bangla', () => {
    const answer = refusalV2('x', '2023', 400, { errorMessageBn: 'টাকা নেই' });
    expect(verdictOf(answer, answersV2.dialect.read)).toMatchObject({
      refusal: { message: { bn: 'টাকা নেই' } },
    });
  });
});

describe('a refusal of v1', () => {
  it('is read in the spelling of its older documents too', () => {
    const answer = ok({ errorCode: '2023', errorMessage: 'Insufficient Balance' });
    expect(verdictOf(answer, answersV1.dialect.read)).toMatchObject({
      refusal: { code: '2023', message: { en: 'Insufficient Balance' } },
    });
  });
});
