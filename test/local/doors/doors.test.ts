import { readFileSync } from 'node:fs';
import { ListQueuesCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { localCredentials } from '../../../infra/local/bkash/credentials.ts';
import type { CheckoutResponse } from '../../../shared/contract/checkout-response.ts';
import { canaries, foundIn } from '../../doors/canaries.ts';
import { spoilt } from '../../doors/fuzz.ts';
import type { Request as DoorsRequest } from '../../doors/gateway.ts';
import { eventually, startSystem } from '../system/shopper.ts';

/**
 * The running system, from its bundles and over HTTP: some hundreds of requests that are almost right, and a purchase
 * with a mark in every field, after which every line that the functions wrote and every message that was put aside is
 * searched for the marks. Loopback only, in a directory of its own; the seed is fixed.
 */
const seed = 20_261_123;
const requests = 400;
const atOnce = 8;
const orderId = 'SB-kanari';
let world: Awaited<ReturnType<typeof startSystem>>;
let order: CheckoutResponse;
let callback: string;
const troubles: string[] = [];

beforeAll(async () => {
  world = await startSystem({ log: (line) => troubles.push(line) });
  const { shopper, system } = world;
  order = await shopper.checkout(orderId, {
    customer: { name: canaries.name, email: canaries.email, phone: canaries.phone },
    returnUrl: `${system.addresses.storefront}/orders/${orderId}?of=${canaries.returnQuery}`,
  });
  callback = `${await shopper.authorise(order)}&note=${canaries.signature}`;
});
afterAll(() => world.stop());

describe('the doors of the running system', () => {
  it('let a marked purchase through, to its letter', async () => {
    const { shopper } = world;
    expect((await shopper.open(order.payUrl)).status).toBe(303);
    expect((await shopper.open(callback)).location).toMatch(/status=paid$/);
    const mails = () => fetch(`${world.system.addresses.inbox}/store`).then((answer) => answer.text());
    await eventually(mails, (text) => text.includes(canaries.email));
  });

  it('start and execute nothing for a prefetch, a preview or a HEAD', async () => {
    const { shopper } = world;
    const other = await shopper.checkout('SB-ahead');
    const back = await shopper.authorise(other);
    const before = (await shopper.stats()).calls;
    for (const url of [other.payUrl, back]) {
      expect((await fetch(url, { method: 'HEAD', redirect: 'manual' })).status).toBe(404);
      for (const [name, value, status] of [
        ['sec-purpose', 'prefetch;prerender', 403],
        ['user-agent', 'WhatsApp/2.23.20.0', 200],
      ] as const) {
        const answer = await fetch(url, { headers: { [name]: value }, redirect: 'manual' });
        expect(answer.status).toBe(status);
      }
    }
    expect((await shopper.stats()).calls).toEqual(before);
    expect(await shopper.order('SB-ahead')).toMatchObject({
      status: 'pending',
      attempts: [{ state: 'created' }],
    });
  });

  it(`answer ${requests} requests that are almost right, none by a failure of ours`, async () => {
    const all = fc.sample(spoilt(goodRequests()), { seed, numRuns: requests });
    const statuses: number[] = [];
    const failures: unknown[] = [];
    await Promise.all(
      Array.from({ length: atOnce }, async (_, first) => {
        for (let index = first; index < all.length; index += atOnce) {
          const request = all[index] as DoorsRequest;
          const answer = await sent(request);
          if (!answer) continue;
          statuses.push(answer.status);
          if (answer.status >= 500) failures.push({ ...request, answer });
        }
      }),
    );
    expect(failures).toEqual([]);
    expect(statuses.length).toBeGreaterThan(requests / 2);
    for (const status of [200, 201, 303, 400, 401, 404]) expect(statuses).toContain(status);
  }, 300_000);

  it('told none of the marks and no credential, in any line or message that was put aside', async () => {
    const { system, shopper } = world;
    const text = readFileSync(system.functionLog, 'utf8');
    expect(text).toContain('"OrderPaid"');
    expect(text).toContain('"NoticeSent"');
    const wallets = (await shopper.ledger()).entries.map(
      (entry) => (entry as { wallet?: string }).wallet ?? '',
    );
    expect(wallets.filter((wallet) => /^01\d{9}$/.test(wallet))).not.toEqual([]);
    const { password, appSecret } = localCredentials;
    const secrets = [order.token, macOf(callback), password, appSecret, system.storefrontKey, 'eyJ'];
    const marks = [...Object.values(canaries), ...wallets, ...secrets];
    expect(foundIn([text, ...troubles, ...(await deadLetters())].join('\n'), marks)).toEqual([]);
  });
});

/** At least one for every route that a stranger reaches. */
function goodRequests(): DoorsRequest[] {
  const { storefrontKey } = world.system;
  const headers = { authorization: `Bearer ${storefrontKey}`, 'content-type': 'application/json' };
  const checkout = {
    orderId: 'SB-fuzz',
    amount: '1050.00',
    currency: 'BDT',
    customer: { name: canaries.name, email: canaries.email, phone: canaries.phone },
    returnUrl: 'https://shop.example/orders',
  };
  const pathOf = (url: string) => `${new URL(url).pathname}${new URL(url).search}`;
  return [
    { method: 'POST', path: '/checkouts', headers, body: JSON.stringify(checkout) },
    { method: 'GET', path: pathOf(order.payUrl) },
    { method: 'GET', path: pathOf(callback) },
    { method: 'GET', path: `/orders/${orderId}?token=${order.token}` },
    { method: 'GET', path: `/orders/${orderId}`, headers },
    { method: 'POST', path: '/orders/SB-fuzz/cancel', headers },
    {
      method: 'POST',
      path: '/webhooks/bkash',
      body: JSON.stringify({ Type: 'Notification', Message: canaries.payer }),
    },
    { method: 'GET', path: '/health' },
  ];
}

/** Undefined for what no HTTP client can send: control characters in a header, a method of its own making. */
async function sent({ method, path, headers, body, isBase64Encoded }: DoorsRequest) {
  const bytes =
    body === undefined || method === 'GET' || method === 'HEAD'
      ? null
      : Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  const { host: _, ...rest } = headers ?? {};
  let request: Request;
  try {
    request = new Request(`${world.system.addresses.api}${path}`, {
      method,
      headers: rest,
      body: bytes,
      redirect: 'manual',
    });
  } catch {
    return undefined;
  }
  const answer = await fetch(request);
  return { status: answer.status, body: await answer.text() };
}

async function deadLetters(): Promise<string[]> {
  const client = new SQSClient({
    endpoint: world.system.endpoints.sqs,
    region: 'ap-southeast-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  try {
    const { QueueUrls = [] } = await client.send(new ListQueuesCommand({}));
    const aside = QueueUrls.filter((url) => url.includes('DeadLetters'));
    expect(aside).toHaveLength(5);
    const found = await Promise.all(aside.map((url) => messagesIn(client, url)));
    return found.flat();
  } finally {
    client.destroy();
  }
}

/** The local server's own host does not resolve; the path of the address is what counts. */
async function messagesIn(client: SQSClient, url: string): Promise<string[]> {
  const QueueUrl = `${world.system.endpoints.sqs}${new URL(url).pathname}`;
  const { Messages = [] } = await client.send(
    new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
  );
  return Messages.map(({ Body = '' }) => Body);
}

function macOf(url: string): string {
  return new URL(url).pathname.split('/').at(-1) ?? '';
}
