import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { CheckoutRequest } from '../../../shared/contract/checkout.ts';
import type { Cart } from './cart.ts';

/** What the shop itself knows of an order. Whether it is paid is not in here: only the payment API knows that. */
export type ShopOrder = {
  orderId: string;
  lines: Cart;
  /** The body of `POST /checkouts`, kept as sent: the same body again gives the same answer. */
  request: CheckoutRequest;
  /** The payment link, or null until the payment API has answered once. */
  payUrl: string | null;
};

export type Heard = { messageId: string; orderId: string; type: string; at: string };

export type NewOrder = { once: string; lines: Cart; requestOf(orderId: string): CheckoutRequest };

export type OrderBook = ReturnType<typeof openOrderBook>;

/** The shop's orders in one SQLite file under `directory`, made when missing; they survive a restart. */
export function openOrderBook(directory: string) {
  mkdirSync(directory, { recursive: true });
  const database = new DatabaseSync(join(directory, 'orders.sqlite'));
  database.exec(`
    PRAGMA journal_mode = WAL;
    CREATE TABLE IF NOT EXISTS orders (
      order_id TEXT PRIMARY KEY,
      fingerprint TEXT NOT NULL UNIQUE,
      lines TEXT NOT NULL,
      request TEXT NOT NULL,
      pay_url TEXT
    ) STRICT;
    CREATE TABLE IF NOT EXISTS heard (
      message_id TEXT PRIMARY KEY,
      order_id TEXT NOT NULL,
      type TEXT NOT NULL,
      at TEXT NOT NULL
    ) STRICT`);
  const byId = database.prepare('SELECT * FROM orders WHERE order_id = ?');
  const byFingerprint = database.prepare('SELECT * FROM orders WHERE fingerprint = ?');
  const insert = database.prepare(
    'INSERT INTO orders (order_id, fingerprint, lines, request) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const setPayUrl = database.prepare('UPDATE orders SET pay_url = ? WHERE order_id = ?');

  const hear = database.prepare('INSERT INTO heard VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING');
  const heard = database.prepare('SELECT at FROM heard WHERE order_id = ? AND type = ?');

  return {
    /** Recorded before anything is asked of the payment API. One form sent twice is one order. */
    place({ once, lines, requestOf }: NewOrder): ShopOrder {
      const orderId = newOrderId();
      const request = requestOf(orderId);
      const fingerprint = fingerprintOf(once, lines, request);
      insert.run(orderId, fingerprint, JSON.stringify(lines), JSON.stringify(request));
      const order = orderFrom(byFingerprint.get(fingerprint));
      if (!order) throw new Error(`The order book lost ${orderId} while writing it.`);
      return order;
    },
    find: (orderId: string): ShopOrder | undefined => orderFrom(byId.get(orderId)),
    rememberPayUrl: (orderId: string, payUrl: string): void => void setPayUrl.run(payUrl, orderId),
    /** What the payment API told this shop's server; the same message again changes nothing. */
    hear: ({ messageId, orderId, type, at }: Heard): void => void hear.run(messageId, orderId, type, at),
    /** When that was true of the order (ISO 8601), if the payment API has told it. */
    heardAt: (orderId: string, type: string): string | undefined => heard.get(orderId, type)?.at?.toString(),
    close: (): void => database.close(),
  };
}

/**
 * `SB-` and 20 letters of Crockford's alphabet: 100 random bits, so that knowing the id is the right to see the
 * order, and no letter that is misread on the telephone (I, L, O, U).
 */
function newOrderId(): string {
  const letters = [...randomBytes(20)].map((byte) => '0123456789ABCDEFGHJKMNPQRSTVWXYZ'[byte % 32]);
  return `SB-${letters.join('')}`;
}

/** The form's own number and everything in it: a form that is changed and sent again is another order. */
function fingerprintOf(
  once: string,
  lines: Cart,
  { customer, locale, mode, amount }: CheckoutRequest,
): string {
  const content = JSON.stringify([
    once,
    lines,
    customer.name,
    customer.phone,
    customer.email,
    locale,
    mode,
    amount,
  ]);
  return createHash('sha256').update(content).digest('hex');
}

function orderFrom(row: Record<string, unknown> | undefined): ShopOrder | undefined {
  return (
    row && {
      orderId: String(row.order_id),
      lines: JSON.parse(String(row.lines)),
      request: JSON.parse(String(row.request)),
      payUrl: row.pay_url === null ? null : String(row.pay_url),
    }
  );
}
