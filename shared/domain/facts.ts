import { isLinkReady } from './link-notice.ts';
import { type MoneyBack, moneyBackOf } from './money-back.ts';
import { type Attempt, attemptNumbered, type Order } from './order.ts';
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

/** News of one attempt, by its number: the order may still be paid, so only the shop's server is told. */
export type NewsKind = 'attempt.failed' | 'attempt.cancelled';

/** What a customer is told of. */
export type ToldKind = SingleFact | RepeatedFact;
export type FactKind = ToldKind | NewsKind;

/** A review is told once more, under its attempt, when the money of an earlier one went back and the next is wrong too. */
export type ToldFact = SingleFact | `order.review:${number}` | `${RepeatedFact}:${string}`;

/** What people are told, once per fact and channel, after it is final. */
export type Fact = ToldFact | `${NewsKind}:${number}`;

/**
 * The facts that are true of an order now: what became of it, what went back of its money, and which of its attempts
 * came to nothing by somebody's explicit word. One that lapsed is no news: nobody refused or cancelled it.
 */
export function factsOf(order: Order): Fact[] {
  return [...outcomeOf(order), ...returnsOf(order).map(factOfReturn), ...order.attempts.flatMap(newsOf)];
}

/** The kind of a fact, and what it is about. */
export function partsOf(fact: ToldFact): { kind: ToldKind; about?: string };
export function partsOf(fact: Fact): { kind: FactKind; about?: string };
export function partsOf(fact: Fact): { kind: FactKind; about?: string } {
  const [kind, about] = fact.split(':') as [FactKind, string?];
  return about === undefined ? { kind } : { kind, about };
}

/** Whether a fact is one for customers; news of a single attempt are not. */
export function isTold(fact: Fact): fact is ToldFact {
  return !fact.startsWith('attempt.');
}

/** Whether a fact may still be told at `now`: a link that leads to no payment any more is none. */
export function isStillTrue(order: Order, fact: Fact, now: number): boolean {
  return factsOf(order).includes(fact) && (fact !== 'order.payment_link' || isPayable(order, now));
}

/** Since when a fact is true (epoch ms); undefined while it is not. The same at every call, whatever else changes. */
export function factAt(order: Order, fact: Fact): number | undefined {
  if (!factsOf(order).includes(fact)) return undefined;
  const { kind, about } = partsOf(fact);
  switch (kind) {
    case 'order.paid':
      return paidAttempt(order)?.changedAt;
    case 'order.review':
      return order.review?.at;
    case 'order.expired':
    case 'order.cancelled':
      return closedForGoodAt(order);
    case 'order.payment_link':
      return order.linkNotice?.state === 'ready' ? order.linkNotice.at : undefined;
    case 'order.refunded':
    case 'order.surplus_returned':
      return returnsOf(order).find((one) => factOfReturn(one) === fact)?.progress.changedAt;
    case 'attempt.failed':
    case 'attempt.cancelled':
      return attemptNumbered(order, Number(about))?.changedAt;
  }
}

/**
 * An order that expired or was withdrawn keeps its undecided attempt's silence: nothing is announced until it is
 * decided (I5). `cancelled` on bKash's page is news, not a fact. That an order was paid stays true when money goes back.
 */
function outcomeOf(order: Order): ToldFact[] {
  const status = statusOf(order);
  if (order.review) return [order.reviewed ? `order.review:${order.review.attempt}` : 'order.review'];
  if (paidAttempt(order)) return ['order.paid'];
  if (status === 'expired') return ['order.expired'];
  if (status === 'cancelled') return order.closed ? ['order.cancelled'] : [];
  return status === 'pending' && isLinkReady(order) ? ['order.payment_link'] : [];
}

/** Closed, and the last attempt that was undecided by then decided. Money that arrives later changes no past. */
function closedForGoodAt({ closed, attempts }: Order): number | undefined {
  const decided = attempts.filter(({ state }) => state !== 'completed').map(({ changedAt }) => changedAt);
  return closed && Math.max(closed.at, ...decided);
}

function returnsOf(order: Order): MoneyBack[] {
  return moneyBackOf(order).filter(({ progress }) => progress.state === 'succeeded');
}

function newsOf({ attempt, state }: Attempt): Fact[] {
  if (state === 'refused') return [`attempt.failed:${attempt}`];
  return state === 'cancelled' ? [`attempt.cancelled:${attempt}`] : [];
}

function factOfReturn({ kind, id }: MoneyBack): Fact {
  return kind === 'refund' ? `order.refunded:${id}` : `order.surplus_returned:${id}`;
}
