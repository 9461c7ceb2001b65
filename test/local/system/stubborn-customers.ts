import { setTimeout as pause } from 'node:timers/promises';
import { type CheckoutResponse, checkoutResponseSchema } from '../../../shared/contract/checkout-response.ts';
import type { OrderView } from '../../../shared/contract/order-view.ts';
import type { Killable } from './killable.ts';

/** What a customer does when a page does not come: reload it, open the payment link, or nothing any more. */
export type Habit = 'reloads' | 'opens the link' | 'approves and leaves' | 'leaves at bKash';

/** Six of ten reload, two go by the link, one approves and is never seen again, one turns round at bKash's page. */
const habits: Habit[] = [
  'reloads',
  'reloads',
  'opens the link',
  'reloads',
  'approves and leaves',
  'reloads',
  'reloads',
  'opens the link',
  'leaves at bKash',
  'reloads',
];

/** Enough side by side to keep every function busy, and few enough that a hundred take a while. */
const atOnce = 12;
const tryEveryMs = 250;
const giveUpAfterMs = 90_000;

export interface Customer {
  orderId: string;
  habit: Habit;
}

export const wantsToPay = ({ habit }: Customer): boolean => habit !== 'leaves at bKash';

/** Steps that customers have got through, for whoever waits for a moment in the middle. */
export function stepsTaken() {
  let taken = 0;
  return {
    count: () => {
      taken += 1;
    },
    async reach(steps: number): Promise<void> {
      while (taken < steps) await pause(5);
    },
  };
}

export function customersNamed(prefix: string, count: number): Customer[] {
  return Array.from({ length: count }, (_, index) => ({
    orderId: `${prefix}-${index}`,
    habit: habits[index % habits.length] as Habit,
  }));
}

/** Resolves when the last of them has been shown his shop or has left. */
export async function buyAll(
  { shopper, addresses }: Pick<Killable, 'shopper' | 'addresses'>,
  customers: Customer[],
  step: () => void,
): Promise<void> {
  const waiting = [...customers];
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) await buy(next);
    }),
  );

  async function buy({ orderId, habit }: Customer): Promise<void> {
    const order = await checkout(orderId);
    step();
    if (habit === 'leaves at bKash') return;
    const callback = order.bkashUrl ? await approve(order) : await approveByLink(order);
    step();
    if (habit === 'approves and leaves' || callback === undefined) return;
    if (habit === 'reloads') await insist(`the callback of ${orderId}`, () => redirected(callback));
    else if (!(await redirected(callback).catch(offline))) await followLink(order);
    step();
  }

  /** A shop's server repeats a checkout that nobody answered: the same body is safe to repeat. */
  function checkout(orderId: string): Promise<CheckoutResponse> {
    return insist(`the checkout of ${orderId}`, async () => {
      const response = await shopper.postCheckout(orderId);
      return response.status < 500 ? checkoutResponseSchema.parse(await response.json()) : undefined;
    });
  }

  /** Where bKash sends him back to; the simulator answers a second time what it answered the first. */
  function approve(order: OrderView): Promise<string> {
    return insist(`bKash's page of ${order.orderId}`, () => shopper.authorise(order));
  }

  /** Undefined: the link led straight to the shop. */
  async function approveByLink({ orderId, payUrl }: CheckoutResponse): Promise<string | undefined> {
    const location = await insist(`the payment link of ${orderId}`, () => redirected(payUrl));
    if (!location.startsWith(addresses.bkash)) return undefined;
    return approve(await insist(`order ${orderId}`, () => shopper.order(orderId)));
  }

  async function followLink(order: CheckoutResponse): Promise<void> {
    const callback = await approveByLink(order);
    if (callback !== undefined) await insist(`the callback of ${order.orderId}`, () => redirected(callback));
  }

  async function redirected(url: string): Promise<string | undefined> {
    const { status, location } = await shopper.open(url);
    if (status >= 400 && status < 500) throw new Error(`${url} answered ${status}.`);
    return status === 303 ? location : undefined;
  }
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
function offline(error: unknown): undefined {
  if (error instanceof TypeError) return undefined;
  throw error;
}
