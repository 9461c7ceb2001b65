import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clientOf } from '../../../shared/adapters/bkash/client.ts';
import type { Dialect } from '../../../shared/adapters/bkash/dialect.ts';
import type { Answer } from '../../../shared/adapters/bkash/transport.ts';
import { type AnswersOf, ok, order, paymentId, trxId } from './answers.ts';
import { answersV1 } from './answers-v1.ts';
import { answersV2 } from './answers-v2.ts';
import { anything, distorted, namedShapes, statuses } from './distorted-answers.ts';

/**
 * Goal: no answer of bKash's, of whatever shape, is a crash, and none is taken for money, a payment, a token or a
 * refusal unless it says so in full. Method: the genuine answers of both generations, their fields replaced, mixed
 * and misspelled at random, and values of any kind; each is put to every call. Seeded, so that a failure repeats.
 */
const seed = 20_261_123;
const credentials = { username: 'shop', password: 'word', appKey: 'key', appSecret: 'secret' };
const token = { value: 'jwt', expiresAt: 0 };

describe.each([answersV1, answersV2])('a $generation client', (answers) => {
  it('is never broken, and never guesses, by 10,000 answers of generated shapes', async () => {
    const reached = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.oneof(anything, distorted), statuses, async (body, status) => {
        const outcomes = await everyCall(answers.dialect, ok(body, status));
        expectSaid(answers, outcomes, (body ?? {}) as Record<string, unknown>, status);
        for (const { kind } of Object.values(outcomes)) reached.add(kind);
      }),
      { seed, numRuns: 10_000 },
    );
    // Otherwise the rules above were never put to the test.
    const conclusions = ['created', 'completed', 'initiated', 'dead', 'found', 'granted'];
    const refusals = ['refused', 'ask', 'premature', 'not_sent'];
    expect([...reached]).toEqual(expect.arrayContaining([...conclusions, ...refusals]));
  });

  it.each(namedShapes())('ends as nobody-knows after %s', async (_, answer) => {
    const outcomes = await everyCall(answers.dialect, answer);
    const kinds = Object.fromEntries(Object.entries(outcomes).map(([call, { kind }]) => [call, kind]));
    expect(kinds).toEqual({
      create: 'silent',
      execute: 'unknown',
      query: 'unanswered',
      search: 'unanswered',
      grant: noToken(answer),
      refresh: noToken(answer),
    });
  });
});

function noToken(answer: Answer): string {
  if (answer.kind !== 'answered') return 'silent';
  return answer.status === 429 ? 'locked_out' : 'refused';
}

/** What may be concluded from a body, said a second time and in other words than the adapter's. */
function expectSaid(
  { generation }: AnswersOf,
  { create, execute, query, search, grant, refresh }: Awaited<ReturnType<typeof everyCall>>,
  said: Record<string, unknown>,
  status: number,
): void {
  const success =
    status === 200 &&
    (generation === 'v1' ? ['0000'] : ['0000', undefined]).includes(said.statusCode as string);
  const about = [said.paymentId, said.paymentID].filter((id) => id !== undefined);
  for (const outcome of [execute, query]) {
    if (outcome.kind !== 'completed') continue;
    const { captured } = outcome;
    expect({ success, status: said.transactionStatus }).toEqual({ success: true, status: 'Completed' });
    expect(about.every((id) => id === paymentId)).toBe(true);
    expect([said.trxId, said.trxID]).toContain(captured.trxId);
    expect(Number(said.amount) * 100).toBeCloseTo(captured.amountPoisha, 3);
    expect(said.currency).toBe(captured.currency);
    expect(JSON.stringify(outcome).length).toBeLessThan(2_000);
  }
  if (query.kind === 'initiated') {
    expect({ success, status: said.transactionStatus }).toEqual({ success: true, status: 'Initiated' });
    expect([said.trxId, said.trxID]).not.toContain(trxId);
  }
  if (query.kind === 'dead') {
    expect([said.transactionStatus, said.statusCode, said.errorCode, said.externalCode]).toEqual(
      expect.arrayContaining([expect.stringMatching(/^(Expired|Cancelled|Declined|Failed|2002)$/)]),
    );
  }
  if (create.kind === 'created') {
    expect(success).toBe(true);
    expect(new URL(create.bkashUrl).protocol).toBe('https:');
    expect([...new Set(about)]).toEqual([create.paymentId]);
  }
  for (const outcome of [create, execute]) {
    if (!('refusal' in outcome)) continue;
    const codes =
      generation === 'v1'
        ? [said.statusCode, said.errorCode]
        : [said.externalCode, codeNamed[String(said.internalCode)]];
    expect(status).toBe(generation === 'v1' ? 200 : 400);
    expect(codes).toContain(outcome.refusal.code);
    expect(said.transactionStatus).not.toBe('Completed');
  }
  if (search.kind === 'found') {
    expect(success && Number.isSafeInteger(search.amountPoisha)).toBe(true);
    expect([said.trxId, said.trxID].every((id) => id === undefined || id === trxId)).toBe(true);
  }
  for (const outcome of [grant, refresh]) {
    if (outcome.kind !== 'granted') continue;
    expect(outcome).toMatchObject({ token: said.id_token, lifeMs: expect.any(Number) });
    expect(outcome.lifeMs).toBeGreaterThan(0);
  }
}

const codeNamed: Record<string, string> = { invalid_payment_state: '2056', ETC70052: '2029' };

async function everyCall(dialect: Dialect, answer: Answer) {
  const bkash = clientOf(dialect, {
    transport: { post: async () => answer },
    credentials,
    plainHttp: false,
  });
  return {
    create: await bkash.createPayment(token, order, 1_000),
    execute: await bkash.executePayment(token, paymentId, 1_000),
    query: await bkash.queryPayment(token, paymentId),
    search: await bkash.searchTransaction(token, trxId),
    grant: await bkash.grantToken(),
    refresh: await bkash.refreshToken('old'),
  };
}
