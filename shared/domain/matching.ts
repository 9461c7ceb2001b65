import { attachRefusal } from './attaching.ts';
import { orderOfInvoice } from './ids.ts';
import type { Poisha } from './money.ts';
import type { Order } from './order.ts';

/** What is known of money that no attempt claims. */
export interface StrayMoney {
  amountPoisha?: Poisha;
  /** What was ordered, in a coupon payment. */
  saleAmountPoisha?: Poisha;
  invoice?: string;
  /** What the payer wrote that may name an order. */
  reference?: string;
  /** When it was told of, epoch ms. */
  at: number;
}

/** Why an order may be what the money was meant for, strongest first. */
export type MatchReason = 'invoice' | 'reference' | 'amount';

export interface Match {
  order: Order;
  why: MatchReason[];
}

/** An order is looked for among those written in the days before the money came: who pays late pays soon after. */
export const matchWindowMs = 3 * 24 * 60 * 60_000;

/** As many as a person compares at a glance. */
const most = 3;

/**
 * The orders that this money could pay, likeliest first: named by its invoice or by what the payer wrote, or of its
 * amount and waiting when it came; of equals the one whose checkout lies nearest before it. A suggestion proves
 * nothing: the person who attaches decides.
 */
export function matchesOf(money: StrayMoney, orders: readonly Order[]): Match[] {
  return orders
    .filter((order) => attachRefusal(order) === undefined)
    .map((order) => ({ order, why: reasonsFor(money, order) }))
    .filter(({ why }) => why.length > 0)
    .sort((a, b) => weight(b) - weight(a) || distance(money, a.order) - distance(money, b.order))
    .slice(0, most);
}

function reasonsFor(money: StrayMoney, order: Order): MatchReason[] {
  const named = money.invoice === undefined ? undefined : orderOfInvoice(order.environment, money.invoice);
  const ordered = money.saleAmountPoisha ?? money.amountPoisha;
  const waited = money.at >= order.createdAt && money.at <= order.expiresAt + matchWindowMs;
  const reasons: Record<MatchReason, boolean> = {
    invoice: named?.orderId === order.orderId,
    reference: money.reference?.toLowerCase() === order.orderId.toLowerCase(),
    amount: ordered === order.amountPoisha && waited,
  };
  return (Object.keys(reasons) as MatchReason[]).filter((reason) => reasons[reason]);
}

/** A name weighs more than an amount, which many orders share. */
function weight({ why }: Match): number {
  const weights: Record<MatchReason, number> = { invoice: 4, reference: 2, amount: 1 };
  return why.reduce((sum, reason) => sum + weights[reason], 0);
}

function distance(money: StrayMoney, order: Order): number {
  return Math.abs(money.at - order.createdAt);
}
