import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { type CheckoutRequest, checkoutRequestSchema } from '../../../shared/contract/checkout.ts';
import { type OrderView, orderViewSchema } from '../../../shared/contract/order-view.ts';
import { type ProblemCode, statusOfProblem } from '../../../shared/contract/problem.ts';

const key = 'sk_test_shop';

/**
 * A payment API of two routes that keeps the contract and nothing else: bodies are judged by the public schemas,
 * the same body again answers 200, another body 409. A test moves its orders by hand.
 */
export async function startFakePaymentApi() {
  const orders = new Map<string, { request: CheckoutRequest; view: OrderView }>();
  const seen: string[] = [];
  const state = {
    down: false,
    offContract: false,
    bkashUp: true,
    payLinkMs: 0,
    refuse: undefined as ProblemCode | undefined,
    refusedPath: 'customer.email',
  };

  const server = createServer(async (request, response) => {
    const answer = (status: number, body: unknown) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    const refuse = (code: ProblemCode, path?: string) =>
      answer(statusOfProblem[code], {
        type: 'about:blank',
        title: code,
        status: statusOfProblem[code],
        detail: code,
        code,
        requestId: 'r',
        ...(path ? { errors: [{ path, message: 'wrong' }] } : {}),
      });
    seen.push(`${request.method} ${request.url}`);
    if (state.down) return request.socket.destroy();
    if (request.url?.startsWith('/pay/')) return followPayLink(request.url, response);
    if (request.url?.startsWith('/bkash/')) return response.end('bKash asks for wallet, OTP and PIN here');
    if (request.headers.authorization !== `Bearer ${key}`) return refuse('unauthorized');
    if (state.offContract) return answer(200, { status: 'paid' });
    if (state.refuse) return refuse(state.refuse, state.refusedPath);
    if (request.method === 'GET') {
      const order = orders.get(request.url?.replace('/orders/', '') ?? '');
      return order ? answer(200, order.view) : refuse('not_found');
    }
    const body = checkoutRequestSchema.safeParse(JSON.parse(await text(request)));
    if (!body.success) return refuse('invalid_request', body.error.issues[0]?.path.join('.') ?? '');
    const { orderId } = body.data;
    const known = orders.get(orderId);
    if (known && JSON.stringify(known.request) !== JSON.stringify(body.data)) return refuse('order_conflict');
    const order = known ?? { request: body.data, view: newOrder(body.data) };
    orders.set(orderId, order);
    answer(known ? 200 : 201, {
      ...order.view,
      payUrl: `http://${request.headers.host}/pay/${orderId}?token=t`,
      bkashUrl:
        state.bkashUp && body.data.mode === 'redirect'
          ? `http://${request.headers.host}/bkash/${orderId}`
          : null,
      token: 't',
    });
  });
  /** What bKash and the customer did meanwhile. Checked, so that no test leans on an impossible view. */
  function move(orderId: string, change: Partial<OrderView>): OrderView {
    const order = orders.get(orderId);
    if (!order) throw new Error(`no order ${orderId}`);
    order.view = orderViewSchema.parse({ ...order.view, updatedAt: new Date().toISOString(), ...change });
    return order.view;
  }

  /** As the real one: the order has its new attempt before the browser hears where to go. */
  async function followPayLink(url: string, response: ServerResponse) {
    const [, orderId = ''] = /^\/pay\/([^?]+)/.exec(url) ?? [];
    move(orderId, { status: 'pending', attempts: [attempt('created')] });
    await sleep(state.payLinkMs);
    response.writeHead(303, { location: `/bkash/${orderId}` }).end();
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    key,
    state,
    seen,
    requests: () => [...orders.values()].map(({ request }) => request),
    move,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

export function attempt(state: OrderView['attempts'][number]['state'], more: object = {}) {
  return {
    attempt: 1,
    invoice: 'local.x-1',
    state,
    amount: '850.00',
    at: '2026-11-23T06:00:00.000Z',
    ...more,
  };
}

function newOrder({ orderId, amount, locale, mode }: CheckoutRequest): OrderView {
  const at = '2026-11-23T06:00:00.000Z';
  return orderViewSchema.parse({
    ...{ orderId, status: 'pending', payable: true, amount, currency: 'BDT', locale, mode },
    ...{ amountPaid: '0.00', amountRefunded: '0.00', createdAt: at, updatedAt: at },
    ...{ expiresAt: '2026-11-24T06:00:00.000Z', refunds: [], surplus: [], timeline: [] },
    attempts: mode === 'redirect' ? [attempt('created')] : [],
  });
}
