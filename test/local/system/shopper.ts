import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type LocalSystem,
  type LocalSystemOptions,
  startLocalSystem,
} from '../../../infra/local/runner/system.ts';
import { type CheckoutResponse, checkoutResponseSchema } from '../../../shared/contract/checkout-response.ts';
import { type OrderView, orderViewSchema } from '../../../shared/contract/order-view.ts';

/** The whole system in a directory of its own, on free ports. `restart` keeps the data, and takes other settings. */
export async function startSystem(options: Partial<LocalSystemOptions> = {}) {
  const localDir = mkdtempSync(join(tmpdir(), 'sundarban-'));
  let system = await startLocalSystem({ portBase: 0, localDir, ...options });
  return {
    localDir,
    get shopper() {
      return shopperOf(system);
    },
    get system() {
      return system;
    },
    async restart(changes: Partial<LocalSystemOptions> = {}) {
      const portBase = Number(new URL(system.addresses.storefront).port);
      await system.stop();
      system = await startLocalSystem({ ...options, ...changes, portBase, localDir });
    },
    async stop() {
      await system.stop();
      rmSync(localDir, { recursive: true, force: true });
    },
  };
}

/** A shop and its customer, through the public interfaces alone. */
export function shopperOf({ addresses, storefrontKey }: Pick<LocalSystem, 'addresses' | 'storefrontKey'>) {
  const { api, bkash, inbox, storefront } = addresses;
  const authorization = `Bearer ${storefrontKey}`;

  function postCheckout(orderId: string, changes: Record<string, unknown> = {}): Promise<Response> {
    const customer = { name: 'Rahima', email: `${orderId.toLowerCase()}@example.com`, phone: '01712345678' };
    const returnUrl = `${storefront}/orders/${orderId}`;
    const body = {
      orderId,
      amount: '1050.00',
      currency: 'BDT',
      customer,
      returnUrl,
      locale: 'en',
      ...changes,
    };
    const headers = { authorization, 'content-type': 'application/json' };
    return fetch(`${api}/checkouts`, { method: 'POST', headers, body: JSON.stringify(body) });
  }

  function postInPage(orderId: string, token: string, call: string, body: object): Promise<Response> {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const url = `${api}/orders/${orderId}/bkash/${call}`;
    return fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  }

  async function allEmails(): Promise<Email[]> {
    return (await getJson<{ emails: Email[] }>(`${inbox}/store`)).emails;
  }

  /** By the address, or by how it begins. */
  async function emailsTo(address: string): Promise<Email[]> {
    return (await allEmails()).filter(({ destination }) =>
      destination.to.some((to) => to.startsWith(address)),
    );
  }

  return {
    postCheckout,

    async checkout(orderId: string, changes: Record<string, unknown> = {}): Promise<CheckoutResponse> {
      // A shop's server asks again when the gateway gave up on a crowded machine: the same body is safe to repeat.
      const response = await eventually(
        () => postCheckout(orderId, changes),
        ({ status }) => status < 500,
      );
      return checkoutResponseSchema.parse(await response.json());
    },

    /** What the customer does on bKash's page; the address that bKash sends him to. */
    async authorise(order: OrderView, action: 'pay' | 'cancel' | 'fail' = 'pay'): Promise<string> {
      const paymentID = order.attempts.at(-1)?.paymentID;
      const response = await postJson(`${bkash}/simulator/payments/${paymentID}/authorise`, { action });
      const { redirectUrl } = (await response.json()) as { redirectUrl: string };
      return redirectUrl;
    },

    /** Follows one redirect by hand: status and where it leads. */
    async open(url: string): Promise<{ status: number; location: string; body: string }> {
      const response = await fetch(url, { redirect: 'manual' });
      return {
        status: response.status,
        location: response.headers.get('location') ?? '',
        body: await response.text(),
      };
    },

    /** The two calls of the shop's page, with the order's own token. */
    pressButton: (orderId: string, token: string) => postInPage(orderId, token, 'create', {}),
    execute: (orderId: string, token: string, paymentID: string) =>
      postInPage(orderId, token, 'execute', { paymentID }),

    async order(orderId: string): Promise<OrderView> {
      const response = await eventually(
        () => fetch(`${api}/orders/${orderId}`, { headers: { authorization } }),
        ({ status }) => status < 500,
      );
      return orderViewSchema.parse(await response.json());
    },

    refund(orderId: string, body: { refundId: string; amount: string; reason: string }): Promise<Response> {
      const headers = { authorization, 'content-type': 'application/json' };
      const url = `${api}/orders/${orderId}/refunds`;
      return fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
    },

    cancel(orderId: string): Promise<Response> {
      return fetch(`${api}/orders/${orderId}/cancel`, { method: 'POST', headers: { authorization } });
    },

    allEmails,
    emails: (orderId: string) => emailsTo(`${orderId.toLowerCase()}@`),
    emailsTo,

    async smses(phone: string): Promise<Sms[]> {
      const { items } = await getJson<{ items: Sms[] }>(`${inbox}/sms`);
      return items.filter(({ to }) => to.endsWith(phone));
    },

    stats: () => getJson<{ calls: Record<string, number> }>(`${bkash}/simulator/stats`),
    ledger: () =>
      getJson<{
        entries: Array<{ kind: string; trxID: string; invoice?: string; amount: string; of?: string }>;
      }>(`${bkash}/simulator/ledger`),
    webhooks: () => getJson<{ items: unknown[] }>(`${bkash}/simulator/webhooks`),
    resendWebhook: (trxID: string) => postJson(`${bkash}/simulator/webhooks/${trxID}/resend`, {}),
    advance: (seconds: number) => postJson(`${bkash}/simulator/clock`, { advanceSeconds: seconds }),
  };
}

export type Shopper = ReturnType<typeof shopperOf>;
interface Sms {
  to: string;
  text: string;
  at: string;
}

interface Email {
  subject: string;
  destination: { to: string[] };
  body: { text: string };
}

/** Asks until it is so; a bounded number of times, so that a test that waits for nothing ends. */
export async function eventually<T>(
  ask: () => Promise<T>,
  isSo: (answer: T) => boolean,
  timeoutMs = 60_000,
): Promise<T> {
  const giveUpAt = Date.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (isSo(answer)) return answer;
    if (Date.now() > giveUpAt)
      throw new Error(`It never became so: ${JSON.stringify(answer)?.slice(0, 2000)}`);
    await new Promise((done) => setTimeout(done, 200));
  }
}

function postJson(url: string, body: unknown): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

async function getJson<T>(url: string): Promise<T> {
  return (await fetch(url)).json() as Promise<T>;
}
