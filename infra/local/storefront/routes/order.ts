import { type Context, Hono } from 'hono';
import type { OrderView } from '../../../../shared/contract/order-view.ts';
import type { OrderBook, ShopOrder } from '../order-book.ts';
import { orderPage } from '../pages/order.ts';
import { payPage } from '../pages/pay.ts';
import type { Answer, PaymentApi } from '../payment-api.ts';
import { sceneOf, stampOf } from '../scene.ts';
import { visitOf } from '../visit.ts';
import type { ShopParts } from './checkout.ts';

/** The order's page and its status. Whoever knows the id (100 random bits) may look. */
export function orderRoutes({ book, api, inPage }: ShopParts): Hono {
  const routes = new Hono();

  routes.get('/orders/:orderId', async (c) => {
    // The return from bKash adds `orderId` and `status`. They are hints for others; this shop drops them.
    if (new URL(c.req.url).search) return c.redirect(c.req.path, 303);
    const order = book.find(c.req.param('orderId'));
    if (!order) return c.notFound();
    const view = await look({ book, api }, order);
    const packedFrom = book.heardAt(order.orderId, 'order.paid');
    const shown = { ...(book.find(order.orderId) ?? order), packedFrom };
    return c.html(orderPage(visitOf(c), shown, view), view ? 200 : 503);
  });

  // Whatever is not to be paid here is shown on the order's own page.
  routes.get('/orders/:orderId/pay', async (c) => {
    const order = book.find(c.req.param('orderId'));
    if (!order) return c.notFound();
    const view = inPage && (await look({ book, api }, order));
    const payUrl = book.find(order.orderId)?.payUrl;
    const isPaidHere = view?.mode === 'sdk' && sceneOf(view).offers !== undefined && view.payable;
    if (!inPage || !isPaidHere || !payUrl) return c.redirect(`/orders/${order.orderId}`, 303);
    return c.html(payPage(visitOf(c), order, { ...inPage, payUrl }));
  });

  routes.get('/orders/:orderId/status', async (c) => {
    const order = book.find(c.req.param('orderId'));
    if (!order) return noSuchOrder(c);
    const view = await look({ book, api }, order);
    return c.json({ stamp: stampOf(view), status: view?.status ?? null }, view ? 200 : 503);
  });

  return routes;
}

/**
 * The order view, or undefined while the payment API is unreachable. An order whose checkout was never answered is
 * sent again, the same body: whether or not the first one arrived, the answer is the same order.
 */
async function look(
  { book, api }: Pick<ShopParts, 'book' | 'api'>,
  order: ShopOrder,
): Promise<OrderView | undefined> {
  const answer =
    order.payUrl === null ? await sendAgain(book, api, order) : await api.readOrder(order.orderId);
  if (answer.kind === 'ok') return answer.value;
  const why = answer.kind === 'refused' ? answer.code : answer.why;
  console.error(`storefront: no view of ${order.orderId} from the payment API: ${why}`);
  return undefined;
}

async function sendAgain(book: OrderBook, api: PaymentApi, order: ShopOrder): Promise<Answer<OrderView>> {
  const answer = await api.startCheckout(order.request);
  if (answer.kind === 'ok') book.rememberPayUrl(order.orderId, answer.value.payUrl);
  return answer;
}

function noSuchOrder(c: Context): Response {
  return c.json({ stamp: null, status: null }, 404);
}
