import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { secureHeaders } from 'hono/secure-headers';
import { openOrderBook } from './order-book.ts';
import { messagePage } from './pages/message.ts';
import { connectPaymentApi } from './payment-api.ts';
import { browseRoutes } from './routes/browse.ts';
import { checkoutRoutes, type ShopParts } from './routes/checkout.ts';
import { orderRoutes } from './routes/order.ts';
import { maxMessageBytes, messagesPath, paymentMessages } from './routes/payment-messages.ts';
import { visitOf } from './visit.ts';

export type StorefrontOptions = {
  /** 0 takes a free port. */
  port: number;
  /** Origin of the payment API, without a slash at its end. */
  paymentApiUrl: string;
  /** Stays on this side: no page carries it. */
  storefrontKey: string;
  /** `whsec_…`, what the payment API signs its messages to this server with. */
  webhookSecret: string;
  /** Where customers reach the shop; its origin is on the payment API's list. Default `http://localhost:<port>`. */
  publicUrl?: string;
  /** bKash.js, where the shop offers to be paid inside its own page. */
  bkashScriptUrl?: string;
  /** Folder for the shop's own orders. */
  dataDir: string;
};

/** Starts the demo shop on loopback. Rejects when the port is taken. */
export async function startStorefront(
  options: StorefrontOptions,
): Promise<{ url: string; close(): Promise<void> }> {
  const book = openOrderBook(options.dataDir);
  const api = connectPaymentApi({ url: options.paymentApiUrl, key: options.storefrontKey });
  let app: Hono | undefined;
  const server = createAdaptorServer({ fetch: (request) => (app ?? new Hono()).fetch(request) });
  try {
    server.listen(options.port, '127.0.0.1');
    await once(server, 'listening');
  } catch (cause) {
    book.close();
    throw cause;
  }
  const { port } = server.address() as AddressInfo;
  const url = options.publicUrl ?? `http://localhost:${port}`;
  const { bkashScriptUrl: scriptUrl, paymentApiUrl: apiUrl } = options;
  const inPage = scriptUrl ? { apiUrl, scriptUrl } : undefined;
  app = shop({ book, api, publicUrl: url, inPage }, options.webhookSecret);
  return {
    url,
    async close() {
      server.close();
      if ('closeAllConnections' in server) server.closeAllConnections();
      await once(server, 'close');
      book.close();
    },
  };
}

/** A form of ours is a few hundred bytes. */
const maxFormBytes = 8 * 1024;

function shop(parts: ShopParts, webhookSecret: string): Hono {
  const app = new Hono();
  const usual = secureHeaders({ contentSecurityPolicy, referrerPolicy: 'same-origin' });
  const payingHere = secureHeaders({
    contentSecurityPolicy: parts.inPage ? withBkash(parts.inPage) : contentSecurityPolicy,
    referrerPolicy: 'same-origin',
  });
  app.use((c, next) => (/^\/orders\/[^/]+\/pay$/.test(c.req.path) ? payingHere : usual)(c, next));
  app.use(messagesPath, atMost(maxMessageBytes));
  app.use((c, next) => (c.req.path === messagesPath ? next() : atMost(maxFormBytes)(c, next)));
  app.use(async (c, next) => {
    if (c.req.method === 'POST' && comesFromElsewhere(c)) c.res = await say(c, 'badRequest', 403);
    else await next();
    if (!c.res.headers.has('cache-control')) c.res.headers.set('cache-control', 'no-store');
  });
  app.route('/', browseRoutes());
  app.route('/', checkoutRoutes(parts));
  app.route('/', orderRoutes(parts));
  app.route('/', paymentMessages({ book: parts.book, webhookSecret }));
  app.notFound((c) => say(c, 'notFound', 404));
  app.onError((error, c) => {
    console.error(`storefront: ${c.req.method} ${c.req.routePath} failed: ${error.name}: ${error.message}`);
    return say(c, 'broken', 500);
  });
  return app;
}

function atMost(maxSize: number) {
  return bodyLimit({ maxSize, onError: (c) => say(c, 'tooLarge', 413) });
}

/**
 * Nothing from another host. `form-action` is left out on purpose: browsers apply it to the redirect that follows
 * a form as well, and ours leads to bKash.
 */
const contentSecurityPolicy = {
  defaultSrc: ["'none'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'"],
  scriptSrc: ["'self'"],
  connectSrc: ["'self'"],
  baseUri: ["'none'"],
  frameAncestors: ["'none'"],
};

/** The one page that runs bKash's script, shows its frame and calls the payment API; its own origins and no others. */
function withBkash({ apiUrl, scriptUrl }: NonNullable<ShopParts['inPage']>) {
  const [api, bkash] = [new URL(apiUrl).origin, new URL(scriptUrl).origin];
  return {
    ...contentSecurityPolicy,
    scriptSrc: ["'self'", bkash],
    frameSrc: [bkash],
    connectSrc: ["'self'", api],
  };
}

/** A browser says where a form stood; another page must not fill this shop's cart. Programs say nothing and may. */
function comesFromElsewhere(c: Context): boolean {
  const site = c.req.header('sec-fetch-site');
  return site !== undefined && site !== 'same-origin' && site !== 'none';
}

function say(c: Context, kind: Parameters<typeof messagePage>[1], status: 400 | 403 | 404 | 413 | 500) {
  return c.html(messagePage(visitOf(c), kind), status);
}
