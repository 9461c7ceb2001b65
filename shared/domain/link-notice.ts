import { lapseDeadCreate } from './attempting.ts';
import { hasPayment, type Order } from './order.ts';
import { isBlocked, isOpen, isPayable } from './status.ts';
import { doubled, type Waits } from './waits.ts';

/**
 * A customer who left an address and for whom bKash opened no page is owed a message with the payment link, as soon as
 * bKash is back (features A6). Decided anew by every write that may change it; an order that was never without its
 * page comes out as it went in.
 */
export function withLinkNotice(order: Order, now: number, waits: Waits): Order {
  if (isReachable(order) && isWithoutPage(order) && isPayable(order, now)) {
    const nextLookAt = now + waits.lookAgainFromMs;
    return { ...order, updatedAt: now, linkNotice: { state: 'owed', tries: 0, nextLookAt } };
  }
  return withoutLinkNotice(order);
}

/** When the schedule has to find out whether this order's customer can be told; undefined when nobody waits. */
export function linkLookAt(order: Order): number | undefined {
  const { linkNotice } = order;
  return linkNotice?.state === 'owed' && isOpen(order) ? linkNotice.nextLookAt : undefined;
}

/** After the look at `now`. Told only who is not on his way to bKash already and can still pay. */
export function afterLinkLook(given: Order, canPay: boolean, now: number, waits: Waits): Order {
  const { linkNotice } = given;
  if (linkNotice?.state !== 'owed' || linkNotice.nextLookAt > now) return given;
  const order = given.attempts.reduce(
    (next, { attempt }) => lapseDeadCreate(next, attempt, now, waits),
    given,
  );
  if (!isPayable(order, now)) return withoutLinkNotice({ ...order, updatedAt: now });
  if (canPay && !isBlocked(order, now)) {
    return { ...order, updatedAt: now, linkNotice: { state: 'ready', at: now } };
  }
  const pauseMs = doubled(waits.lookAgainFromMs, waits.lookAgainToMs, linkNotice.tries);
  const later = { state: 'owed' as const, tries: linkNotice.tries + 1, nextLookAt: now + pauseMs };
  return { ...order, updatedAt: now, linkNotice: later };
}

/** The customer can pay, has no page yet and is to be told so. */
export function isLinkReady(order: Order): boolean {
  return order.linkNotice?.state === 'ready' && isOpen(order) && isWithoutPage(order);
}

function isReachable({ customer }: Order): boolean {
  return customer.email !== undefined || customer.phone !== undefined;
}

/** bKash never gave this order a page, and nobody is asking for one. An explicit refusal is no outage. */
function isWithoutPage({ attempts }: Order): boolean {
  return attempts.every((attempt) => attempt.state === 'lapsed' && !hasPayment(attempt));
}

function withoutLinkNotice(order: Order): Order {
  if (!order.linkNotice) return order;
  const { linkNotice: _, ...rest } = order;
  return rest;
}
