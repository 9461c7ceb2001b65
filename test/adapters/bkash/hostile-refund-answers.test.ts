import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refundClientOf } from '../../../shared/adapters/bkash/refund-client.ts';
import type { Answer } from '../../../shared/adapters/bkash/transport.ts';
import { type AnswersOf, ok, refund, trxId } from './answers.ts';
import { answersV1 } from './answers-v1.ts';
import { answersV2 } from './answers-v2.ts';
import { anything, distorted, namedShapes, statuses } from './distorted-answers.ts';

/**
 * Goal: no answer, of whatever shape, is taken for money that went back, or for the absence of it, unless it says so
 * in full. Method: that of `hostile-answers.test.ts`, with lists of distorted refunds besides. Seeded.
 */
const seed = 20_261_123;
const credentials = { username: 'shop', password: 'word', appKey: 'key', appSecret: 'secret' };
const token = { value: 'jwt', expiresAt: 0 };

const lists = fc
  .tuple(distorted, fc.array(fc.oneof(distorted, anything), { maxLength: 3 }))
  .map(([list, refundTransactions]) => ({ ...list, refundTransactions }));

describe.each([answersV1, answersV2])('a $generation client of refunds', (answers) => {
  it('is never broken, and never guesses, by 10,000 answers of generated shapes', async () => {
    const reached = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.oneof(anything, distorted, lists), statuses, async (body, status) => {
        const outcomes = await bothCalls(answers, ok(body, status));
        expectSaid(answers, outcomes, (body ?? {}) as Record<string, unknown>, status);
        for (const outcome of Object.values(outcomes)) {
          const isEmpty = outcome.kind === 'listed' && outcome.refunds.length === 0;
          reached.add(isEmpty ? 'none listed' : outcome.kind);
        }
      }),
      { seed, numRuns: 10_000 },
    );
    // Otherwise the rules above were never put to the test.
    const conclusions = [
      'succeeded',
      'refused',
      'insufficient',
      'later',
      'not_sent',
      'listed',
      'none listed',
    ];
    expect([...reached]).toEqual(expect.arrayContaining(conclusions));
  });

  it.each(namedShapes())('ends as nobody-knows after %s', async (_, answer) => {
    const { refunded, status } = await bothCalls(answers, answer);
    expect([refunded.kind, status.kind]).toEqual(['unknown', 'unanswered']);
  });
});

/** What may be concluded from a body, said a second time and in other words than the adapter's. */
function expectSaid(
  { generation }: AnswersOf,
  { refunded, status }: Awaited<ReturnType<typeof bothCalls>>,
  said: Record<string, unknown>,
  httpStatus: number,
): void {
  const isV1 = generation === 'v1';
  const isSuccess =
    httpStatus === 200 && (isV1 ? ['0000'] : ['0000', undefined]).includes(said.statusCode as string);
  const codes = isV1 ? [said.statusCode, said.errorCode] : [said.externalCode, said.internalCode];
  if (refunded.kind === 'succeeded') {
    expect(isSuccess).toBe(true);
    expectRefund(refunded, said);
    expect(refunded.amountPoisha).toBe(refund.amountPoisha);
    expect([said.transactionStatus, said.refundTransactionStatus]).toContain('Completed');
  }
  if ('refusal' in refunded) {
    expect(httpStatus).toBe(isV1 ? 200 : 400);
    const { code } = refunded.refusal;
    // v2 may name a code instead of numbering it.
    expect([...codes, 'invalid_payment_state', 'ETC70052']).toContain(codes.includes(code) ? code : codes[1]);
    const numbers = [said.trxId, said.trxID, said.refundTrxId, said.refundTrxID];
    expect(numbers.filter((value) => typeof value === 'string')).toEqual([]);
    if (refunded.kind === 'insufficient') expect(code).toBe('2023');
    if (refunded.kind === 'later') expect(['2033', '2127']).toContain(code);
  }
  if (status.kind !== 'listed') return;
  if (isV1) {
    expect(isSuccess || codes.includes('2033')).toBe(true);
    expect(status.refunds).toHaveLength(isSuccess ? 1 : 0);
    for (const one of status.refunds) expectRefund(one, said);
    return;
  }
  const entries = said.refundTransactions as Array<Record<string, unknown>>;
  expect({ isSuccess, of: said.originalTrxId }).toEqual({ isSuccess: true, of: trxId });
  expect(status.refunds).toHaveLength(entries.length);
  expect(new Set(status.refunds.map(({ refundTrxId }) => refundTrxId)).size).toBe(entries.length);
  for (const [index, entry] of entries.entries()) {
    const one = status.refunds[index] ?? { refundTrxId: '', amountPoisha: 0 };
    expectRefund(one, entry);
    expect(JSON.stringify(one).length).toBeLessThan(300);
  }
}

function expectRefund(
  { refundTrxId, amountPoisha }: { refundTrxId: string; amountPoisha: number },
  said: Record<string, unknown>,
): void {
  expect([said.refundTrxId, said.refundTrxID]).toContain(refundTrxId);
  expect(amountPoisha).toBeGreaterThan(0);
  expect(Number(said.refundAmount ?? said.amount) * 100).toBeCloseTo(amountPoisha, 3);
  const originals = [said.originalTrxId, said.originalTrxID].filter((original) => original !== undefined);
  expect(originals.every((original) => original === trxId)).toBe(true);
}

async function bothCalls({ refundDialect }: AnswersOf, answer: Answer) {
  const bkash = refundClientOf(refundDialect, { transport: { post: async () => answer }, credentials });
  return {
    refunded: await bkash.refundPayment(token, refund, 1_000),
    status: await bkash.refundStatus(token, refund),
  };
}
