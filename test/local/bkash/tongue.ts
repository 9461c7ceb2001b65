import { DatabaseSync } from 'node:sqlite';
import { appKeys, login, type Merchant, order } from './merchant.ts';

/** One generation of the API as a merchant speaks it, by the operations that both have. */
export interface Tongue {
  root: string;
  paths: Record<MerchantOperation, string>;
  paymentId: 'paymentID' | 'paymentId';
  trxId: 'trxID' | 'trxId';
  /** What create needs beside the order. */
  createFields: Record<string, string>;
  /** How a refusal with this code looks. */
  refusal(code: string): { status: number; body: Record<string, unknown> };
}

export type MerchantOperation = 'grant' | 'refresh' | 'create' | 'execute' | 'query' | 'search';
export const paymentOperations = ['create', 'execute', 'query', 'search'] as const;
export const tokenOperations = ['grant', 'refresh'] as const;

export const tongues: Record<'v1' | 'v2', Tongue> = {
  v1: {
    root: '/v1.2.0-beta/tokenized/checkout',
    paths: {
      grant: '/token/grant',
      refresh: '/token/refresh',
      create: '/create',
      execute: '/execute',
      query: '/payment/status',
      search: '/general/searchTransaction',
    },
    paymentId: 'paymentID',
    trxId: 'trxID',
    createFields: { mode: '0011' },
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
    },
    paymentId: 'paymentId',
    trxId: 'trxId',
    createFields: {},
    refusal: (externalCode) => ({ status: 400, body: { externalCode } }),
  },
};

// biome-ignore lint/suspicious/noExplicitAny: a foreign answer that the test's expectations judge.
export type Heard = { status: number; body: any } | 'nothing' | 'reset' | 'cut short';

export interface Speaker {
  tongue: Tongue;
  /** What the caller hears until it leaves. */
  call(operation: MerchantOperation, body: object, leave?: AbortSignal): Promise<Heard>;
  /** The new paymentID. */
  create(amount: string): Promise<string>;
  authorised(amount: string): Promise<string>;
  execute(paymentId: string, leave?: AbortSignal): Promise<Heard>;
  query(paymentId: string): Promise<Heard>;
  search(trxId: string): Promise<Heard>;
  /** The body of an answer that must have come. */
  answered(heard: Heard | Promise<Heard>): Promise<Record<string, string>>;
}

/** A merchant who speaks that generation with the token of the last grant that was heard. */
export function speaker(merchant: Merchant, generation: 'v1' | 'v2'): Speaker {
  const tongue = tongues[generation];
  let token = '';
  const speaking: Speaker = {
    tongue,
    async call(operation, body, leave = AbortSignal.timeout(15_000)) {
      const isTokenCall = operation === 'grant' || operation === 'refresh';
      if (!isTokenCall && token === '') token = (await merchant.grant()).body.id_token;
      const headers = isTokenCall ? login : { authorization: token, 'x-app-key': appKeys.app_key };
      const url = `${merchant.simulator.url}${tongue.root}${tongue.paths[operation]}`;
      return await hear(url, { ...(isTokenCall ? appKeys : {}), ...body }, { ...headers }, leave);
    },
    async create(amount) {
      const fields = { ...order, ...tongue.createFields, amount };
      return (await speaking.answered(speaking.call('create', fields)))[tongue.paymentId] ?? '';
    },
    async authorised(amount) {
      const paymentId = await speaking.create(amount);
      await merchant.authorise(paymentId);
      return paymentId;
    },
    execute: (paymentId, leave) => speaking.call('execute', { [tongue.paymentId]: paymentId }, leave),
    query: (paymentId) => speaking.call('query', { [tongue.paymentId]: paymentId }),
    search: (trxId) => speaking.call('search', { [tongue.trxId]: trxId }),
    async answered(pending) {
      const heard = await pending;
      if (typeof heard === 'string') throw new Error(`bKash's answer was: ${heard}`);
      return heard.body;
    },
  };
  return speaking;
}

/** How many payments, tokens and captures bKash has written down. */
export function commits(dataDir: string): { payments: number; tokens: number; captures: number } {
  const database = new DatabaseSync(`${dataDir}/bkash.sqlite`, { readOnly: true });
  const count = (table: string) =>
    Number(database.prepare(`select count(*) as rows from ${table}`).get()?.rows);
  const counted = { payments: count('payments'), tokens: count('tokens') / 2, captures: count('ledger') };
  database.close();
  return counted;
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
