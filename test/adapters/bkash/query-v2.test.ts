import { describe, expect, it } from 'vitest';
import { queryOutcomeV2, searchOutcomeV2 } from '../../../shared/adapters/bkash/translate-v2.ts';
import type { Answer } from '../../../shared/adapters/bkash/transport.ts';
import { captured, executed, nobodyKnows, ok, paymentId, refusal } from './answers-v2.ts';

describe('what bKash answers to query', () => {
  it('is the same money, under its own name for the invoice', () => {
    const { merchantInvoiceNumber: merchantInvoice, ...rest } = executed;
    expect(queryOutcomeV2(ok({ ...rest, merchantInvoice }), paymentId)).toEqual({
      kind: 'completed',
      captured,
    });
  });

  it.each([
    ['Complete', 'complete'],
    ['Incomplete', 'incomplete'],
    [undefined, 'incomplete'],
  ])('is Initiated with verification %s', (verificationStatus, verification) => {
    const answer = ok({ paymentId, transactionStatus: 'Initiated', verificationStatus });
    expect(queryOutcomeV2(answer, paymentId)).toEqual({ kind: 'initiated', verification });
  });

  it.each([...nobodyKnows, ['a refusal', refusal('x', '2002')] as [string, Answer]])(
    'decides nothing after %s',
    (_, answer) => {
      expect(queryOutcomeV2(answer, paymentId)).toMatchObject({ kind: 'unanswered', unauthorised: false });
    },
  );

  it('decides nothing about another payment', () => {
    const answer = ok({ ...executed, paymentId: 'TR0011AAAAAAA1747579752377' });
    expect(queryOutcomeV2(answer, paymentId)).toMatchObject({
      kind: 'unanswered',
      reason: 'another_payment',
      unauthorised: false,
    });
  });
});

describe('what bKash answers to search', () => {
  const found = { trxId: 'BLN40ANOXC', amount: '90', saleAmount: '100.00', transactionStatus: 'Completed' };

  it('is the amount, and the sale amount of a coupon', () => {
    const outcome = { kind: 'found', amountPoisha: 9_000, saleAmountPoisha: 10_000, completed: true };
    expect(searchOutcomeV2(ok(found), 'BLN40ANOXC')).toEqual(outcome);
    const { trxId: trxID, ...rest } = found;
    expect(searchOutcomeV2(ok({ ...rest, trxID }), 'BLN40ANOXC')).toEqual(outcome);
  });

  it.each(nobodyKnows)('decides nothing after %s', (_, answer) => {
    expect(searchOutcomeV2(answer, 'AAAAAAAAAA').kind).toBe('unanswered');
  });

  it('decides nothing about another transaction', () => {
    expect(searchOutcomeV2(ok(found), 'AAAAAAAAAA')).toEqual({
      kind: 'unanswered',
      reason: 'another_payment',
      unauthorised: false,
    });
  });
});
