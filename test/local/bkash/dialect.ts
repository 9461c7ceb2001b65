import { DatabaseSync } from 'node:sqlite';
import { expect } from 'vitest';
import type { Operation } from '../../../infra/local/bkash/machine/operations.ts';
import { appKeys, login, type Merchant, order } from './merchant.ts';

/** One generation of the API as a merchant speaks it, by the operations that both have. */
export interface Dialect {
  root: string;
  paths: Record<Operation, string>;
  paymentId: 'paymentID' | 'paymentId';
  trxId: 'trxID' | 'trxId';
  refundAmount: 'amount' | 'refundAmount';
  /** What create needs beside the order. */
  createFields: Record<string, string>;
  /** What shows that a refund of this amount was made, in its own answer and in the status of its payment. */
  refunded(amount: string): object;
  refundListed(amount: string): object;
  /** What the same call is told once it was performed; it is performed again where nothing stands here. */
  refusalOfTheSecond: Partial<Record<Operation, string>>;
  /** How a refusal with this code looks. */
  refusal(code: string): { status: number; body: Record<string, unknown> };
}

export const paymentOperations = ['create', 'execute', 'query', 'search', 'refund', 'refundStatus'] as const;
export const tokenOperations = ['grant', 'refresh'] as const;

export const dialects: Record<'v1' | 'v2', Dialect> = {
  v1: {
    root: '/v1.2.0-beta/tokenized/checkout',
    paths: {
      grant: '/token/grant',
      refresh: '/token/refresh',
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
    refunded: (amount) => ({ transactionStatus: 'Completed', amount }),
    refundListed: (amount) => ({ transactionStatus: 'Completed', amount }),
    refusalOfTheSecond: { execute: '2062', refund: '2034' },
    refusal: (statusCode) => ({ status: 200, body: { statusCode } }),
  },
  v2: {
    root: '/v2/tokenized-checkout',
    paths: {
      grant: '/auth/grant-token',
      refresh: '/auth/refresh-token',
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
    refunded: (refundAmount) => ({ refundTransactionStatus: 'Completed', refundAmount }),
    refundListed: (refundAmount) => ({ refundTransactions: [expect.objectContaining({ refundAmount })] }),
    refusalOfTheSecond: { execute: '2062', refund: '2072' },
    refusal: (externalCode) => ({ status: 400, body: { externalCode } }),
  },
};

// biome-ignore lint/suspicious/noExplicitAny: a foreign answer that the test's expectations judge.
export type Heard = { status: number; body: any } | 'nothing' | 'reset' | 'cut short';

export interface Paid {
  paymentId: string;
  trxId: string;
}

export interface Speaker {
  dialect: Dialect;
  /** What the caller hears until it leaves. */
  call(operation: Operation, body: object, leave?: AbortSignal): Promise<Heard>;
  /** The new paymentID. */
  create(amount: string): Promise<string>;
  authorised(amount: string): Promise<string>;
  execute(paymentId: string, leave?: AbortSignal): Promise<Heard>;
  query(paymentId: string): Promise<Heard>;
  search(trxId: string): Promise<Heard>;
  /** A payment that was captured. */
  paid(amount: string): Promise<Paid>;
  refund(payment: Paid, amount: string, leave?: AbortSignal): Promise<Heard>;
  refundStatus(payment: Paid, leave?: AbortSignal): Promise<Heard>;
  /** The body of an answer that must have come. */
  answered(heard: Heard | Promise<Heard>): Promise<Record<string, string>>;
}

/** A merchant who speaks that generation with the token of the last grant that was heard. */
export function speaker(merchant: Merchant, generation: 'v1' | 'v2'): Speaker {
  const dialect = dialects[generation];
  let token = '';
  const speaking: Speaker = {
    dialect,
    async call(operation, body, leave = AbortSignal.timeout(15_000)) {
      const isTokenCall = operation === 'grant' || operation === 'refresh';
      if (!isTokenCall && token === '') token = (await merchant.grant()).body.id_token;
      const headers = isTokenCall ? login : { authorization: token, 'x-app-key': appKeys.app_key };
      const url = `${merchant.simulator.url}${dialect.root}${dialect.paths[operation]}`;
      return await hear(url, { ...(isTokenCall ? appKeys : {}), ...body }, { ...headers }, leave);
    },
    async create(amount) {
      const fields = { ...order, ...dialect.createFields, amount };
      return (await speaking.answered(speaking.call('create', fields)))[dialect.paymentId] ?? '';
    },
    async authorised(amount) {
      const paymentId = await speaking.create(amount);
      await merchant.authorise(paymentId);
      return paymentId;
    },
    execute: (paymentId, leave) => speaking.call('execute', { [dialect.paymentId]: paymentId }, leave),
    query: (paymentId) => speaking.call('query', { [dialect.paymentId]: paymentId }),
    search: (trxId) => speaking.call('search', { [dialect.trxId]: trxId }),
    async paid(amount) {
      const paymentId = await speaking.authorised(amount);
      const executed = await speaking.answered(speaking.execute(paymentId));
      return { paymentId, trxId: executed[dialect.trxId] ?? '' };
    },
    refund(payment, amount, leave) {
      const words = { sku: 'honey-500g', reason: 'broken jar' };
      const fields = { ...idsOf(payment), [dialect.refundAmount]: amount, ...words };
      return speaking.call('refund', fields, leave);
    },
    refundStatus: (payment, leave) => speaking.call('refundStatus', idsOf(payment), leave),
    async answered(pending) {
      const heard = await pending;
      if (typeof heard === 'string') throw new Error(`bKash's answer was: ${heard}`);
      return heard.body;
    },
  };
  return speaking;

  function idsOf({ paymentId, trxId }: Paid) {
    return { [dialect.paymentId]: paymentId, [dialect.trxId]: trxId };
  }
}

/** How many payments, tokens, captures and refunds bKash has written down. */
export function commits(dataDir: string): Record<'payments' | 'tokens' | 'captures' | 'refunds', number> {
  const database = new DatabaseSync(`${dataDir}/bkash.sqlite`, { readOnly: true });
  const count = (table: string) =>
    Number(database.prepare(`select count(*) as rows from ${table}`).get()?.rows);
  const counted = {
    payments: count('payments'),
    tokens: count('tokens') / 2,
    captures: count("ledger where kind = 'payment'"),
    refunds: count("ledger where kind = 'refund'"),
  };
  database.close();
  return counted;
}

/** What went back of a payment, by the ledger. */
export async function returnedPoisha(merchant: Merchant, trxId: string): Promise<number> {
  const { entries } = (await merchant.control('/ledger')).body;
  return entries
    .filter((entry: { of?: string }) => entry.of === trxId)
    .reduce((sum: number, entry: { amount: string }) => sum + Math.round(Number(entry.amount) * 100), 0);
}

async function hear(
  url: string,
  body: object,
  headers: Record<string, string>,
  signal: AbortSignal,
): Promise<Heard> {
  try {
    const response = await fetch(url, { method: 'POST', body: JSON.stringify(body), headers, signal });
    const text = await response.text();
    const isJson = response.headers.get('content-type') === 'application/json';
    return { status: response.status, body: isJson ? JSON.parse(text) : text };
  } catch (error) {
    if (signal.aborted) return 'nothing';
    const { code } = (error as { cause?: { code?: string } }).cause ?? {};
    if (code === 'ECONNRESET') return 'reset';
    if (code === 'UND_ERR_SOCKET') return 'cut short';
    throw error;
  }
}
