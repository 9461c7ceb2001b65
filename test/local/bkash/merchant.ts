import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { localCredentials } from '../../../infra/local/bkash/credentials.ts';
import {
  type Simulator,
  type SimulatorOptions,
  startBkashSimulator,
} from '../../../infra/local/bkash/simulator.ts';

export const topicArn = 'arn:aws:sns:ap-southeast-1:000000000000:bpt_sundarban';

export interface Answer {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: a foreign answer that the test's expectations judge.
  body: any;
}

export interface Merchant {
  simulator: Simulator;
  dataDir: string;
  call(path: string, body: unknown, headers?: Record<string, string>): Promise<Answer>;
  grant(): Promise<Answer>;
  /** A v2 call with the token of the first grant; the path without its root. */
  api(path: string, body: unknown): Promise<Answer>;
  create(fields?: Record<string, unknown>): Promise<Answer>;
  /** create + authorise, ready for Execute. */
  authorised(amount: string, wallet?: string): Promise<string>;
  authorise(paymentId: string, body?: Record<string, unknown>): Promise<Answer>;
  execute(paymentId: string): Promise<Answer>;
  control(path: string, body?: unknown): Promise<Answer>;
  clearFaults(): Promise<Answer>;
  /** By an hour or more: the token is forgotten, the next call grants another. */
  advance(seconds: number): Promise<Answer>;
  /** Stops the simulator and starts it again on the same data. */
  restart(options?: Partial<SimulatorOptions>): Promise<void>;
  leave(): Promise<void>;
}

export const v2 = '/v2/tokenized-checkout';

/** A merchant with a simulator of its own, in a directory of its own, that speaks plain HTTP as the documents say. */
export async function merchantWithSimulator(given: Partial<SimulatorOptions> = {}): Promise<Merchant> {
  const dataDir = mkdtempSync(join(tmpdir(), 'bkash-'));
  const options: SimulatorOptions = { port: 0, dataDir, topicArn, delays: { webhookMs: 0 }, ...given };
  let token: Promise<string> | undefined;
  const merchant: Merchant = {
    simulator: await startBkashSimulator(options),
    dataDir,
    call: (path, body, headers = {}) => send(`${merchant.simulator.url}${path}`, body, headers),
    grant: () => merchant.call(`${v2}/auth/grant-token`, appKeys, login),
    async api(path, body) {
      token ??= merchant.grant().then((granted) => granted.body.id_token);
      return merchant.call(`${v2}${path}`, body, {
        authorization: await token,
        'x-app-key': appKeys.app_key,
      });
    },
    create: (fields) => merchant.api('/payment/create', { ...order, ...fields }),
    async authorised(amount, wallet) {
      const { paymentId } = (await merchant.create({ amount })).body;
      await merchant.authorise(paymentId, wallet === undefined ? {} : { wallet });
      return paymentId;
    },
    authorise: (paymentId, body = {}) => merchant.control(`/payments/${paymentId}/authorise`, body),
    execute: (paymentId) => merchant.api('/payment/execute', { paymentId }),
    control: (path, body) => send(`${merchant.simulator.url}/simulator${path}`, body, {}),
    async clearFaults() {
      const response = await fetch(`${merchant.simulator.url}/simulator/faults`, { method: 'DELETE' });
      return { status: response.status, body: await response.json() };
    },
    advance(seconds) {
      if (seconds >= 3600) token = undefined;
      return merchant.control('/clock', { advanceSeconds: seconds });
    },
    async restart(changes = {}) {
      await merchant.simulator.close();
      merchant.simulator = await startBkashSimulator({ ...options, ...changes });
    },
    async leave() {
      await merchant.simulator.close();
      rmSync(dataDir, { recursive: true });
    },
  };
  return merchant;
}

export const login = { username: localCredentials.username, password: localCredentials.password };
export const appKeys = { app_key: localCredentials.appKey, app_secret: localCredentials.appSecret };

export const order = {
  amount: '1050.00',
  currency: 'BDT',
  intent: 'sale',
  merchantInvoiceNumber: 'local.order1-1',
  payerReference: 'order1',
  callbackURL: 'http://shop.example/callbacks/bkash/order1',
};

/** GET without a body, POST with one; a string goes out as it is. */
async function send(url: string, body: unknown, headers: Record<string, string>): Promise<Answer> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const response = await fetch(url, body === undefined ? {} : { method: 'POST', body: text, headers });
  return { status: response.status, body: await response.json() };
}
