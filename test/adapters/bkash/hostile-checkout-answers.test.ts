import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkoutClientOf } from '../../../shared/adapters/bkash/checkout-client.ts';
import { refundClientOf } from '../../../shared/adapters/bkash/refund-client.ts';
import { refundDialectCheckout } from '../../../shared/adapters/bkash/refund-dialect-checkout.ts';
import type { Answer } from '../../../shared/adapters/bkash/transport.ts';
import { ok, order, paymentId, refund, trxId } from './answers.ts';
import { answersCheckout } from './answers-checkout.ts';
import { anything, distortedFrom, namedShapes, statuses } from './distorted-answers.ts';

/**
 * Goal and method are those of `hostile-answers.test.ts`, for the product in the shop's page: its success says nothing
 * but its fields, so nothing may be concluded from the mere absence of a refusal. Seeded.
 */
const seed = 20_261_128;
const credentials = { username: 'shop', password: 'word', appKey: 'key', appSecret: 'secret' };
const token = { value: 'jwt', expiresAt: 0 };
const distorted = distortedFrom([
  ...Object.values(answersCheckout),
  { ...answersCheckout.initiated, transactionStatus: 'Expired' },
  ...['2002', '2023', '2033', '2056', '2062', '2072', '2127'].map((errorCode) => ({
    errorCode,
    errorMessage: 'No',
  })),
  { message: 'Unauthorized' },
]);

describe('a client of the product in the shop’s page', () => {
  it('is never broken, and never guesses, by 10,000 answers of generated shapes', async () => {
    const reached = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.oneof(anything, distorted), statuses, async (body, status) => {
        const outcomes = await everyCall(ok(body, status));
        expectSaid(outcomes, (body ?? {}) as Record<string, unknown>, status);
        for (const { kind } of Object.values(outcomes)) reached.add(kind);
      }),
      { seed, numRuns: 10_000 },
    );
    // Otherwise the rules above were never put to the test.
    const conclusions = [
      'created',
      'completed',
      'initiated',
      'dead',
      'found',
      'granted',
      'succeeded',
      'listed',
    ];
    const refusals = ['refused', 'ask', 'premature', 'not_sent', 'insufficient', 'later'];
    expect([...reached]).toEqual(expect.arrayContaining([...conclusions, ...refusals]));
  });

  it.each(namedShapes())('ends as nobody-knows after %s', async (_, answer) => {
    const { grant: _grant, ...outcomes } = await everyCall(answer);
    const kinds = Object.fromEntries(Object.entries(outcomes).map(([call, { kind }]) => [call, kind]));
    expect(kinds).toEqual({
      create: 'silent',
      execute: 'unknown',
      query: 'unanswered',
      search: 'unanswered',
      refunded: 'unknown',
      status: 'unanswered',
    });
  });
});

/** What may be concluded from a body, said a second time and in other words than the adapter's. */
function expectSaid(
  { create, execute, query, search, refunded, status }: Awaited<ReturnType<typeof everyCall>>,
  said: Record<string, unknown>,
  httpStatus: number,
): void {
  const isSuccess =
    httpStatus === 200 &&
    said.errorCode === undefined &&
    ['0000', undefined].includes(said.statusCode as string);
  const about = [said.paymentId, said.paymentID].filter((id) => id !== undefined);
  for (const outcome of [execute, query]) {
    if (outcome.kind !== 'completed') continue;
    expect({ isSuccess, status: said.transactionStatus }).toEqual({ isSuccess: true, status: 'Completed' });
    expect(about.every((id) => id === paymentId)).toBe(true);
    expect([said.trxId, said.trxID]).toContain(outcome.captured.trxId);
    expect(Number(said.amount) * 100).toBeCloseTo(outcome.captured.amountPoisha, 3);
  }
  if (create.kind === 'created') {
    expect(isSuccess).toBe(true);
    expect([...new Set(about)]).toEqual([create.paymentId]);
    expect(JSON.parse(create.createAnswer)).toEqual(said);
    expect(create.createAnswer.length).toBeLessThanOrEqual(4_096);
  }
  if (query.kind === 'initiated' || search.kind === 'found') expect(isSuccess).toBe(true);
  if (refunded.kind === 'succeeded') {
    expect({ isSuccess, of: said.originalTrxID ?? said.originalTrxId ?? trxId }).toEqual({
      isSuccess: true,
      of: trxId,
    });
    expect(refunded.amountPoisha).toBe(refund.amountPoisha);
  }
  if (status.kind === 'listed') expect(isSuccess || said.errorCode === '2033').toBe(true);
  for (const outcome of [create, execute, refunded]) {
    if (!('refusal' in outcome)) continue;
    expect({ httpStatus, code: said.errorCode }).toEqual({ httpStatus: 200, code: outcome.refusal.code });
    expect(said.transactionStatus).not.toBe('Completed');
  }
}

async function everyCall(answer: Answer) {
  const transport = { post: async () => answer, call: async () => answer };
  const bkash = checkoutClientOf({ transport, credentials, plainHttp: false });
  const refunds = refundClientOf(refundDialectCheckout, { transport, credentials });
  return {
    create: await bkash.createPayment(token, order, 1_000),
    execute: await bkash.executePayment(token, paymentId, 1_000),
    query: await bkash.queryPayment(token, paymentId),
    search: await bkash.searchTransaction(token, trxId),
    grant: await bkash.grantToken(),
    refunded: await refunds.refundPayment(token, refund, 1_000),
    status: await refunds.refundStatus(token, refund),
  };
}
