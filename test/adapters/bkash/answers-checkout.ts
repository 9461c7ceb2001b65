import { ok, paymentId, refundTrxId, trxId } from './answers.ts';

const sale = { amount: '1050.00', currency: 'BDT', intent: 'sale', merchantInvoiceNumber: 'A1-01' };
const createTime = '2025-05-18T20:49:12:377 GMT+0600';
const executed = {
  paymentID: paymentId,
  createTime,
  updateTime: '2025-05-18T20:50:12:377 GMT+0600',
  trxID: trxId,
  transactionStatus: 'Completed',
  ...sale,
};
const { paymentID: _, ...queried } = executed;

/** The product in the shop's page, as its typings name the fields (`bkash-api.md` section 3.2). */
export const answersCheckout = {
  created: {
    paymentID: paymentId,
    createTime,
    orgLogo: 'https://logo.example/shop.png',
    orgName: 'SundarBan',
    transactionStatus: 'Initiated',
    ...sale,
  },
  executed,
  /** Here only the id is spelled as in v2. */
  queried: { paymentId, ...queried, refundAmount: '0' },
  initiated: {
    paymentId,
    createTime,
    ...sale,
    transactionStatus: 'Initiated',
    verificationStatus: 'Complete',
  },
  found: { trxID: trxId, amount: '90', saleAmount: '100.00', transactionStatus: 'Completed' },
  granted: { token_type: 'Bearer', id_token: 'new.jwt', expires_in: '3600', refresh_token: 'again' },
  refunded: {
    originalTrxID: trxId,
    refundTrxID: refundTrxId,
    transactionStatus: 'Completed',
    amount: '50',
    currency: 'BDT',
    charge: '0.00',
  },
};

export function refusalCheckout(errorCode: string, errorMessage = 'No') {
  return ok({ errorCode, errorMessage });
}
