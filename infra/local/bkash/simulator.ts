import { randomInt } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Delays, gateOfCalls } from './calls.ts';
import { type BkashClock, keptClock } from './clock.ts';
import { controlRoot, controlRoutes } from './control/routes.ts';
import { type Credentials, localCheckoutCredentials, localCredentials } from './credentials.ts';
import type { Dialect } from './dialect.ts';
import { dialectCheckout } from './dialect-checkout.ts';
import { dialectV1 } from './dialect-v1.ts';
import { dialectV2 } from './dialect-v2.ts';
import { framePages, framePath } from './frame/frame-pages.ts';
import { scriptPath, scriptReply } from './frame/script.ts';
import { type HttpOutcome, type HttpRequest, json, listen } from './http.ts';
import { type BankSettings, createBank } from './machine/bank.ts';
import type { TokenBooks } from './machine/books.ts';
import { duplicateWindowMs } from './machine/execution.ts';
import type { Draw } from './machine/ids.ts';
import type { Payment } from './machine/payment.ts';
import { recordMoney } from './machine/recording.ts';
import { refundWindowDays } from './machine/refund.ts';
import { unaskedActs } from './machine/unasked.ts';
import { merchantApi } from './merchant-api.ts';
import { customerPages, pagesPath, pageUrl } from './pages/customer-pages.ts';
import { frontPage } from './pages/front-page.ts';
import { openBooks, openDatabase } from './sqlite-books.ts';
import { openFaults } from './sqlite-faults.ts';
import { openTokenBooks } from './sqlite-token-books.ts';
import { tokenIssuer } from './tokens.ts';
import { waitingOn } from './waiting.ts';
import { signingIdentity } from './webhook/certificate.ts';
import { confirmSubscription } from './webhook/confirmation.ts';
import { openOutbox } from './webhook/outbox.ts';
import { startWebhookSender } from './webhook/sender.ts';

export interface SimulatorOptions {
  /** 0 picks a free one. */
  port: number;
  /** Database and signing key; created if absent. */
  dataDir: string;
  /** Where a browser reaches this simulator; default `http://127.0.0.1:<port>`. */
  publicUrl?: string;
  /**
   * The merchant's webhook. Notifications are sent once it has confirmed its subscription, by
   * `GET /?Action=ConfirmSubscription&TopicArn=…&Token=…` on this simulator, as SNS wants it.
   */
  webhookUrl?: string;
  topicArn: string;
  /** Default: a clock of its own, its offset kept in `dataDir`. */
  clock?: BkashClock;
  /** Real milliseconds before bKash acts; `webhookMs` (simulated) after the money moved. Default 0, 0, 0 and 1000. */
  delays?: Delays & { webhookMs?: number };
  credentials?: Credentials;
  /** Same payer and amount within this time is 2029; default five minutes, 0 switches it off. */
  duplicateWindowMs?: number;
  /** A payment may be returned for that many days; default 60. */
  refundWindowDays?: number;
  /** bKash's samples show `1`. */
  signatureVersion?: '1' | '2';
}

export interface Simulator {
  url: string;
  port: number;
  /** To be called when a clock given in the options has moved by another hand than ours. */
  clockMoved(): void;
  /** Answers what was asked and stops; unsent webhooks stay in `dataDir`. */
  close(): Promise<void>;
}

/** SNS publishes within about a second; the merchant usually has Execute's answer by then. */
const webhookDelayMs = 1_000;

const dayMs = 24 * 60 * 60 * 1000;

/** A caller that keeps its connection open, or waits for a slow answer, does not keep us from stopping. */
const closeWithinMs = 2_000;

