import type { Dialect } from '../../../shared/adapters/bkash/dialect.ts';
import type { RefundDialect } from '../../../shared/adapters/bkash/refund-dialect.ts';
import type { Answer } from '../../../shared/adapters/bkash/transport.ts';
import type { Generation } from '../../../shared/domain/order.ts';

/** What one generation of bKash says, in its own words; the tests' sentences hold for all of them. */
export interface AnswersOf {
  generation: Generation;
  dialect: Dialect;
  created: object;
  executed: object;
  queried: object;
  initiated: object;
  found: object;
  granted: object;
  refundDialect: RefundDialect;
  refunded: object;
  /** The status of a payment of which that refund, and nothing else, was made. */
  refundListed: object;
  /** The status of a payment that nothing was returned of. */
  noRefund: Answer;
  refusal(code: string, en?: string): Answer;
  /** Answers of this generation that say neither yes nor no, whatever was asked. */
  nobodyKnows: Array<[string, Answer]>;
}

export const paymentId = 'TR0011RsjP3mX1747579752377';
export const trxId = 'BLN40ANOXC';
export const order = {
  invoice: 'A1-01',
  amountPoisha: 105_000,
  callbackUrl: 'https://pay.example/cb',
  payerReference: 'A1',
};
export const refundTrxId = 'BLO40C8QWE';
export const refund = { paymentId, trxId, amountPoisha: 5_000, sku: 'honey-500g', reason: 'broken jar' };
export const captured = {
  trxId,
  amountPoisha: 105_000,
  currency: 'BDT',
  invoice: 'A1-01',
  payer: '01770618575',
  maxRefundablePoisha: 105_000,
};

/** Answers that say neither yes nor no in either generation. */
export function nobodyKnows({ refusal, nobodyKnows: ofItsOwn }: AnswersOf): Array<[string, Answer]> {
  return [
    ['silence', { kind: 'lost', reason: 'timeout' }],
    ['a cut connection', { kind: 'lost', reason: 'connection_lost' }],
    ['a page of HTML', { kind: 'lost', reason: 'not_json' }],
    ['a 500 with an empty object', ok({}, 500)],
    ['a redirect', ok({}, 302)],
    ['a 200 with null', ok(null)],
    ['a 200 with a list', ok([])],
    ['a 200 with a number', ok(7)],
    ['a gateway message with 200', ok({ message: 'Unauthorized' })],
    ['Missing Authentication Token', ok({ message: 'Missing Authentication Token' }, 403)],
    ['Invalid request body', ok({ message: 'Invalid request body' }, 400)],
    ['503 maintenance', refusal('503')],
    ['2003 process failed', refusal('2003')],
    ['2020 exception', refusal('2020')],
    ['2024 exception', refusal('2024')],
    ['9999 system error', refusal('9999')],
    ...ofItsOwn,
  ];
}

export function ok(body: unknown, status = 200): Answer {
  return { kind: 'answered', status, body };
}
