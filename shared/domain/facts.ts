import { isLinkReady } from './link-notice.ts';
import { type MoneyBack, moneyBackOf } from './money-back.ts';
import type { Order } from './order.ts';
import { isPayable, paidAttempt, statusOf } from './status.ts';

/** A fact that can be true of an order once. */
type SingleFact =
  | 'order.paid'
  | 'order.review'
  | 'order.expired'
  | 'order.cancelled'
  /** bKash was down at checkout and is back: the order can be paid by its link. */
  | 'order.payment_link';

/** A fact that names what it is about: the shop's refundId, or the trxID of the surplus. */
type RepeatedFact = 'order.refunded' | 'order.surplus_returned';

export type FactKind = SingleFact | RepeatedFact;

/** What people are told, once per fact and channel, after it is final. */
export type Fact = SingleFact | `${RepeatedFact}:${string}`;

/**
 * The facts that are true of an order now: what became of it, and what went back of its money.
 */
export function factsOf(order: Order): Fact[] {
  const returned = moneyBackOf(order).filter(({ progress }) => progress.state === 'succeeded');
  return [...outcomeOf(order), ...returned.map(factOfReturn)];
}

/** The kind of a fact, and what it is about. */
export function partsOf(fact: Fact): { kind: FactKind; about?: string } {
  const [kind, about] = fact.split(':') as [FactKind, string?];
  return about === undefined ? { kind } : { kind, about };
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

/**
 * An order that expired or was withdrawn keeps its undecided attempt's silence: nothing is announced until it is
 * decided (I5). `cancelled` on bKash's page is news, not a fact. That an order was paid stays true when money goes back.
 */
function outcomeOf(order: Order): SingleFact[] {
  const status = statusOf(order);
  if (status === 'review') return ['order.review'];
  if (paidAttempt(order)) return ['order.paid'];
  if (status === 'expired') return ['order.expired'];
  if (status === 'cancelled') return order.closed ? ['order.cancelled'] : [];
  return status === 'pending' && isLinkReady(order) ? ['order.payment_link'] : [];
}

function factOfReturn({ kind, id }: MoneyBack): Fact {
  return kind === 'refund' ? `order.refunded:${id}` : `order.surplus_returned:${id}`;
}
