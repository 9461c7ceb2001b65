import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { orderViewSchema } from '../../../shared/contract/order-view.ts';
import { newCustomer } from '../storefront/storefront-harness.ts';
import { eventually, startSystem } from './shopper.ts';

/**
 * Goal: the shop's own server hears of every final fact and of each attempt's news, signed, however long it was down,
 * and delays no customer. Method: the running system with a server of this test as the shop's, which verifies with the
 * library that shops use and answers what the test wants. Safe: everything is on loopback.
 */
const secret = `whsec_${Buffer.alloc(32, 3).toString('base64')}`;
const webhook = new Webhook(secret);

interface Heard {
  id: string;
  type: string;
  orderId: string;
  status: string;
}

describe('the shop’s own server', () => {
  const heard: Heard[] = [];
  const refused: Heard[] = [];
  /** Orders whose messages are answered 503, and orders whose messages are not answered. */
  const down = new Set<string>();
  const silent = new Set<string>();
  let server: Server;
  let started: Awaited<ReturnType<typeof startSystem>>;

  beforeAll(async () => {
    server = createServer(async (request, response) => {
      const headers = request.headers as Record<string, string>;
      const body = webhook.verify(await buffer(request), headers) as { type: string; data: unknown };
      const { orderId, status } = orderViewSchema.parse(body.data);
      const message = { id: headers['webhook-id'] ?? '', type: body.type, orderId, status };
      if (silent.has(orderId)) return;
      const list = down.has(orderId) ? refused : heard;
      list.push(message);
      response.writeHead(down.has(orderId) ? 503 : 204).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const settings = { shopWebhookUrl: `http://127.0.0.1:${port}/hook`, shopWebhookSecret: secret };
    started = await startSystem({ settings });
  });
  afterAll(async () => {
    await started?.stop();
    server?.closeAllConnections();
    server?.close();
  });

  const typesOf = (orderId: string) => heard.filter((one) => one.orderId === orderId).map(({ type }) => type);
  const hears = (orderId: string, types: string[]) =>
    eventually(
      async () => typesOf(orderId).sort(),
      (all) => JSON.stringify(all) === JSON.stringify([...types].sort()),
    );

  async function buys(orderId: string): Promise<void> {
    const { shopper } = started;
    await shopper.open(await shopper.authorise(await shopper.checkout(orderId)));
  }

  it('hears that an order was paid, and of each refund of it', async () => {
    await buys('told-paid');
    await hears('told-paid', ['order.paid']);
    for (const refundId of ['R-1', 'R-2']) {
      await started.shopper.refund('told-paid', { refundId, amount: '100.00', reason: 'Broken' });
    }
    await hears('told-paid', ['order.paid', 'order.refunded', 'order.refunded']);
    expect(new Set(heard.map(({ id }) => id)).size).toBe(heard.length);
  });

  it('hears of an attempt that was cancelled or failed, and that it withdrew the order itself', async () => {
    const { shopper } = started;
    await shopper.open(await shopper.authorise(await shopper.checkout('told-cancel'), 'cancel'));
    await hears('told-cancel', ['attempt.cancelled']);
    expect((await shopper.cancel('told-cancel')).status).toBe(200);
    await hears('told-cancel', ['attempt.cancelled', 'order.cancelled']);
    await shopper.open(await shopper.authorise(await shopper.checkout('told-fail'), 'fail'));
    await hears('told-fail', ['attempt.failed']);
    expect(await shopper.emails('told-fail')).toEqual([]);
  });

  it('hears what happened while it was down, under the id of the first try', async () => {
    down.add('told-later');
    await buys('told-later');
    await eventually(
      async () => refused.length,
      (count) => count >= 2,
    );
    down.clear();
    await hears('told-later', ['order.paid']);
    const [message] = heard.filter(({ orderId }) => orderId === 'told-later');
    expect(new Set(refused.map(({ id }) => id))).toEqual(new Set([message?.id]));
  });

  it('delays no customer while it does not answer', async () => {
    const ids = Array.from({ length: 12 }, (_, index) => `told-slow-${index}`);
    for (const orderId of ids) silent.add(orderId);
    for (const orderId of ids) await buys(orderId);
    for (const orderId of ids) {
      // Less than one time-out of the twelve that the shop's senders are waiting for.
      await eventually(
        () => started.shopper.emails(orderId),
        ({ length }) => length === 1,
        9_000,
      );
    }
    expect(ids.flatMap(typesOf)).toEqual([]);
    silent.clear();
  });
});

describe('the demo shop', () => {
  it('packs what the payment system told its server is paid, also when the clock was moved', async () => {
    const started = await startSystem();
    try {
      await started.shopper.advance(3_600);
      const customer = newCustomer(() => started.system.addresses.storefront);
      const { headers } = await customer.buys();
      expect(headers.get('location')).toContain(started.system.addresses.bkash);
      const page = [...customer.cookies.values()]
        .map(decodeURIComponent)
        .find((one) => one.startsWith('SB-'));
      const order = await started.shopper.order(page ?? '');
      await started.shopper.open(await started.shopper.authorise(order));
      await eventually(
        () => customer.get(`/orders/${order.orderId}`),
        ({ text }) => text.includes('Being packed since'),
      );
    } finally {
      await started.stop();
    }
  });
});
