import type { Answer } from '../../../shared/adapters/bkash/transport.ts';

export const paymentId = 'TR0011RsjP3mX1747579752377';
export const order = {
  invoice: 'A1-01',
  amountPoisha: 105_000,
  callbackUrl: 'https://pay.example/cb',
  payerReference: 'A1',
};
export const created = {
  paymentId,
  bkashURL: 'https://sandbox.payment.bkash.com/?paymentId=x',
  amount: '1050.00',
  merchantInvoiceNumber: 'A1-01',
  transactionStatus: 'Initiated',
  signature: 'abcdefghij',
};
export const executed = {
  paymentId,
  trxId: 'BLN40ANOXC',
  payerAccount: '01770618575',
  amount: '1050.00',
  currency: 'BDT',
  merchantInvoiceNumber: 'A1-01',
  maxRefundableAmount: '1050.00',
  transactionStatus: 'Completed',
};
export const captured = {
  trxId: 'BLN40ANOXC',
  amountPoisha: 105_000,
  currency: 'BDT',
  invoice: 'A1-01',
  payer: '01770618575',
  maxRefundablePoisha: 105_000,
};

/** Answers that say neither yes nor no, whatever was asked. */
export const nobodyKnows: Array<[string, Answer]> = [
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
  ['a v1 refusal', ok({ statusCode: '2023', statusMessage: 'Insufficient Balance' })],
  ['a success that contradicts itself', ok({ ...created, ...executed, statusCode: '2003' })],
  ['an unknown external code', refusal('something_new', '2999')],
  ['an external code named like a property', refusal('x', 'constructor')],
  ['a refusal with 500', refusal('x', '2023', 500)],
  ['a refusal with 200', refusal('x', '2023', 200)],
  ['a code and a name that disagree', refusal('payment_already_completed', '2023')],
  [
    'an envelope with a field missing',
    ok({ internalCode: 'x', externalCode: '2023', errorMessageEn: '' }, 400),
  ],
  ['503 maintenance', refusal('x', '503')],
  ['2003 process failed', refusal('x', '2003')],
  ['2020 exception', refusal('x', '2020')],
  ['2024 exception', refusal('x', '2024')],
  ['9999 system error', refusal('x', '9999')],
];

export function ok(body: unknown, status = 200): Answer {
  return { kind: 'answered', status, body };
}

export function refusal(
  internalCode: string,
  externalCode: string | null,
  status = 400,
  messages = {},
): Answer {
  return ok({ internalCode, externalCode, errorMessageEn: null, errorMessageBn: null, ...messages }, status);
}
