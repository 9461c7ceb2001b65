import type { Poisha } from './money.ts';
import { noted, type Order } from './order.ts';
import type { RefundProgress } from './refund.ts';
import type { TimelineWhat } from './timeline.ts';

/**
 * Money on its way back: a refund that the shop asked for, or surplus that goes back by itself. One saga for both
 * (design rules 13 and 14):
 *
 *   requested ── status asked, claim ──► sending ─┬─ yes ─► succeeded      ┌─ one more than before ─► succeeded
 *       ▲                                         ├─ no ──► refused        │
 *       └── balance too low, never arrived ───────┤                        │
 *                                                 └─ silence ─► looks at 35 s and 150 s ─ absent ─► sent once more
 *                                                                                       absent again ─► unknown, alarm
 *
 * An unknown one is looked for every hour, until bKash lists it or a person settles it (`settling-back.ts`).
 */
export interface MoneyBack {
  kind: 'refund' | 'surplus';
  /** The shop's refundId, or the trxID of the surplus. */
  id: string;
  trxId: string;
  attempt: number;
  amountPoisha: Poisha;
  reason: string;
  progress: RefundProgress;
}

/** Every refund and every surplus that has set out, in the order they were asked for. */
export function moneyBackOf(order: Order): MoneyBack[] {
  const refunds = order.refunds.map(({ refundId, at: _, ...refund }) => ({
    ...refund,
    kind: 'refund' as const,
    id: refundId,
  }));
  const surplus = order.surplus.flatMap(({ trxId, attempt, amountPoisha, progress }) =>
    progress
      ? [{ kind: 'surplus' as const, id: trxId, trxId, attempt, amountPoisha, reason: 'surplus', progress }]
      : [],
  );
  return [...refunds, ...surplus];
}

/** When somebody has to come back for it; undefined when it is over. */
export function moneyBackDueAt({ progress }: MoneyBack): number | undefined {
  switch (progress.state) {
    case 'requested':
      return progress.nextTryAt;
    case 'sending':
    case 'unknown':
      return progress.nextLookAt;
    case 'succeeded':
    case 'refused':
      return undefined;
  }
}

/**
 * What is due first. Of one trxID only one is in flight: the others wait until it is decided. In review nothing goes
 * back (design rule 11): it is not settled yet which of its money the order keeps.
 */
export function dueMoneyBack(order: Order, now: number): MoneyBack | undefined {
  if (order.review) return undefined;
  const all = moneyBackOf(order);
  return all.find(
    (one) => (moneyBackDueAt(one) ?? Number.POSITIVE_INFINITY) <= now && !waitsInLine(all, one),
  );
}

/** When the order has to be looked at for its money on the way back. */
export function moneyBackLookAt(order: Order): number | undefined {
  if (order.review) return undefined;
  const all = moneyBackOf(order);
  const times = all.filter((one) => !waitsInLine(all, one)).map(moneyBackDueAt);
  const known = times.filter((at) => at !== undefined);
  return known.length > 0 ? Math.min(...known) : undefined;
}

function waitsInLine(all: MoneyBack[], one: MoneyBack): boolean {
  if (one.progress.state !== 'requested') return false;
  const ofSamePayment = all.filter(({ trxId }) => trxId === one.trxId);
  const [first] = ofSamePayment.filter(({ progress }) => progress.state === 'requested');
  return first !== one || ofSamePayment.some(({ progress }) => isInFlight(progress));
}

function isInFlight({ state }: RefundProgress): boolean {
  return state === 'sending' || state === 'unknown';
}

/** What certainly went back to the customer of what paid the order; surplus is not among it. */
export function refundedPoisha(order: Order): Poisha {
  return moneyBackOf(order)
    .filter(({ kind, progress }) => kind === 'refund' && progress.state === 'succeeded')
    .reduce((sum, { amountPoisha }) => sum + amountPoisha, 0);
}

/** The order with one step of the saga written into it. `what` undefined: a look that changes no state is no news. */
export function withProgress(
  order: Order,
  one: MoneyBack,
  progress: RefundProgress,
  what: TimelineWhat | undefined,
  now: number,
): Order {
  const refunds = order.refunds.map((refund) =>
    one.kind === 'refund' && refund.refundId === one.id ? { ...refund, progress } : refund,
  );
  const surplus = order.surplus.map((entry) =>
    one.kind === 'surplus' && entry.trxId === one.id && entry.attempt === one.attempt
      ? { ...entry, progress }
      : entry,
  );
  const next = { ...order, updatedAt: now, refunds, surplus };
  return what ? noted(withoutRepetition(next, what, one.attempt), what, now, one.attempt) : next;
}

/** A try that ends as the one before takes its place: tried for days, it would push all that came before it out. */
function withoutRepetition(order: Order, what: TimelineWhat, attempt: number): Order {
  const lastTurns = order.timeline.slice(-3);
  const [sent, ended, again] = lastTurns;
  const isTry = sent?.what === 'refund_sent' && again?.what === 'refund_sent' && ended?.what === what;
  const isSame = lastTurns.every((turn) => turn.attempt === attempt);
  const isPassing = what === 'refund_waits' || what === 'refund_not_sent';
  if (!again || !isTry || !isSame || !isPassing) return order;
  return { ...order, timeline: [...order.timeline.slice(0, -3), again] };
}
