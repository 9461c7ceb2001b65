import { Hono } from 'hono';
import { Webhook } from 'standardwebhooks';
import { paymentEventSchema } from '../../../../shared/contract/payment-event.ts';
import type { OrderBook } from '../order-book.ts';

/** Where the payment API tells this shop's server what became of an order. */
export const messagesPath = '/webhooks/payments';

/** An order of forty turns is a few kilobytes. */
export const maxMessageBytes = 64 * 1024;

/**
 * Takes the payment API's signed messages. Verified on the bytes as they came, before anything is parsed; written down
 * under its id before it is answered, since a message that comes twice has the same one. What is not ours, an order
 * that another shop placed, is taken as well: asking for it again would change nothing.
 */
export function paymentMessages({ book, webhookSecret }: { book: OrderBook; webhookSecret: string }): Hono {
  const routes = new Hono();
  const webhook = new Webhook(webhookSecret);
  routes.post(messagesPath, async (c) => {
    const body = await c.req.text();
    try {
      webhook.verify(body, c.req.header());
    } catch {
      return c.json({ message: 'The signature does not match, or is older than five minutes.' }, 401);
    }
    const message = paymentEventSchema.safeParse(JSON.parse(body));
    if (!message.success) return c.json({ message: 'Not a message of the payment API.' }, 400);
    const { type, timestamp, data } = message.data;
    book.hear({ messageId: c.req.header('webhook-id') ?? '', orderId: data.orderId, type, at: timestamp });
    return c.body(null, 204);
  });
  return routes;
}
