import { started } from '../domain/attempting.ts';
import { type Checkout, isSameCheckout, newOrder } from '../domain/checkout.ts';
import { withLinkNotice } from '../domain/link-notice.ts';
import type { Order } from '../domain/order.ts';
import { pageApi } from './bkash-line.ts';
import { attemptTerms, type CreatePorts, createPayment, readyToCreate } from './create-payment.ts';

export type CheckoutOutcome =
  | { kind: 'accepted'; order: Order; isNew: boolean }
  | { kind: 'conflict' }
  | { kind: 'invalid'; error: { path: string; message: string } };

/** A caller that meets a creating attempt waits for its outcome at most this long (contract, `POST /checkouts`). */
const replayWaitMs = 10_000;
const replayPollMs = 200;

/**
 * Stores the order and its first attempt in one write, then asks bKash for the payment. Whatever bKash does the
 * order is accepted; a replay answers with the current state and never starts an attempt. An order that is to be paid
 * inside the shop's page has none yet: its page asks for one when the customer is there.
 */
export async function startCheckout(ports: CreatePorts, checkout: Checkout): Promise<CheckoutOutcome> {
  const error = refusalOf(ports, checkout);
  if (error) return { kind: 'invalid', error };

  const { stage } = ports.settings;
  const isInPage = checkout.mode === 'sdk';
  const token = isInPage ? undefined : await readyToCreate(ports, pageApi(ports));
  const now = ports.clock.now();
  const order = newOrder(checkout, stage, ports.links.currentKeyId, now);
  const intent = isInPage ? order : firstAttempt(ports, order, token !== undefined);
  const stored = await ports.orders.create(intent);
  if (stored.kind === 'exists') return replayed(ports, stored.order, checkout);
  ports.telemetry.event('CheckoutStarted', { orderId: order.orderId });
  const decided = token ? await createPayment(ports, stored.order, 1, token) : stored.order;
  return { kind: 'accepted', order: decided, isNew: true };
}

function firstAttempt(ports: CreatePorts, order: Order, isReady: boolean): Order {
  const { createdAt: now } = order;
  return isReady
    ? started(order, now, attemptTerms(ports, pageApi(ports))).order
    : withLinkNotice(order, now, ports.settings.waits);
}

function refusalOf(ports: CreatePorts, checkout: Checkout): { path: string; message: string } | undefined {
  const { returnOrigins, minAmountPoisha, maxAmountPoisha } = ports.settings;
  if (checkout.mode === 'sdk' && ports.settings.bkash.checkoutOrigin === undefined) {
    return {
      path: 'mode',
      message: 'This stage has no product for checkout inside the page; use "redirect".',
    };
  }
  if (!returnOrigins.includes(new URL(checkout.returnUrl).origin)) {
    return { path: 'returnUrl', message: "Its origin is not on this stage's list of return origins." };
  }
  if (checkout.amountPoisha < minAmountPoisha || checkout.amountPoisha > maxAmountPoisha) {
    return { path: 'amount', message: 'The amount is outside the limits of this stage.' };
  }
  return undefined;
}

async function replayed(ports: CreatePorts, first: Order, checkout: Checkout): Promise<CheckoutOutcome> {
  if (!isSameCheckout(first, checkout)) return { kind: 'conflict' };
  const giveUpAt = ports.clock.now() + replayWaitMs;
  let order = first;
  while (isBeingCreated(order, ports.clock.now()) && ports.clock.now() < giveUpAt) {
    await ports.clock.sleep(replayPollMs);
    order = (await ports.orders.find(order.orderId)) ?? order;
  }
  return { kind: 'accepted', order, isNew: false };
}

/** After its lease nobody is going to tell what became of a create. */
function isBeingCreated({ attempts }: Order, now: number): boolean {
  return attempts.some((attempt) => attempt.state === 'creating' && now < attempt.leaseUntil);
}
