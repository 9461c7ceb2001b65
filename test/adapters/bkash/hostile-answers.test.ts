import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clientOf } from '../../../shared/adapters/bkash/client.ts';
import type { Dialect } from '../../../shared/adapters/bkash/dialect.ts';
import type { Answer } from '../../../shared/adapters/bkash/transport.ts';
import { type AnswersOf, ok, order, paymentId, trxId } from './answers.ts';
import { answersV1 } from './answers-v1.ts';
import { answersV2 } from './answers-v2.ts';

/**
 * Goal: no answer of bKash's, of whatever shape, is a crash, and none is taken for money, a payment, a token or a
 * refusal unless it says so in full. Method: the genuine answers of both generations, their fields replaced, mixed
 * and misspelled at random, and values of any kind; each is put to every call. Seeded, so that a failure repeats.
 */
const seed = 20_261_123;
const credentials = { username: 'shop', password: 'word', appKey: 'key', appSecret: 'secret' };
const token = { value: 'jwt', expiresAt: 0 };
const generations = [answersV1, answersV2];

describe.each(generations)('a $generation client', (answers) => {
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
      grant: answer.kind === 'lost' ? 'silent' : 'refused',
      refresh: answer.kind === 'lost' ? 'silent' : 'refused',
    });
  });
});

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

const statuses = fc.constantFrom(200, 200, 200, 400, 400, 401, 403, 404, 418, 429, 500, 502, 503, 504, 0);

/** JSON of any shape, property names that JavaScript has a meaning for among them. */
const anything = fc.jsonValue({ maxDepth: 4, stringUnit: 'binary' });

const oddValues = fc.oneof(
  fc.constantFrom<unknown>(null, true, 0, -1, 1e300, Number.MAX_SAFE_INTEGER, '', ' ', [], {}, [[]]),
  fc.constantFrom('0000', '2023', '2029', '2056', '2062', '2079', '9999', '503', 'constructor', '__proto__'),
  fc.constantFrom('Completed', 'Initiated', 'completed', 'Failed', 'Expired', 'Authorized', 'Complete'),
  fc.constantFrom(paymentId, `${paymentId}9`, trxId, '1050.00', '1050', '-1', '1e3', '99999999999.00'),
  fc.constantFrom('Unauthorized', 'The incoming token has expired', 'invalid_payment_state', 'ETC70052'),
  fc.constantFrom('javascript:alert(1)', 'http://x.example/', 'https://x.example/', 'x'.repeat(5_000)),
  fc.constant({ transactionStatus: 'Completed', trxId, amount: '1050.00' }),
  fc.string({ maxLength: 40 }),
  fc.integer(),
);

const refusalsOf = (code: string) => [
  { internalCode: 'x', externalCode: code, errorMessageEn: null, errorMessageBn: null },
  { statusCode: code, statusMessage: 'No' },
];
const genuine: object[] = [
  ...generations.flatMap((one) => [one.created, one.executed, one.queried, one.initiated, one.found]),
  ...generations.map((one) => one.granted),
  ...generations.map((one) => ({ ...one.initiated, transactionStatus: 'Expired' })),
  ...['2002', '2023', '2056', '2062'].flatMap(refusalsOf),
  { message: 'Unauthorized' },
];
const fieldNames = [
  ...new Set([
    ...genuine.flatMap(Object.keys),
    'errorCode',
    '__proto__',
    'constructor',
    'toString',
    'message',
  ]),
];

/** A genuine answer with some fields taken out, replaced, or brought in from another one. */
const distorted = fc
  .tuple(
    fc.constantFrom(...genuine),
    fc.array(fc.tuple(fc.constantFrom(...fieldNames), oddValues), { maxLength: 4 }),
    fc.array(fc.constantFrom(...fieldNames), { maxLength: 2 }),
  )
  .map(([answer, replaced, removed]) => {
    const kept = Object.entries(answer).filter(([name]) => !removed.includes(name));
    // As JSON.parse makes it: a field called __proto__ is a field.
    const text = [...kept, ...replaced].map(
      ([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`,
    );
    return JSON.parse(`{${text.join(',')}}`);
  });

function namedShapes(): Array<[string, Answer]> {
  const deep = JSON.parse(`${'['.repeat(20_000)}${']'.repeat(20_000)}`);
  const nested = JSON.parse(`${'{"transactionStatus":'.repeat(2_000)}"Completed"${'}'.repeat(2_000)}`);
  return [
    ['a page of HTML', { kind: 'lost', reason: 'not_json' }],
    ['an answer that was cut off', { kind: 'lost', reason: 'connection_lost' }],
    ['an answer without end', { kind: 'lost', reason: 'too_large' }],
    ['silence', { kind: 'lost', reason: 'timeout' }],
    ['an empty object', ok({})],
    ['null', ok(null)],
    ['true', ok(true)],
    ['a text', ok('Completed')],
    ['an empty text', ok('')],
    ['a number', ok(2062)],
    ['a list', ok([])],
    ['the right answers in a list', ok([genuine[0], genuine[1]])],
    ['the right answer one level down', ok({ data: genuine[1], body: genuine[1] })],
    ['20,000 lists in each other', ok(deep)],
    ['2,000 objects in each other', ok(nested)],
    ['a gateway message', ok({ message: 'Internal server error' }, 500)],
    ['a gateway time-out', ok({ message: 'Endpoint request timed out' }, 504)],
    ['Forbidden', ok({ message: 'Forbidden' }, 403)],
    ['Too Many Requests', ok({ message: 'Too Many Requests' }, 429)],
    ['Limit Exceeded', ok({ message: 'Limit Exceeded' }, 429)],
    ['Invalid request body', ok({ message: 'Invalid request body' }, 400)],
    ['a redirect', ok({}, 301)],
    ['a status of no meaning', ok({}, 0)],
    [
      'fields that every object inherits',
      ok(JSON.parse('{"__proto__":{"statusCode":"0000","trxID":"BLN40ANOXC"}}')),
    ],
    ['a status code that is an object', ok({ statusCode: { toString: '0000' }, paymentID: paymentId })],
    ['an unknown code of v1', ok({ statusCode: '2999', statusMessage: 'New' })],
    [
      'an unknown code of v2',
      ok({ internalCode: 'n', externalCode: '2999', errorMessageEn: '', errorMessageBn: '' }, 400),
    ],
    ['a code of 60,000 letters', ok({ statusCode: '2'.repeat(60_000) })],
    ['the envelope of the token calls', ok({ status: 'fail', msg: 'no' }, 400)],
  ];
}
