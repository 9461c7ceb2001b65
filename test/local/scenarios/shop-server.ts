import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { paymentEventSchema } from '../../../shared/contract/payment-event.ts';

export interface Heard {
  id: string;
  type: string;
  orderId: string;
}

/** The shop's own server: checks each message as a shop would, and can be down. */
export async function startShopServer() {
  const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
  const webhook = new Webhook(secret);
  const shop = { isDown: false, heard: [] as Heard[], refused: [] as Heard[] };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const headers = request.headers as Record<string, string>;
    // Signed by the local system's clock, which the stories move: the library would call it of the future.
    const body = Buffer.concat(chunks).toString();
    const id = headers['webhook-id'] ?? '';
    const sentAt = new Date(Number(headers['webhook-timestamp']) * 1000);
    const isGenuine = webhook.sign(id, sentAt, body) === headers['webhook-signature'];
    const { type, data } = paymentEventSchema.parse(JSON.parse(body));
    const isTaken = isGenuine && !shop.isDown;
    (isTaken ? shop.heard : shop.refused).push({ id, type, orderId: data.orderId });
    response.writeHead(isTaken ? 204 : 503).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return Object.assign(shop, {
    settings: { shopWebhookUrl: `http://127.0.0.1:${port}/hook`, shopWebhookSecret: secret },
    close() {
      server.closeAllConnections();
      server.close();
    },
  });
}
