import { isLinkReady } from './link-notice.ts';
import type { Order } from './order.ts';
import { isPayable, statusOf } from './status.ts';

/** What people are told, once per fact and channel, after it is final. */
export type Fact =
  | 'order.paid'
  | 'order.review'
  | 'order.expired'
  | 'order.cancelled'
  /** bKash was down at checkout and is back: the order can be paid by its link. */
  | 'order.payment_link';

/**
 * The facts that are true of an order now. An order that expired or was withdrawn keeps its undecided attempt's
 * silence: nothing is announced until it is decided (I5). `cancelled` on bKash's page is news, not a fact.
 */
export function factsOf(order: Order): Fact[] {
  switch (statusOf(order)) {
    case 'paid':
      return ['order.paid'];
    case 'review':
      return ['order.review'];
    case 'expired':
      return ['order.expired'];
    case 'cancelled':
      return order.closed ? ['order.cancelled'] : [];
    case 'pending':
      return isLinkReady(order) ? ['order.payment_link'] : [];
    case 'failed':
      return [];
  }
}

/** Whether a fact may still be told at `now`: a link that leads to no payment any more is none. */
export function isStillTrue(order: Order, fact: Fact, now: number): boolean {
  return factsOf(order).includes(fact) && (fact !== 'order.payment_link' || isPayable(order, now));
}

/** Facts that a write made true. */
export function newFacts(before: Order | undefined, after: Order): Fact[] {
  const known = before ? factsOf(before) : [];
  return factsOf(after).filter((fact) => !known.includes(fact));
}
