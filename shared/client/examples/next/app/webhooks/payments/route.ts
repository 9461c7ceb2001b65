import { verifyWebhook, WebhookError } from 'sundarban-pay-client/webhook';

/** `POST /webhooks/payments`: what became of an order, told by the payment backend. It may come twice. */
export async function POST(request: Request): Promise<Response> {
  const { WEBHOOK_SECRET: secret = '' } = process.env;
  try {
    const message = { body: await request.text(), headers: request.headers, secret };
    const { type, data } = await verifyWebhook(message);
    if (type === 'order.paid') process.stdout.write(`Deliver ${data.orderId}.\n`);
    return new Response(null, { status: 204 });
  } catch (error) {
    if (error instanceof WebhookError) return new Response(null, { status: 400 });
    throw error;
  }
}
