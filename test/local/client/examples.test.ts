import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { paymentServer } from '../../../shared/client/src/server.ts';
import { shopWithClient } from '../../client/packed.ts';
import { eventually, startSystem } from '../system/shopper.ts';

/**
 * Each example of the client buys once on the whole running system, with the client installed from its package: what
 * the README shows is what works. Safe: loopback only, in directories of its own; every process started is ended.
 */
let world: Awaited<ReturnType<typeof startSystem>>;
let shop: Awaited<ReturnType<typeof shopWithClient>>;
const children: Child[] = [];
type Child = ChildProcessByStdio<null, Readable, null>;
const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const returnTo = 'https://shop.example';

beforeAll(async () => {
  [world, shop] = await Promise.all([startSystem(), shopWithClient()]);
});
afterAll(async () => {
  for (const child of children) child.kill();
  await world.stop();
  rmSync(shop.folder, { recursive: true });
});

function start(program: string, args: string[], env: Record<string, string>): Child {
  const { api } = world.system.addresses;
  const child = spawn(program, args, {
    cwd: shop.folder,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, PAY_URL: api, PAY_KEY: world.system.storefrontKey, ...env },
  });
  children.push(child);
  return child;
}

/** A free port, and the example listening on it. */
async function serve(name: string, args: string[]): Promise<{ url: string; child: Child }> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  await new Promise((closed) => probe.close(closed));
  const env = { PORT: String(port), WEBHOOK_SECRET: secret, SHOP_URL: returnTo };
  const child = start(process.execPath, args, env);
  const url = `http://127.0.0.1:${port}`;
  const isUp = () =>
    fetch(url).then(
      () => true,
      () => false,
    );
  await eventually(isUp, (up) => up, 20_000).catch(() => {
    throw new Error(`${name} did not start`);
  });
  return { url, child };
}

/** The customer: along the payment link to bKash, pays there, and comes back. */
async function pay(orderId: string, payUrl: string): Promise<void> {
  const { location } = await world.shopper.open(payUrl);
  expect(location).toContain(new URL(world.system.addresses.bkash).host);
  const back = await world.shopper.authorise(await world.shopper.order(orderId));
  expect((await world.shopper.open(back)).location).toContain(`${returnTo}/orders/${orderId}`);
}

/** As the payment backend sends it. */
function message(orderId: string, event: unknown) {
  const body = JSON.stringify(event);
  const at = new Date();
  return {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      'webhook-id': `msg_${orderId}`,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': new Webhook(secret).sign(`msg_${orderId}`, at, body),
    },
  };
}

describe.each<[string, () => string[]]>([
  ['integration', () => ['examples/integration.mjs']],
  ['express', () => ['examples/express.mjs']],
  ['next', () => [join(import.meta.dirname, 'next-routes.ts'), join(shop.folder, 'examples/next/app')]],
])('the example %s', (name, args) => {
  it('takes a payment, believes only the order, and delivers when it is told', async () => {
    const { url, child } = await serve(name, args());
    const said: string[] = [];
    child.stdout.on('data', (chunk: Buffer) => said.push(chunk.toString()));
    const orderId = `SB-example-${name}`;
    const checkout = await fetch(`${url}/checkout/${orderId}`, { method: 'POST', redirect: 'manual' });
    expect(checkout.status).toBe(303);
    const page = () => fetch(`${url}/orders/${orderId}?status=paid`).then((answer) => answer.text());
    expect(await page()).toBe('Your order is pending.');
    await pay(orderId, checkout.headers.get('location') ?? '');
    await eventually(page, (shown) => shown === 'Your order is paid.');

    const event = {
      type: 'order.paid',
      timestamp: new Date().toISOString(),
      data: await world.shopper.order(orderId),
    };
    const forged = { ...message(orderId, event), body: JSON.stringify({ ...event, type: 'order.refunded' }) };
    expect((await fetch(`${url}/webhooks/payments`, forged)).status).toBe(400);
    expect(said).toEqual([]);
    expect((await fetch(`${url}/webhooks/payments`, message(orderId, event))).status).toBe(204);
    await eventually(
      async () => said.join(''),
      (lines) => lines === `Deliver ${orderId}.\n`,
      5_000,
    );
  });
});

describe('the example curl', () => {
  it('prints the payment link, waits, and says how it ended', async () => {
    const child = start('sh', ['examples/curl.sh', 'SB-example-curl', '1050.00'], {
      RETURN_URL: `${returnTo}/orders/SB-example-curl`,
    });
    const said = text(child.stdout);
    const first = await new Promise<string>((resolve) =>
      child.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString())),
    );
    await pay('SB-example-curl', first.replace('pay here: ', '').trim());
    expect(await said).toMatch(/^pay here: http.*\norder SB-example-curl is paid\n$/);
  });
});

describe('the description', () => {
  it('is served by the system itself to whoever asks, as JSON and as a page that may load nothing', async () => {
    const { api } = world.system.addresses;
    const document = await fetch(`${api}/openapi.json`);
    expect((await document.json()) as object).toMatchObject({
      openapi: '3.1.1',
      info: { title: 'SundarBan Pay' },
    });
    const page = await fetch(`${api}/docs`);
    expect(page.headers.get('content-encoding')).toBe('gzip');
    expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/);
    expect(await page.text()).toContain('Begin the payment of an order');
    for (const { headers } of [document, page]) expect(headers.get('cache-control')).toBe('no-store');
  });
});

describe('the client', () => {
  it('gives back money of a paid order on the running system, and sees it through', async () => {
    const { api: baseUrl } = world.system.addresses;
    const payments = paymentServer({ baseUrl, key: world.system.storefrontKey });
    const refund = { refundId: 'R-1', amount: '250.00', reason: 'One jar was broken' };
    await payments.requestRefund('SB-example-express', refund);
    const ended = await eventually(
      () => payments.getRefund('SB-example-express', 'R-1'),
      ({ state }) => state === 'succeeded',
    );
    expect(ended.refundTrxID).toBeTruthy();
    const { status, amountRefunded } = await payments.getOrder('SB-example-express');
    expect({ status, amountRefunded }).toEqual({ status: 'partially_refunded', amountRefunded: '250.00' });
  });
});
