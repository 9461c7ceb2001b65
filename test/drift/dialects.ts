import { expect } from 'vitest';
import type { Generation } from '../../shared/domain/order.ts';

/** How the two generations differ in what the drift suite looks at (`bkash-api.md` sections 2 and 8). */
export interface DriftDialect {
  root: string;
  paths: Record<'create' | 'execute' | 'query' | 'search' | 'refund' | 'refundStatus', string>;
  paymentId: 'paymentID' | 'paymentId';
  trxId: 'trxID' | 'trxId';
  refundAmount: 'amount' | 'refundAmount';
  createFields: Record<string, string>;
  /** What stands in every success, and what must not. */
  success: Record<string, string>;
  absentFromSuccess: string[];
  /** Where Query repeats the invoice. */
  queriedInvoice: 'merchantInvoice' | 'merchantInvoiceNumber';
  /** Who paid, as Execute says it. */
  payer: 'customerMsisdn' | 'payerAccount';
  refusal(code: string | RegExp): { status: number; body: unknown };
  /** A refund's own word that it was made, and the status call's list of one. */
  refunded: Record<string, unknown>;
  refundListed: Record<string, unknown>;
}

export const driftDialects: Record<Generation, DriftDialect> = {
  v1: {
    root: '/v1.2.0-beta/tokenized/checkout',
    paths: {
      create: '/create',
      execute: '/execute',
      query: '/payment/status',
      search: '/general/searchTransaction',
      refund: '/payment/refund',
      refundStatus: '/payment/refund',
    },
    paymentId: 'paymentID',
    trxId: 'trxID',
    refundAmount: 'amount',
    createFields: { mode: '0011' },
    success: { statusCode: '0000', statusMessage: 'Successful' },
    absentFromSuccess: ['errorCode', 'externalCode'],
    queriedInvoice: 'merchantInvoice',
    payer: 'customerMsisdn',
    refusal: (code) => ({ status: 200, body: saying({ statusCode: code, statusMessage: /./ }) }),
    refunded: { transactionStatus: 'Completed' },
    refundListed: { transactionStatus: 'Completed' },
  },
  v2: {
    root: '/v2/tokenized-checkout',
    paths: {
      create: '/payment/create',
      execute: '/payment/execute',
      query: '/query/payment',
      search: '/general/search-transaction',
      refund: '/refund/payment/transaction',
      refundStatus: '/refund/payment/status',
    },
    paymentId: 'paymentId',
    trxId: 'trxId',
    refundAmount: 'refundAmount',
    createFields: {},
    success: {},
    absentFromSuccess: ['statusCode', 'statusMessage', 'externalCode'],
    queriedInvoice: 'merchantInvoiceNumber',
    payer: 'payerAccount',
    refusal: (code) => ({ status: 400, body: saying({ externalCode: code, errorMessageEn: /./ }) }),
    refunded: { refundTransactionStatus: 'Completed' },
    refundListed: {
      refundTransactions: [expect.objectContaining({ refundTransactionStatus: 'Completed' })],
    },
  },
};

function saying(fields: Record<string, string | RegExp>): unknown {
  return expect.objectContaining(
    Object.fromEntries(
      Object.entries(fields).map(([name, value]) => [
        name,
        typeof value === 'string' ? value : expect.stringMatching(value),
      ]),
    ),
  );
}
