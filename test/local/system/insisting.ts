import { setTimeout as pause } from 'node:timers/promises';
import { type CheckoutResponse, checkoutResponseSchema } from '../../../shared/contract/checkout-response.ts';
import type { OrderView } from '../../../shared/contract/order-view.ts';
import { type ExecuteResponse, executeResponseSchema } from '../../../shared/contract/sdk-payment.ts';
import type { Killable } from './killable.ts';

const tryEveryMs = 250;
const giveUpAfterMs = 90_000;

export type Insisting = ReturnType<typeof insisting>;

/** A shop and its customer who ask again until they are answered, as browsers and servers do while a system is down. */
export function insisting({ shopper, addresses }: Pick<Killable, 'shopper' | 'addresses'>) {
  const steps = {
    insist,

    /** A shop's server repeats a checkout that nobody answered: the same body is safe to repeat. */
    checkout(orderId: string, changes: Record<string, unknown> = {}): Promise<CheckoutResponse> {
      return insist(`the checkout of ${orderId}`, async () => {
        const response = await shopper.postCheckout(orderId, changes);
        return response.status < 500 ? checkoutResponseSchema.parse(await response.json()) : undefined;
      });
    },

    /** Where bKash sends him back to; the simulator answers a second time what it answered the first. */
    leaveBkash(order: OrderView, action: 'pay' | 'cancel' = 'pay'): Promise<string> {
      return insist(`bKash's page of ${order.orderId}`, () => shopper.authorise(order, action));
    },

    /** Undefined: the link led straight to the shop. */
    async leaveBkashByLink(
      { orderId, payUrl }: CheckoutResponse,
      action: 'pay' | 'cancel' = 'pay',
    ): Promise<string | undefined> {
      const location = await insist(`the payment link of ${orderId}`, () => steps.redirected(payUrl));
      if (!location.startsWith(addresses.bkash)) return undefined;
      return steps.leaveBkash(await steps.order(orderId), action);
    },

    /** The paymentID that the shop's page is given for bKash.js. Undefined: it is paid, or being decided. */
    async frame({ orderId, token }: CheckoutResponse): Promise<string | undefined> {
      const answer = await insist(`the frame of ${orderId}`, async () => {
        const response = await shopper.pressButton(orderId, token);
        if (response.status >= 500) return undefined;
        if (response.status !== 200 && response.status !== 409)
          throw new Error(`The button of ${orderId} answered ${response.status}.`);
        return (await response.json()) as { paymentID?: string };
      });
      return answer.paymentID;
    },

    /** His page says that he approved, until it is answered. */
    executed({ orderId, token }: CheckoutResponse, paymentID: string): Promise<ExecuteResponse> {
      return insist(`the execute of ${orderId}`, async () => {
        const response = await shopper.execute(orderId, token, paymentID);
        return response.status < 500 ? executeResponseSchema.parse(await response.json()) : undefined;
      });
    },

    order: (orderId: string): Promise<OrderView> => insist(`order ${orderId}`, () => shopper.order(orderId)),

    /** Undefined while the system shows its waiting page, or none. */
    async redirected(url: string): Promise<string | undefined> {
      const { status, location } = await shopper.open(url);
      if (status >= 400 && status < 500) throw new Error(`${url} answered ${status}.`);
      return status === 303 ? location : undefined;
    },

    /** The simulator's own controls. */
    control(path: string, body: object): Promise<Response> {
      const url = `${addresses.bkash}/simulator${path}`;
      return insist(`bKash's ${path}`, () => fetch(url, { method: 'POST', body: JSON.stringify(body) }));
    },
  };
  return steps;
}

/** Asks until there is an answer; a system that is down is asked again, as every browser does it. */
async function insist<T>(what: string, ask: () => Promise<T | undefined>): Promise<T> {
  for (const giveUpAt = Date.now() + giveUpAfterMs; Date.now() < giveUpAt; await pause(tryEveryMs)) {
    const answer = await ask().catch(offline);
    if (answer !== undefined) return answer;
  }
  throw new Error(`A customer waited ${giveUpAfterMs / 1000} s in vain for ${what}.`);
}

/** What `fetch` throws when nobody listens, or nobody any more. Everything else is a finding. */
export function offline(error: unknown): undefined {
  if (error instanceof TypeError) return undefined;
  throw error;
}
