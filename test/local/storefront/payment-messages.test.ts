import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OrderView } from '../../../shared/contract/order-view.ts';
import { attempt } from './fake-payment-api.ts';
import { type Harness, startHarness, webhookSecret } from './storefront-harness.ts';

/** The payment API tells the shop's server, as it would any shop's: signed, more than once, and in any order. */
let shop: Harness;
beforeAll(async () => {
  shop = await startHarness();
});
afterAll(() => shop.close());

describe('a message of the payment API', () => {
  it('makes the shop pack, and its order page says since when', async () => {
    const { customer, orderId, view } = await paidOrder();
    const before = await customer.get(`/orders/${orderId}`);
    expect(before.text).not.toContain('Being packed since');
    expect(await send({ view })).toBe(204);
    expect((await customer.get(`/orders/${orderId}`)).text).toMatch(/Being packed since.*\n?.*28 Nov/);
  });

  it('that comes again is taken again, and changes nothing', async () => {
    const { customer, orderId, view } = await paidOrder();
    const first = { view, id: 'msg_same', timestamp: '2026-11-28T06:00:00.000Z' };
    expect(await send(first)).toBe(204);
    const said = (await customer.get(`/orders/${orderId}`)).text;
    expect(await send({ ...first, timestamp: '2026-11-27T06:00:00.000Z' })).toBe(204);
    expect((await customer.get(`/orders/${orderId}`)).text).toBe(said);
  });

  it('is refused with 401 when it is forged, changed on its way, or older than five minutes', async () => {
    const { customer, orderId, view } = await paidOrder();
    const other = `whsec_${Buffer.alloc(32, 9).toString('base64')}`;
    expect(await send({ view, secret: other })).toBe(401);
    expect(await send({ view, spoil: (body) => body.replace('order.paid', 'order.paid ') })).toBe(401);
    expect(await send({ view, sentAt: Date.now() - 6 * 60_000 })).toBe(401);
    const unsigned = await fetch(`${shop.url()}/webhooks/payments`, { method: 'POST', body: '{}' });
    expect(unsigned.status).toBe(401);
    expect((await customer.get(`/orders/${orderId}`)).text).not.toContain('Being packed since');
  });

  it('may be as large as an order of many turns, and no larger', async () => {
    const { view } = await paidOrder();
    const turn = { at: view.createdAt, what: 'checkout', detail: 'x'.repeat(1_000) };
    expect(await send({ view: { ...view, timeline: Array.from({ length: 40 }, () => turn) } })).toBe(204);
    expect(await send({ view: { ...view, timeline: Array.from({ length: 80 }, () => turn) } })).toBe(413);
  });
});

async function paidOrder() {
  const customer = shop.newCustomer();
  await customer.buys({ once: crypto.randomUUID() });
  const { orderId = '' } = shop.api.requests().at(-1) ?? {};
  const attempts = [attempt('completed', { trxID: 'BGK30AB12C' })];
  const view = shop.api.move(orderId, { status: 'paid', payable: false, amountPaid: '1700.00', attempts });
  return { customer, orderId, view };
}

interface Message {
  view: OrderView;
  id?: string;
  timestamp?: string;
  secret?: string;
  sentAt?: number;
  spoil?: (body: string) => string;
}

async function send(message: Message): Promise<number> {
  const { view, id = `msg_${crypto.randomUUID()}`, timestamp = '2026-11-28T06:00:00.000Z' } = message;
  const { secret = webhookSecret, sentAt = Date.now(), spoil = (body: string) => body } = message;
  const body = JSON.stringify({ type: 'order.paid', timestamp, data: view });
  const headers = {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(sentAt / 1000)),
    'webhook-signature': new Webhook(secret).sign(id, new Date(sentAt), body),
  };
  const response = await fetch(`${shop.url()}/webhooks/payments`, {
    method: 'POST',
    headers,
    body: spoil(body),
  });
  return response.status;
}
