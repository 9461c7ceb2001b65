import { setTimeout as pause } from 'node:timers/promises';
import type { CheckoutResponse } from '../../shared/contract/checkout-response.ts';
import { actsInPage } from './acts-in-page.ts';
import { type Customer, type Fate, modeOf } from './cast.ts';
import { payByLink } from './pay-by-link.ts';
import type { Act, Stage } from './stage.ts';

/**
 * Beyond any run, so that what nobody pays expires when the clock is moved, and not before; and less than the 75 minutes
 * after which a notification that was under way just then would be stale.
 */
export const expiresInMinutes = 60;

/** From checkout to the last thing that anybody does about this order. */
export async function act(stage: Stage, customer: Customer): Promise<void> {
  const { orderId, fate } = customer;
  const order = await stage.insisting.checkout(orderId, { expiresInMinutes, mode: modeOf(customer) });
  stage.step();
  await acts[fate](stage, order);
}

const acts: Record<Fate, Act> = {
  ...actsInPage,
  reloads: pay,

  'opens the link': async (stage, order) => {
    const callback = await agree(stage, order);
    stage.step();
    if (!callback) return;
    const arrived = await stage.insisting.redirected(callback).catch(() => undefined);
    if (!arrived) await payByLink(stage, order);
    stage.step();
  },

  'approves and leaves': async (stage, order) => {
    await agree(stage, order);
    stage.step();
  },

  'leaves at bKash': async () => {},

  cancels: async (stage, order) => {
    await cancelAtBkash(stage, order);
    stage.step();
  },

  'is charged unasked': async (stage, order) => {
    const paymentId = await firstPayment(stage, order);
    await charge(stage, paymentId);
    stage.step();
  },

  'is charged late': async (stage, order) => {
    const paymentId = await cancelAtBkash(stage, order);
    stage.step();
    await payByLink(stage, order);
    stage.step();
    await charge(stage, paymentId);
  },

  'is withdrawn': async (stage, order) => {
    const paymentId = await firstPayment(stage, order);
    await withdraw(stage, order);
    stage.step();
    await charge(stage, paymentId);
  },

  'is refunded': (stage, order) => payAndReturn(stage, order, ['1050.00']),
  'is refunded in part': (stage, order) => payAndReturn(stage, order, ['350.00']),
  'is refunded in equal parts': (stage, order) => payAndReturn(stage, order, ['400.00', '400.00']),
};

async function pay(stage: Stage, order: CheckoutResponse): Promise<void> {
  const callback = await agree(stage, order);
  stage.step();
  if (!callback) return;
  const { insist, redirected } = stage.insisting;
  await insist(`the callback of ${order.orderId}`, () => redirected(callback));
  stage.step();
}

/** Wallet, OTP and PIN; by the link where bKash had no page for him at checkout. Undefined: it is paid already. */
function agree({ insisting }: Stage, order: CheckoutResponse): Promise<string | undefined> {
  return order.bkashUrl ? insisting.leaveBkash(order) : insisting.leaveBkashByLink(order);
}

/** Closes bKash's page, and comes back. Resolves to the paymentID that he left behind. */
async function cancelAtBkash({ insisting }: Stage, order: CheckoutResponse): Promise<string> {
  const callback = order.bkashUrl
    ? await insisting.leaveBkash(order, 'cancel')
    : await insisting.leaveBkashByLink(order, 'cancel');
  if (!callback) throw new Error(`${order.orderId} was paid before its customer came to bKash.`);
  await insisting.insist(`the callback of ${order.orderId}`, () => insisting.redirected(callback));
  return new URL(callback).searchParams.get('paymentID') ?? '';
}

/** The paymentID of the page that he was shown, by the link where it was not at checkout. */
async function firstPayment({ insisting }: Stage, order: CheckoutResponse): Promise<string> {
  const known = order.bkashUrl && order.attempts.at(-1)?.paymentID;
  if (known) return known;
  await insisting.insist(`the payment link of ${order.orderId}`, () => insisting.redirected(order.payUrl));
  return (await insisting.order(order.orderId)).attempts.at(-1)?.paymentID ?? '';
}

/** bKash takes the money by itself. Asked twice, it says that it has. */
async function charge({ insisting }: Stage, paymentId: string): Promise<void> {
  const { status } = await insisting.control(`/payments/${paymentId}/capture`, {});
  if (status !== 200 && status !== 409) throw new Error(`bKash answered ${status} to a charge unasked.`);
}

/** 409 where the system has executed for him meanwhile: a shop that came too late. */
async function withdraw({ insisting, shopper }: Stage, { orderId }: CheckoutResponse): Promise<void> {
  await insisting.insist(`the withdrawal of ${orderId}`, async () => {
    const { status } = await shopper.cancel(orderId);
    return status < 500 ? status : undefined;
  });
}

async function payAndReturn(stage: Stage, order: CheckoutResponse, amounts: string[]): Promise<void> {
  const { insisting, shopper } = stage;
  const { orderId } = order;
  await pay(stage, order);
  if (!(await isPaidSoon(stage, orderId))) return;
  await Promise.all(
    amounts.map((amount, index) =>
      insisting.insist(`the refund of ${orderId}`, async () => {
        const body = { refundId: `${orderId}-R${index + 1}`, amount, reason: 'Damaged' };
        const { status } = await shopper.refund(orderId, body);
        if (status >= 400 && status < 500) throw new Error(`A refund of ${orderId} was answered ${status}.`);
        return status < 300 ? status : undefined;
      }),
    ),
  );
  stage.step();
}

/** Past both looks after a silence. An order that is in doubt by then stays so for long, and has nothing to give back. */
const paidWithinMs = 45_000;

async function isPaidSoon({ insisting }: Stage, orderId: string): Promise<boolean> {
  for (const giveUpAt = Date.now() + paidWithinMs; Date.now() < giveUpAt; await pause(500)) {
    if ((await insisting.order(orderId)).status === 'paid') return true;
  }
  return false;
}
