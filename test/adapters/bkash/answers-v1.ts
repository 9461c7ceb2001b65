import { dialectV1 } from '../../../shared/adapters/bkash/dialect-v1.ts';
import { refundDialectV1 } from '../../../shared/adapters/bkash/refund-dialect-v1.ts';
import { type AnswersOf, ok, paymentId, refundTrxId, trxId } from './answers.ts';

const success = { statusCode: '0000', statusMessage: 'Successful' };
const created = {
  ...success,
  paymentID: paymentId,
  bkashURL: 'https://sandbox.payment.bkash.com/?paymentId=x&mode=0011&apiVersion=v1.2.0-beta/',
  callbackURL: 'https://pay.example/cb',
  successCallbackURL: 'https://pay.example/cb?paymentID=x&status=success&signature=abcdefghij',
  amount: '1050.00',
  intent: 'sale',
  currency: 'BDT',
  paymentCreateTime: '2025-05-18T20:49:12:377 GMT+0600',
  transactionStatus: 'Initiated',
  merchantInvoiceNumber: 'A1-01',
};
const executed = {
  ...success,
  paymentID: paymentId,
  trxID: trxId,
  customerMsisdn: '01770618575',
  payerReference: 'A1',
  transactionStatus: 'Completed',
  paymentExecuteTime: '2025-05-18T20:50:12:377 GMT+0600',
  amount: '1050.00',
  currency: 'BDT',
  intent: 'sale',
  merchantInvoiceNumber: 'A1-01',
  maxRefundableAmount: '1050.00',
};
const refunded = {
  ...success,
  originalTrxID: trxId,
  refundTrxID: refundTrxId,
  transactionStatus: 'Completed',
  amount: '50',
  currency: 'BDT',
  charge: '0.00',
  completedTime: '2025-05-19T10:00:00:250 GMT+0600',
};
const { customerMsisdn: _, merchantInvoiceNumber: __, ...shared } = executed;

/** v1.2.0-beta as merchants recorded it (`bkash-api.md` section 2). */
export const answersV1: AnswersOf = {
  generation: 'v1',
  dialect: dialectV1,
  created,
  executed,
  // Its Query has a name of its own for the invoice, and does not say who paid.
  queried: { ...shared, mode: '0011', merchantInvoice: 'A1-01', verificationStatus: 'Complete' },
  initiated: { ...success, paymentID: paymentId, mode: '0011', transactionStatus: 'Initiated' },
  found: { ...success, trxID: trxId, amount: '90', saleAmount: '100.00', transactionStatus: 'Completed' },
  granted: {
    ...success,
    id_token: 'new.jwt',
    expires_in: 3600,
    refresh_token: 'again',
    token_type: 'Bearer',
  },
  refundDialect: refundDialectV1,
  refunded,
  refundListed: refunded,
  noRefund: ok({ statusCode: '2033', statusMessage: 'Transaction Not Found' }),
  refusal: (statusCode, en = '') => ok({ statusCode, statusMessage: en }),
  nobodyKnows: [
    [
      'a v2 refusal',
      ok({ internalCode: 'x', externalCode: '2023', errorMessageEn: '', errorMessageBn: '' }, 400),
    ],
    ['a success without its code', ok({ ...created, ...executed, statusCode: undefined })],
    ['a success whose code is a number', ok({ ...created, ...executed, statusCode: 0 })],
    ['a code that is a number', ok({ statusCode: 2023, statusMessage: 'Insufficient Balance' })],
    ['a refusal with 400', ok({ statusCode: '2023', statusMessage: 'Insufficient Balance' }, 400)],
    ['a success with 500', ok({ ...created, ...executed }, 500)],
    ['two codes that disagree', ok({ statusCode: '2023', errorCode: '2062' })],
    ['a success with an error code', ok({ ...created, ...executed, errorCode: '2023' })],
    ['a refusal that names a transaction', ok({ ...executed, statusCode: '2023' })],
    ['an unknown code', ok({ statusCode: '2999', statusMessage: 'New' })],
    ['a code named like a property', ok({ statusCode: 'constructor', statusMessage: 'x' })],
    ['a message without a code', ok({ statusMessage: 'Successful' })],
  ],
};
