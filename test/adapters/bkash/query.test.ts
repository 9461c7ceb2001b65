import { describe, expect, it } from 'vitest';
import { queryOutcome, searchOutcome } from '../../../shared/adapters/bkash/translate.ts';
import type { Answer } from '../../../shared/adapters/bkash/transport.ts';
import { verdictOf } from '../../../shared/adapters/bkash/verdict.ts';
import { captured, nobodyKnows, ok, paymentId, trxId } from './answers.ts';
import { answersV1 } from './answers-v1.ts';
import { answersV2 } from './answers-v2.ts';

describe.each([answersV1, answersV2])('what bKash $generation answers to query', (answers) => {
  const { dialect, executed, initiated, queried, refusal } = answers;
  const outcomeOf = (answer: Answer) => queryOutcome(verdictOf(answer, dialect.read), paymentId);

  it('is the same money, whatever it calls the invoice and whether it says who paid', () => {
    const { payer, ...withoutPayer } = captured;
    const sameMoney = { kind: 'completed', captured: expect.objectContaining(withoutPayer) };
    expect(outcomeOf(ok(queried))).toEqual(sameMoney);
    expect(outcomeOf(ok(executed))).toEqual({ kind: 'completed', captured: { ...withoutPayer, payer } });
  });

  it.each([
    [{ verificationStatus: 'Complete' }, 'complete'],
    [{ userVerificationStatus: 'Complete' }, 'complete'],
    [{ verificationStatus: 'Incomplete' }, 'incomplete'],
    [{}, 'incomplete'],
  ])('is Initiated with %j', (fields, verification) => {
    expect(outcomeOf(ok({ ...initiated, ...fields }))).toEqual({ kind: 'initiated', verification });
    expect(outcomeOf(ok({ ...initiated, ...fields, trxID: null })).kind).toBe('initiated');
  });

  it.each(['Expired', 'Cancelled', 'Declined', 'Failed'])('is a dead payment when it is %s', (status) => {
    const answer = ok({ ...initiated, transactionStatus: status });
    expect(outcomeOf(answer)).toEqual({ kind: 'dead', reason: status.toLowerCase() });
  });

  it('is a dead payment when bKash does not know the paymentID', () => {
    expect(outcomeOf(refusal('2002'))).toEqual({ kind: 'dead', reason: 'code_2002' });
  });

  it.each(nobodyKnows(answers))('decides nothing after %s', (_, answer) => {
    expect(outcomeOf(answer)).toMatchObject({ kind: 'unanswered', unauthorised: false });
  });

  it.each(['Initiated', 'Failed', 'Expired', 'Authorized', 'failed'])(
    'decides nothing when a payment with a transaction number is %s',
    (transactionStatus) => {
      expect(outcomeOf(ok({ ...queried, transactionStatus })).kind).toBe('unanswered');
    },
  );

  it.each([{ paymentId: 'TR0011AAAAAAA1747579752377' }, { paymentID: 'TR0011AAAAAAA1747579752377' }])(
    'decides nothing about another payment: %j',
    (other) => {
      for (const answer of [queried, initiated, { ...initiated, transactionStatus: 'Failed' }]) {
        expect(outcomeOf(ok({ ...answer, ...other }))).toMatchObject({
          kind: 'unanswered',
          reason: 'another_payment',
        });
      }
    },
  );
});

describe.each([answersV1, answersV2])('what bKash $generation answers to search', (answers) => {
  const { dialect, found } = answers;
  const outcomeOf = (answer: Answer, asked = trxId) => searchOutcome(verdictOf(answer, dialect.read), asked);

  it('is the amount, and the sale amount of a coupon', () => {
    const outcome = { kind: 'found', amountPoisha: 9_000, saleAmountPoisha: 10_000, completed: true };
    expect(outcomeOf(ok(found))).toEqual(outcome);
    expect(outcomeOf(ok({ ...found, trxId, trxID: trxId }))).toEqual(outcome);
  });

  it.each(nobodyKnows(answers))('decides nothing after %s', (_, answer) => {
    expect(outcomeOf(answer, 'AAAAAAAAAA').kind).toBe('unanswered');
  });

  it('decides nothing about another transaction', () => {
    const another = { kind: 'unanswered', reason: 'another_payment', unauthorised: false };
    expect(outcomeOf(ok(found), 'AAAAAAAAAA')).toEqual(another);
    expect(outcomeOf(ok({ ...found, trxId, trxID: 'AAAAAAAAAA' }))).toEqual(another);
  });
});
