import type { Poisha } from './money.ts';
import { noted, type Order } from './order.ts';
import type { Surplus } from './refund.ts';

/** Money that an order does not keep, as it arrives. */
export interface Unneeded {
  trxId: string;
  attempt: number;
  amountPoisha: Poisha;
  heldByAnother: boolean;
}

/** The order with the money recorded as surplus, due to go back at once. */
export function withSurplus(order: Order, money: Unneeded, now: number): Order {
  const { heldByAnother, ...facts } = money;
  // Money that another attempt holds may be somebody else's: only a person sends it back.
  const way: Pick<Surplus, 'heldByAnother' | 'progress'> = heldByAnother
    ? { heldByAnother }
    : { progress: { state: 'requested', changedAt: now, nextTryAt: now, tries: 0 } };
  const surplus = [...order.surplus, { ...facts, at: now, ...way }];
  return noted({ ...order, surplus }, heldByAnother ? 'surplus_held' : 'surplus', now, facts.attempt);
}

/** One attempt may have brought two trxIDs, and two attempts the same one: only both together name a surplus. */
export function surplusOf(
  order: Pick<Order, 'surplus'>,
  { trxId, attempt }: { trxId: string; attempt: number },
): Surplus | undefined {
  return order.surplus.find((one) => one.trxId === trxId && one.attempt === attempt);
}

/** A surplus goes back within minutes; an hour later something is wrong (features A11). */
const firstRingAfterMs = 60 * 60_000;
const ringsEveryMs = 24 * 60 * 60_000;

/**
 * When the alarm about an order's surplus rings next (epoch ms): an hour after it came, then daily, until it has gone
 * back or a person has settled it. So it rings too for what nothing is due for: refused by bKash, held by another
 * attempt, or kept waiting by a review.
 */
export function surplusRingAt(order: Order): number | undefined {
  const times = order.surplus.filter(isStanding).map(ringAtOf);
  return times.length > 0 ? Math.min(...times) : undefined;
}

/** The order after the alarm has rung at `now`. */
export function surplusRung(order: Order, now: number): Order {
  const surplus = order.surplus.map((one) =>
    isStanding(one) && ringAtOf(one) <= now ? { ...one, ringAt: now + ringsEveryMs } : one,
  );
  return { ...order, updatedAt: now, surplus };
}

function isStanding({ progress, settled }: Surplus): boolean {
  return !settled && progress?.state !== 'succeeded';
}

function ringAtOf({ at, ringAt = at + firstRingAfterMs }: Surplus): number {
  return ringAt;
}
