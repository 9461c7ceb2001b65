import { setTimeout as sleep } from 'node:timers/promises';
import { type CheckoutResponse, checkoutResponseSchema } from '../../shared/contract/checkout-response.ts';
import { type OrderView, orderViewSchema } from '../../shared/contract/order-view.ts';
import type { Evidence } from './demo-judge.ts';
import { localStorefrontKey } from './runner/local-secret.ts';

export type Addresses = { api: string; bkash: string; inbox: string };

/** Who acts, and what happened. Told as it happens. */
export type Tell = (who: 'shop' | 'customer' | 'bKash' | 'payments' | 'inbox', what: string) => void;

const amount = '1050.00';
/** An origin the local stage allows. Nobody goes there: the story ends where the customer would be sent. */
const shopOrigin = 'https://shop.example';

/**
 * One purchase on a bad day, by the public HTTP interface alone: bKash takes the money and never says so, its webhook
 * is lost, and the customer closes the tab. Throws where an answer is not the contract's; what it comes to is
 * `judge`'s to say.
 */
export async function buyOnABadDay(at: Addresses, orderId: string, tell: Tell): Promise<Evidence> {
  for (const trouble of [
    { operation: 'execute', fault: 'timeout_after', times: 1 },
    { operation: 'webhook', fault: 'drop' },
  ])
    await post(`${at.bkash}/simulator/faults`, trouble);

  tell('shop', `asks for ${amount} BDT: POST /checkouts`);
  const checkout = await startCheckout(at, orderId);
  const { paymentID, invoice } = checkout.attempts.at(-1) ?? {};
  if (!paymentID || !checkout.bkashUrl)
    throw new Error('The checkout has no bKash payment; is the simulator up?');
  tell('payments', `writes the order down, then opens a payment at bKash for invoice ${invoice}`);

  const version = new URL(checkout.bkashUrl).searchParams.get('apiVersion')?.replace(/\/$/, '');
  tell('customer', `enters wallet, OTP and PIN on bKash's page (API ${version})`);
  const { redirectUrl } = await post<{ redirectUrl: string }>(
    `${at.bkash}/simulator/payments/${paymentID}/authorise`,
  );
  tell('payments', 'sees him come back, writes down that it will execute, and executes');
  const tab = openTab(redirectUrl);
  const taken = await until('the money to be taken', async () =>
    (await ledgerOf(at)).find((entry) => entry.paymentID === paymentID),
  );
  tell('bKash', `takes ${taken.amount} BDT, TrxID ${taken.trxID}, and says nothing: no answer, no webhook`);
  await tab.close();
  tell('customer', 'closes the tab and never comes back');

  const inDoubt = await orderWhen(at, orderId, ({ attempts }) => attempts.at(-1)?.state !== 'executing');
  const { state } = inDoubt.attempts.at(-1) ?? {};
  tell(
    'payments',
    `stops waiting: the attempt is ${state}, the order ${inDoubt.status}; silence is not failure`,
  );
  await until('the question to bKash', async () => (await callsOf(at)).query > 0 || undefined);
  tell('payments', 'asks bKash what became of that payment, and executes nothing again');
  const settled = await orderWhen(at, orderId, ({ status }) => status !== 'pending');
  const { trxID } = settled.attempts.at(-1) ?? {};
  tell('payments', `has found the money: the order is ${settled.status}, TrxID ${trxID ?? 'none'}`);
  const email = await until('the email', async () => (await emailsAbout(at, orderId))[0]);
  tell('inbox', `receives "${email.subject}"`);
  await sleep(secondThoughtsMs);

  const [ledger, calls, order] = await Promise.all([ledgerOf(at), callsOf(at), readOrder(at, orderId)]);
  return { order, ordered: amount, emails: (await emailsAbout(at, orderId)).length, ledger, calls };
}

/** Long enough for a second email or a second execute to show, had there been one. */
const secondThoughtsMs = 2_000;

async function startCheckout(at: Addresses, orderId: string): Promise<CheckoutResponse> {
  const body = {
    orderId,
    amount,
    currency: 'BDT',
    customer: { name: 'Demo Customer', email: 'customer@shop.example', phone: '01712345678' },
    returnUrl: `${shopOrigin}/orders/${orderId}`,
    locale: 'en',
  };
  return checkoutResponseSchema.parse(await post(`${at.api}/checkouts`, body));
}

/** The customer's browser, on its way back to the shop through our callback, until he closes it. */
function openTab(url: string): { close(): Promise<void> } {
  const closing = new AbortController();
  const loading = fetch(url, { redirect: 'manual', signal: closing.signal }).then(
    ({ status }) => {
      throw new Error(`The return answered ${status} although bKash had not answered yet.`);
    },
    () => undefined,
  );
  return {
    close() {
      closing.abort();
      return loading;
    },
  };
}

async function readOrder(at: Addresses, orderId: string): Promise<OrderView> {
  const headers = { authorization: `Bearer ${localStorefrontKey}` };
  return orderViewSchema.parse(await json(`${at.api}/orders/${orderId}`, { headers }));
}

function orderWhen(at: Addresses, orderId: string, is: (view: OrderView) => boolean): Promise<OrderView> {
  return until('a decided order', async () => {
    const view = await readOrder(at, orderId);
    return is(view) ? view : undefined;
  });
}

type Email = { subject: string; destination: { to: string[] }; body: { text?: string; html?: string } };

async function emailsAbout(at: Addresses, orderId: string): Promise<Email[]> {
  const { emails } = await json<{ emails: Email[] }>(`${at.inbox}/store`);
  return emails.filter((email) => JSON.stringify(email).includes(orderId));
}

async function ledgerOf(at: Addresses): Promise<Evidence['ledger']> {
  return (await json<{ entries: Evidence['ledger'] }>(`${at.bkash}/simulator/ledger`)).entries;
}

async function callsOf(at: Addresses): Promise<Evidence['calls']> {
  return (await json<{ calls: Evidence['calls'] }>(`${at.bkash}/simulator/stats`)).calls;
}

/** Above everything that a request of this story may wait for: 10 s for a create. */
const requestTimeoutMs = 30_000;
/** The longest wait of this story is the 7 s after which bKash is asked; on a machine that is busy with more. */
const patienceMs = 60_000;

async function until<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
  const end = performance.now() + patienceMs;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (performance.now() > end) throw new Error(`Waited ${patienceMs / 1000} s for ${what}, in vain.`);
    await sleep(200);
  }
}

function post<T>(url: string, body: unknown = {}): Promise<T> {
  const headers = { authorization: `Bearer ${localStorefrontKey}`, 'content-type': 'application/json' };
  return json(url, { method: 'POST', headers, body: JSON.stringify(body) });
}

async function json<T>(url: string, init: RequestInit = {}): Promise<T> {
  const answer = await fetch(url, { ...init, signal: AbortSignal.timeout(requestTimeoutMs) });
  const text = await answer.text();
  if (!answer.ok)
    throw new Error(`${init.method ?? 'GET'} ${new URL(url).pathname} answered ${answer.status}: ${text}`);
  return JSON.parse(text);
}
