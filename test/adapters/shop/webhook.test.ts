import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { shopWebhook } from '../../../shared/adapters/shop/webhook.ts';
import { paymentEventSchema } from '../../../shared/contract/payment-event.ts';
import { orderView } from '../../../shared/usecases/order-view.ts';
import { orderFor, paidAt } from '../ses/orders.ts';

/** A shop's server on loopback that checks what it gets with the library a shop would use. */
const [secret, next] = ['a', 'b'].map((letter) => `whsec_${Buffer.alloc(32, letter).toString('base64')}`);
const post = {
  id: 'msg_1',
  type: 'order.paid' as const,
  at: paidAt,
  order: orderView(orderFor('order.paid').order, 'key', paidAt),
};
const nothing: (typeof received)[number] = { path: '', headers: {}, body: '' };
let server: Server;
let url: string;
let answer: (request: IncomingMessage, response: ServerResponse) => void;
let received: Array<{ path: string; headers: Record<string, string>; body: string }>;

beforeEach(async () => {
  received = [];
  answer = (_, response) => response.writeHead(204).end();
  server = createServer(async (request, response) => {
    const body = await text(request);
    received.push({ path: request.url ?? '', headers: request.headers as Record<string, string>, body });
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
});
afterEach(async () => {
  vi.restoreAllMocks();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

function shop(secrets = [secret ?? '']) {
  return shopWebhook({ url, secrets, now: Date.now });
}

describe('a message to the shop', () => {
  it('says what became true, when, and how the order stands, and is signed as the library verifies', async () => {
    expect(await shop().post(post)).toEqual({ kind: 'accepted' });
    const { headers, body } = received[0] ?? nothing;
    expect(new Webhook(secret ?? '').verify(body, headers)).toEqual({
      type: 'order.paid',
      timestamp: '2026-11-23T12:53:00.000Z',
      data: post.order,
    });
    expect(paymentEventSchema.safeParse(JSON.parse(body)).error).toBeUndefined();
    expect(headers).toMatchObject({ 'webhook-id': 'msg_1', 'content-type': 'application/json' });
  });

  it('names nobody: the payer is masked, and the customer is not in it', async () => {
    await shop().post(post);
    expect(received[0]?.body).toContain('017*****321');
    expect(received[0]?.body).not.toMatch(/rahela|khatun|01712345678|01787654321|token/i);
  });

  it('is signed with both secrets while they are being exchanged: whoever knows one of them accepts it', async () => {
    await shop([next ?? '', secret ?? '']).post(post);
    const { headers, body } = received[0] ?? nothing;
    expect(headers['webhook-signature']?.split(' ')).toHaveLength(2);
    for (const known of [secret, next])
      expect(() => new Webhook(known ?? '').verify(body, headers)).not.toThrow();
    const other = `whsec_${Buffer.alloc(32, 'c').toString('base64')}`;
    expect(() => new Webhook(other).verify(body, headers)).toThrow('No matching signature');
  });
});

describe('only a 2xx is taken for an answer:', () => {
  it.each([200, 201, 202, 204])('%i is one', async (status) => {
    answer = (_, response) => response.writeHead(status).end();
    expect(await shop().post(post)).toEqual({ kind: 'accepted' });
  });

  it.each([304, 400, 404, 410, 429, 500, 503])('%i is none', async (status) => {
    answer = (_, response) => response.writeHead(status).end('rahela@example.com');
    expect(await shop().post(post)).toEqual({ kind: 'refused', code: `http_${status}` });
  });

  it('a redirect is not followed: the signed body goes to no address that nobody configured', async () => {
    answer = (_, response) => response.writeHead(307, { location: url.replace('/hook', '/elsewhere') }).end();
    expect(await shop().post(post)).toEqual({ kind: 'refused', code: 'http_307' });
    expect(received.map(({ path }) => path)).toEqual(['/hook']);
  });

  it('an answer without an end is believed by its status, and not read', async () => {
    let written = 0;
    answer = (_, response) => {
      response.writeHead(200);
      const pour = () => {
        while (!response.destroyed && written < 1e9 && response.write('x'.repeat(65_536))) written += 65_536;
      };
      response.on('drain', pour);
      pour();
    };
    expect(await shop().post(post)).toEqual({ kind: 'accepted' });
    expect(written).toBeLessThan(20_000_000);
  });

  it('silence is none, and is waited for ten seconds at most', async () => {
    const timeout = vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => AbortSignal.abort(timedOut));
    const timedOut = new DOMException('rahela@example.com', 'TimeoutError');
    answer = () => undefined;
    expect(await shop().post(post)).toEqual({ kind: 'unanswered', code: 'TimeoutError' });
    expect(timeout).toHaveBeenCalledWith(10_000);
  });

  it('a server that is not there says so by its code alone', async () => {
    await new Promise((resolve) => server.close(resolve));
    expect(await shop().post(post)).toEqual({ kind: 'unanswered', code: 'ECONNREFUSED' });
  });
});
