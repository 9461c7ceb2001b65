import { dialectV2 } from '../../../shared/adapters/bkash/dialect-v2.ts';
import { refundDialectV2 } from '../../../shared/adapters/bkash/refund-dialect-v2.ts';
import type { Answer } from '../../../shared/adapters/bkash/transport.ts';
import { type AnswersOf, ok, paymentId, refundTrxId, trxId } from './answers.ts';

const created = {
  paymentId,
  bkashURL: 'https://sandbox.payment.bkash.com/?paymentId=x',
  amount: '1050.00',
  merchantInvoiceNumber: 'A1-01',
  transactionStatus: 'Initiated',
  signature: 'abcdefghij',
};
const executed = {
  paymentId,
  trxId,
  payerAccount: '01770618575',
  amount: '1050.00',
  currency: 'BDT',
  merchantInvoiceNumber: 'A1-01',
  maxRefundableAmount: '1050.00',
  transactionStatus: 'Completed',
};

const listed = {
  refundTrxId,
  refundTransactionStatus: 'Completed',
  refundAmount: '50.00',
  completedTime: '2025-05-19T10:00:00:250',
};
const list = { originalTrxId: trxId, originalTrxAmount: '1050.00' };

/** v2 as its testers recorded it (`bkash-api.md` section 2). */
export const answersV2: AnswersOf = {
  generation: 'v2',
  dialect: dialectV2,
  created,
  executed,
  queried: executed,
  initiated: { paymentId, transactionStatus: 'Initiated' },
  found: { trxId, amount: '90', saleAmount: '100.00', transactionStatus: 'Completed' },
  granted: {
    statusCode: '0000',
    id_token: 'new.jwt',
    expires_in: 3600,
    refresh_token: 'again',
    token_type: 'Bearer',
  },
  refundDialect: refundDialectV2,
  refunded: { ...list, ...listed, currency: 'BDT', sku: 'honey-500g', reason: 'broken jar' },
  refundListed: { ...list, refundTransactions: [listed] },
  noRefund: ok({ ...list, refundTransactions: [] }),
  refusal: (code, en) => refusalV2('x', code, 400, { errorMessageEn: en ?? null }),
  nobodyKnows: [
    ['a v1 refusal', ok({ statusCode: '2023', statusMessage: 'Insufficient Balance' })],
    ['a success that contradicts itself', ok({ ...created, ...executed, statusCode: '2003' })],
    ['an unknown external code', refusalV2('something_new', '2999')],
    ['an external code named like a property', refusalV2('x', 'constructor')],
    ['a refusal with 500', refusalV2('x', '2023', 500)],
    ['a refusal with 200', refusalV2('x', '2023', 200)],
    ['a code and a name that disagree', refusalV2('payment_already_completed', '2023')],
    ['a refusal that names a transaction', refusalV2('x', '2023', 400, { trxId })],
    [
      'an envelope with a field missing',
      ok({ internalCode: 'x', externalCode: '2023', errorMessageEn: '' }, 400),
    ],
  ],
};

export function refusalV2(
  internalCode: string,
  externalCode: string | null,
  status = 400,
  fields: object = {},
): Answer {
  return ok({ internalCode, externalCode, errorMessageEn: null, errorMessageBn: null, ...fields }, status);
}
