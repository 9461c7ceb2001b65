// PAY_URL, PAY_KEY, WEBHOOK_SECRET, SHOP_URL and PORT come from the environment.
import express from 'express';
import { paymentServer } from 'sundarban-pay-client/server';
import { verifyWebhook, WebhookError } from 'sundarban-pay-client/webhook';

const { PAY_URL, PAY_KEY, WEBHOOK_SECRET, SHOP_URL, PORT } = process.env;
const payments = paymentServer({ baseUrl: PAY_URL, key: PAY_KEY });
const app = express();

app.post('/checkout/:orderId', async ({ params: { orderId } }, response) => {
  const order = { orderId, amount: '1050.00', currency: 'BDT', customer: {} }; // the amount is your server's to know
  const { payUrl } = await payments.startCheckout({ ...order, returnUrl: `${SHOP_URL}/orders/${orderId}` });
  response.redirect(303, payUrl);
});

app.get('/orders/:orderId', async ({ params }, response) => {
  const { status } = await payments.getOrder(params.orderId); // never the status in the address
  response.send(`Your order is ${status}.`);
});

app.post('/webhooks/payments', express.raw({ type: '*/*' }), async ({ body, headers }, response) => {
  const { type, data } = await verifyWebhook({ body, headers, secret: WEBHOOK_SECRET });
  if (type === 'order.paid') console.log(`Deliver ${data.orderId}.`); // it may come twice
  response.sendStatus(204);
});

app.use((error, _request, response, _next) => response.sendStatus(error instanceof WebhookError ? 400 : 502));
app.listen(PORT, '127.0.0.1');
