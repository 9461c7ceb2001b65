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
 * One purchase, by the public HTTP interface alone: checkout, the customer's page at bKash, the return, the order,
 * the email and the webhook. Throws where an answer is not the contract's; what it comes to is `judge`'s to say.
 */
export async function buyOnce(at: Addresses, orderId: string, tell: Tell): Promise<Evidence> {
  tell('shop', `asks for ${amount} BDT for order ${orderId}: POST /checkouts`);
  const checkout = await startCheckout(at, orderId);
  const { paymentID, invoice } = checkout.attempts.at(-1) ?? {};
  if (!paymentID || !checkout.bkashUrl)
    throw new Error('The checkout has no bKash payment; is the simulator up?');
  tell('payments', `order is ${checkout.status}; bKash opened payment ${paymentID} for invoice ${invoice}`);

  const page = new URL(checkout.bkashUrl);
  tell(
    'customer',
    `is sent to bKash: ${page.origin}, API ${page.searchParams.get('apiVersion')?.replace(/\/$/, '')}, and enters wallet, OTP and PIN there`,
  );
  const { redirectUrl } = await json<{ redirectUrl: string }>(
    `${at.bkash}/simulator/payments/${paymentID}/authorise`,
    { method: 'POST' },
  );
  tell('bKash', `sends the browser back: status=${new URL(redirectUrl).searchParams.get('status')}`);
  const destination = await followReturn(redirectUrl);
  tell('payments', `executes the payment and sends the customer on to ${destination}`);

  const paid = await orderWhen(at, orderId, ({ status }) => status !== 'pending');
  const { trxID } = paid.attempts.at(-1) ?? {};
  tell('shop', `reads the order: ${paid.status}, ${paid.amountPaid} BDT, TrxID ${trxID ?? 'none'}`);

  const email = await until('the email', async () => (await emailsAbout(at, orderId))[0]);
  tell('inbox', `receives "${email.subject}" for ${email.destination.to.join(', ')}`);
  await until('the webhook', () => webhookAbout(at, trxID ?? ''));
  tell(
    'bKash',
    'posts its signed notification of the same payment: the order is paid already, nothing changes',
  );
  await sleep(secondThoughtsMs);

  const [ledger, stats] = await Promise.all([
    json<{ entries: Evidence['ledger'] }>(`${at.bkash}/simulator/ledger`),
    json<{ calls: Evidence['calls'] }>(`${at.bkash}/simulator/stats`),
  ]);
  const order = await readOrder(at, orderId);
  const emails = (await emailsAbout(at, orderId)).length;
  return { order, ordered: amount, emails, ledger: ledger.entries, calls: stats.calls };
}

/** Long enough for a second email or a settled webhook to show, had there been one. */
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
  const answer = await json(`${at.api}/checkouts`, {
    method: 'POST',
    headers: { authorization: `Bearer ${localStorefrontKey}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return checkoutResponseSchema.parse(answer);
}

/** The browser's part: our callback, which answers with where the customer goes next. */
async function followReturn(redirectUrl: string): Promise<string> {
  const answer = await fetch(redirectUrl, {
    redirect: 'manual',
    signal: AbortSignal.timeout(requestTimeoutMs),
  });
  const location = answer.headers.get('location');
  if (answer.status !== 303 || !location?.startsWith(shopOrigin))
    throw new Error(
      `The return answered ${answer.status} to ${location ?? 'nowhere'}; expected 303 to the shop.`,
    );
  return location;
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

async function webhookAbout(at: Addresses, trxID: string): Promise<true | undefined> {
  const { items } = await json<{ items: Array<{ Message: string }> }>(`${at.bkash}/simulator/webhooks`);
  return items.some(({ Message }) => Message.includes(trxID)) || undefined;
}

/** Above everything that a request of this story may wait for: 10 s for a create, 25 s for an execute. */
const requestTimeoutMs = 30_000;
/** The simulator offers its webhook subscription again up to 20 s after the API came up; the rest takes seconds. */
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

async function json<T>(url: string, init: RequestInit = {}): Promise<T> {
  const answer = await fetch(url, { ...init, signal: AbortSignal.timeout(requestTimeoutMs) });
  const text = await answer.text();
  if (!answer.ok)
    throw new Error(`${init.method ?? 'GET'} ${new URL(url).pathname} answered ${answer.status}: ${text}`);
  return JSON.parse(text);
}
