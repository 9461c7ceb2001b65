// A whole shop in one file, written from /docs and the README alone: PAY_URL, PAY_KEY, WEBHOOK_SECRET, SHOP_URL, PORT.
import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { paymentServer } from 'sundarban-pay-client/server';
import { verifyWebhook } from 'sundarban-pay-client/webhook';

const { PAY_URL, PAY_KEY, WEBHOOK_SECRET: secret, SHOP_URL, PORT } = process.env;
const payments = paymentServer({ baseUrl: PAY_URL, key: PAY_KEY });
const routes = {
  'POST checkout': async ({ orderId }) => {
    const order = { orderId, amount: '1050.00', currency: 'BDT', customer: {}, locale: 'bn' };
    const { payUrl } = await payments.startCheckout({ ...order, returnUrl: `${SHOP_URL}/orders/${orderId}` });
    return [303, '', { location: payUrl }];
  },
  'GET orders': async ({ orderId }) => [200, `Your order is ${(await payments.getOrder(orderId)).status}.`],
  'POST webhooks': async ({ body, headers }) => {
    const { type, data } = await verifyWebhook({ body, headers, secret });
    if (type === 'order.paid') console.log(`Deliver ${data.orderId}.`); // it may come twice
    return [204];
  },
};
createServer(async (request, response) => {
  const [, door, orderId] = request.url.split(/[/?]/);
  const route = routes[`${request.method} ${door}`] ?? (async () => [404]);
  const asked = { orderId, body: await buffer(request), headers: request.headers };
  const refuse = ({ name }) => [name === 'WebhookError' ? 400 : 502];
  const [status, text, headers] = await route(asked).catch(refuse);
  response.writeHead(status, headers).end(text);
}).listen(PORT, '127.0.0.1');
