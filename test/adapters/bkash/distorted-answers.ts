import fc from 'fast-check';
import type { Answer } from '../../../shared/adapters/bkash/transport.ts';
import { ok, paymentId, trxId } from './answers.ts';
import { answersV1 } from './answers-v1.ts';
import { answersV2 } from './answers-v2.ts';

export const statuses = fc.constantFrom(
  200,
  200,
  200,
  400,
  400,
  401,
  403,
  404,
  418,
  429,
  500,
  502,
  503,
  504,
  0,
);

/** JSON of any shape, property names that JavaScript has a meaning for among them. */
export const anything = fc.jsonValue({ maxDepth: 4, stringUnit: 'binary' });

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

const generations = [answersV1, answersV2];
const refusalsOf = (code: string) => [
  { internalCode: 'x', externalCode: code, errorMessageEn: null, errorMessageBn: null },
  { statusCode: code, statusMessage: 'No' },
];
const genuine: object[] = [
  ...generations.flatMap((one) => [one.created, one.executed, one.queried, one.initiated, one.found]),
  ...generations.flatMap((one) => [one.granted, one.refunded, one.refundListed]),
  ...generations.map((one) => ({ ...one.initiated, transactionStatus: 'Expired' })),
  ...['2002', '2023', '2033', '2056', '2062', '2072', '2127'].flatMap(refusalsOf),
  { message: 'Unauthorized' },
];
/** A genuine answer with some fields taken out, replaced, or brought in from another one. */
export function distortedFrom(answers: readonly object[]): fc.Arbitrary<Record<string, unknown>> {
  const properties = ['errorCode', '__proto__', 'constructor', 'toString', 'message'];
  const fieldNames = [...new Set([...answers.flatMap(Object.keys), ...properties])];
  return fc
    .tuple(
      fc.constantFrom(...answers),
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
}

export const distorted = distortedFrom(genuine);

export function namedShapes(): Array<[string, Answer]> {
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
