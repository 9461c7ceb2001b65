import { describe, expect, it } from 'vitest';
import { refundOutcome } from '../../../shared/adapters/bkash/read-refund.ts';
import type { Answer } from '../../../shared/adapters/bkash/transport.ts';
import { verdictOf } from '../../../shared/adapters/bkash/verdict.ts';
import { nobodyKnows, ok, refund, refundTrxId, trxId } from './answers.ts';
import { answersV1 } from './answers-v1.ts';
import { answersV2 } from './answers-v2.ts';

const succeeded = { kind: 'succeeded', refundTrxId, amountPoisha: 5_000 };
const another = 'AAAAAAAAAA';

describe.each([answersV1, answersV2])('what bKash $generation answers to a refund', (answers) => {
  const { dialect, refunded, refusal } = answers;
  const outcomeOf = (answer: Answer) => refundOutcome(verdictOf(answer, dialect.read), refund);

  it('is money that went back, once bKash says Completed and names it', () => {
    expect(outcomeOf(ok(refunded))).toEqual(succeeded);
  });

  it.each<[string, object, string]>([
    [
      'another status',
      { transactionStatus: 'Initiated', refundTransactionStatus: 'Initiated' },
      'unrecognised',
    ],
    ['no status', { transactionStatus: undefined, refundTransactionStatus: undefined }, 'unrecognised'],
    ['two statuses', { transactionStatus: 'Completed', refundTransactionStatus: 'Failed' }, 'unrecognised'],
    ['no number', { refundTrxId: undefined, refundTrxID: undefined }, 'unrecognised'],
    ['two numbers', { refundTrxId, refundTrxID: another }, 'unrecognised'],
    ['no amount', { amount: undefined, refundAmount: undefined }, 'unrecognised'],
    ['an amount of nothing', { amount: '0.00', refundAmount: '0.00' }, 'unrecognised'],
    ['an amount below zero', { amount: '-50.00', refundAmount: '-50.00' }, 'unrecognised'],
    ['another currency', { currency: 'USD' }, 'unrecognised'],
    ['another amount', { amount: '50.01', refundAmount: '50.01' }, 'another_amount'],
    ['another payment', { originalTrxId: another, originalTrxID: another }, 'another_payment'],
  ])('is unknown when it says Completed with %s', (_, fields, reason) => {
    expect(outcomeOf(ok({ ...refunded, ...fields }))).toEqual({ kind: 'unknown', reason });
  });

  it.each(nobodyKnows(answers))('is unknown after %s', (_, answer) => {
    expect(outcomeOf(answer)).toMatchObject({ kind: 'unknown' });
  });

  it.each([
    ['2023', 'insufficient'],
    ['2127', 'later'],
    ['2033', 'later'],
    ['2071', 'refused'],
    ['2072', 'refused'],
    ['2034', 'refused'],
    ['2056', 'refused'],
    ['2082', 'refused'],
  ])('to the code %s is %s, with the words of bKash', (code, kind) => {
    const outcome = outcomeOf(refusal(code, 'In its own words.'));
    expect(outcome).toMatchObject({ kind, refusal: { code, message: { en: 'In its own words.' } } });
  });

  it.each(['503', '2003', '2020', '2024', '9999', '2062', '2068', '2117', '2119', '2029'])(
    'to the code %s is left to the status: money may have gone back',
    (code) => {
      expect(outcomeOf(refusal(code))).toEqual({ kind: 'unknown', reason: `code_${code}` });
    },
  );

  it.each([
    { refundTrxId },
    { refundTrxID: refundTrxId },
    { refundTransactionStatus: 'Completed' },
    { trxId: 7, refundTrxId },
  ])('is unknown when a no names what went back: %j', (fields) => {
    const no = refusal('2072');
    const body = no.kind === 'answered' ? { ...(no.body as object), ...fields } : {};
    expect(outcomeOf({ ...no, body } as Answer).kind).toBe('unknown');
  });

  it('was certainly not acted on where the door was shut or the token not taken', () => {
    expect(outcomeOf({ kind: 'unreachable' })).toEqual({ kind: 'not_sent', reason: 'unreachable' });
    const unauthorised = { kind: 'not_sent', reason: 'unauthorised' };
    expect(outcomeOf(ok({ message: 'Unauthorized' }, 401))).toEqual(unauthorised);
    expect(outcomeOf(refusal('2079'))).toEqual(unauthorised);
  });
});

describe.each([answersV1, answersV2])('what bKash $generation answers to the status', (answers) => {
  const { dialect, noRefund, refundDialect, refundListed, refusal } = answers;
  const outcomeOf = (answer: Answer) => refundDialect.readStatus(verdictOf(answer, dialect.read), trxId);
  const completedAt = Date.parse('2025-05-19T10:00:00.250+06:00');

  it('lists what went back, and when by the clocks of Bangladesh', () => {
    const refunds = [{ refundTrxId, amountPoisha: 5_000, completed: true, completedAt }];
    expect(outcomeOf(ok(refundListed))).toEqual({ kind: 'listed', refunds });
  });

  it('lists nothing where nothing went back', () => {
    expect(outcomeOf(noRefund)).toEqual({ kind: 'listed', refunds: [] });
  });

  it('is about the payment that was asked about, and no other', () => {
    const other = ok({ ...refundListed, originalTrxId: another, originalTrxID: another });
    expect(outcomeOf(other)).toMatchObject({ kind: 'unanswered', reason: 'another_payment' });
  });

  it.each(nobodyKnows(answers))('decides nothing after %s', (_, answer) => {
    expect(outcomeOf(answer)).toMatchObject({ kind: 'unanswered', unauthorised: false });
  });

  it('decides nothing by any other no, and says when it was the token', () => {
    expect(outcomeOf(refusal('2127'))).toMatchObject({ kind: 'unanswered', reason: 'code_2127' });
    expect(outcomeOf(refusal('2079'))).toMatchObject({ kind: 'unanswered', unauthorised: true });
  });
});

describe("v2's list of refunds", () => {
  const outcomeOf = (body: object) =>
    answersV2.refundDialect.readStatus(verdictOf(ok(body), answersV2.dialect.read), trxId);
  const entry = { refundTrxId, refundTransactionStatus: 'Completed', refundAmount: '50.00' };
  const listOf = (...refundTransactions: unknown[]) =>
    outcomeOf({ originalTrxId: trxId, refundTransactions });

  it('shows two of one amount by their numbers, and one that is not through as such', () => {
    const pending = { ...entry, refundTrxId: another, refundTransactionStatus: 'Initiated' };
    expect(listOf(entry, pending)).toEqual({
      kind: 'listed',
      refunds: [
        { refundTrxId, amountPoisha: 5_000, completed: true },
        { refundTrxId: another, amountPoisha: 5_000, completed: false },
      ],
    });
  });

  it.each([
    ['a number twice', [entry, entry]],
    ['an entry that is none', [entry, null]],
    ['an entry without amount', [{ ...entry, refundAmount: undefined }]],
    ['an entry of another payment', [{ ...entry, originalTrxId: another }]],
    ['hundreds', Array.from({ length: 101 }, (_, index) => ({ ...entry, refundTrxId: `BLO40C8Q${index}` }))],
  ])('decides nothing with %s: what is missing would be sent again', (_, entries) => {
    expect(listOf(...entries).kind).toBe('unanswered');
  });

  it.each([{}, { refundTransactions: null }, { refundTransactions: {} }])('is not %j', (fields) => {
    expect(outcomeOf({ originalTrxId: trxId, ...fields }).kind).toBe('unanswered');
  });
});