/** bKash on this machine: its API, its customer pages, its webhooks, and the handles that tests turn. */
export async function startBkashSimulator(options: SimulatorOptions): Promise<Simulator> {
  mkdirSync(options.dataDir, { recursive: true });
  const database = openDatabase(join(options.dataDir, 'bkash.sqlite'));
  const identity = await signingIdentity(options.dataDir);
  const clock = options.clock ?? keptClock(database);
  const credentials = options.credentials ?? localCredentials;
  const outbox = openOutbox(database);
  const books = openBooks(database, () => sender.wake());
  const faults = openFaults(database);
  const { now } = clock;
  const record = recordMoney(books, faults, options.delays?.webhookMs ?? webhookDelayMs);
  const waiting = waitingOn(now);
  const { wait } = waiting;
  const windows = {
    duplicateWindowMs: options.duplicateWindowMs ?? duplicateWindowMs,
    refundWindowMs: (options.refundWindowDays ?? refundWindowDays) * dayMs,
  };
  const checkoutTokens = openTokenBooks(database, 'checkout');
  // One product has two generations over one bank; the other one has its own credentials and tokens, and the same money.
  const apis = [
    ...productOf([dialectV1, dialectV2], books, { ...windows, credentials }),
    ...productOf([dialectCheckout], checkoutTokens, {
      ...windows,
      credentials: localCheckoutCredentials,
      product: 'checkout',
    }),
  ];
  const isDown = () => now() < faults.outageUntil();
  const pages = customerPages(books, now, isDown);
  const frames = framePages(books, now, isDown);
  const unasked = unaskedActs(books, record, now, draw, [books, checkoutTokens]);
  const control = controlRoutes({ books, checkoutTokens, faults, unasked, outbox, clock, clockMoved });

  const { server, port } = await listen(options.port, route);
  const url = `http://127.0.0.1:${port}`;
  outbox.subscribe(options.webhookUrl, clock.now());
  const { key, certificatePath } = identity;
  const version = options.signatureVersion ?? '1';
  const signer = { key, certificatePath, version, topicArn: options.topicArn };
  const sender = startWebhookSender(outbox, signer, now);
  return {
    url,
    port,
    clockMoved,
    async close() {
      waiting.close();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeIdleConnections();
      await sender.close();
      const hangUp = setTimeout(() => server.closeAllConnections(), closeWithinMs);
      await closed;
      clearTimeout(hangUp);
      database.close();
    },
  };

  function productOf(dialects: Dialect[], tokenBooks: TokenBooks, settings: BankSettings) {
    const issueTokens = tokenIssuer(identity.key, settings.credentials);
    const bank = createBank({ books, tokenBooks, record, now, draw, issueTokens, settings });
    const perform = gateOfCalls({ bank, books, faults, delays: options.delays ?? {}, now, wait });
    const pageUrlOf = (payment: Payment) => pageUrl(publicUrl(), payment);
    return dialects.map((dialect) => ({
      root: `${dialect.root}/`,
      answer: merchantApi(dialect, bank, perform, pageUrlOf, settings.credentials.appKey),
    }));
  }

  function clockMoved(): void {
    waiting.clockMoved();
    sender.wake();
  }

  function publicUrl(): string {
    return options.publicUrl ?? url;
  }

  function route(request: HttpRequest): HttpOutcome | Promise<HttpOutcome> {
    const { path } = request;
    const api = apis.find(({ root }) => path.startsWith(root));
    if (api) return api.answer(request);
    if (path.startsWith(`${controlRoot}/`)) return control(request);
    if (path === pagesPath) return pages(request);
    if (path === framePath) return frames(request);
    if (path === scriptPath) return scriptReply();
    if (path === identity.certificatePath) {
      const headers = { 'content-type': 'application/x-pem-file' };
      return { status: 200, body: identity.certificate, headers };
    }
    if (path === '/' && request.query.get('Action') === 'ConfirmSubscription') {
      return confirmSubscription(request, options.topicArn, outbox, () => sender.wake());
    }
    if (path === '/' && request.method === 'GET') return frontPage();
    return json(403, { message: 'Missing Authentication Token' });
  }
}

const draw: Draw = (alphabet, count) =>
  Array.from({ length: count }, () => alphabet[randomInt(alphabet.length)]).join('');
