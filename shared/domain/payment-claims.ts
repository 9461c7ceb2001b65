import { undecidedStates } from './lifecycle.ts';
import type { Attempt, Order } from './order.ts';

/**
 * What the customer of an order says: "I paid, here is my TrxID". It makes us ask and is never believed: a TrxID can be
 * anybody's, so it attaches to nothing, and nobody learns whose it is.
 */
export interface PaymentClaims {
  orderId: string;
  /** Counts writes, as an order's does; 0 where nothing is stored yet. */
  version: number;
  /** The first of each TrxID, in the order they came. */
  claims: PaymentClaim[];
  /** When bKash was last asked because of a claim, oldest first; at most `mostAnHour` of them. Epoch ms. */
  heardAt: number[];
}

export interface PaymentClaim {
  trxId: string;
  /** Epoch ms. */
  at: number;
  /** Nobody has to look at it any more: the order has recorded it since, or an operator has dealt with it. Epoch ms. */
  closedAt?: number;
  /** The operator's own words; absent where the order has recorded it. */
  closedBecause?: string;
}

export type ClaimDecision =
  | { kind: 'heard'; claims: PaymentClaims; isNew: boolean }
  /** The same was said a moment ago: nothing is asked once more. */
  | { kind: 'repeated' }
  | { kind: 'too_many'; until: number };

/**
 * Every claim costs bKash a Query for each undecided attempt. A customer has one TrxID, mistypes it once or twice, and
 * after a quarter of an hour tries again: five an hour are enough for him, and nothing for somebody who is guessing.
 */
export const mostAnHour = 5;
const hourMs = 60 * 60_000;

/** A second tap, or a form that the browser sent again. */
const sameTapMs = 60_000;

/** An order has twenty attempts at most, and so many TrxIDs: more are guesses. Bounds the item at a kilobyte. */
const mostKept = 20;

export function noClaims(orderId: string): PaymentClaims {
  return { orderId, version: 0, claims: [], heardAt: [] };
}

export function claimHeard(given: PaymentClaims, trxId: string, now: number): ClaimDecision {
  const isNew = !given.claims.some((one) => one.trxId === trxId);
  const newest = given.heardAt.at(-1) ?? 0;
  if (!isNew && now - newest < sameTapMs) return { kind: 'repeated' };
  const lastHour = given.heardAt.filter((at) => now - at < hourMs);
  const [oldest = now] = lastHour;
  if (lastHour.length >= mostAnHour) return { kind: 'too_many', until: oldest + hourMs };
  if (isNew && given.claims.length >= mostKept) return { kind: 'too_many', until: now + hourMs };
  const claims = isNew ? [...given.claims, { trxId, at: now }] : given.claims;
  return { kind: 'heard', isNew, claims: { ...given, claims, heardAt: [...lastHour, now] } };
}

/** bKash has confirmed a payment of this order with that TrxID, kept or on its way back. */
export function isRecorded(order: Order, trxId: string): boolean {
  return order.attempts.some((one) => one.state === 'completed' && one.captured.trxId === trxId);
}

/** Said, yielded by no attempt of the order, and not closed yet. */
export function openClaims(order: Order, { claims }: PaymentClaims): PaymentClaim[] {
  return claims.filter(({ trxId, closedAt }) => closedAt === undefined && !isRecorded(order, trxId));
}

/** With the claim of this TrxID closed; the same where it is closed already, or was never said. */
export function claimClosed(
  given: PaymentClaims,
  trxId: string,
  now: number,
  closedBecause?: string,
): PaymentClaims {
  const isOpen = ({ trxId: said, closedAt }: PaymentClaim) => said === trxId && closedAt === undefined;
  if (!given.claims.some(isOpen)) return given;
  const closed = { closedAt: now, ...(closedBecause !== undefined && { closedBecause }) };
  return { ...given, claims: given.claims.map((one) => (isOpen(one) ? { ...one, ...closed } : one)) };
}

/**
 * Whatever of the order may have moved money, or is owed, is due now (design rule 10). Never an attempt that nobody
 * approved: a claim would otherwise be a way to make us query for the asking.
 */
export function undecidedDue(order: Order, now: number): Order {
  const attempts = order.attempts.map((attempt) => dueBy(attempt, now));
  const isSame = attempts.every((attempt, index) => attempt === order.attempts[index]);
  return isSame ? order : { ...order, updatedAt: now, attempts };
}

function dueBy(attempt: Attempt, now: number): Attempt {
  if (!undecidedStates.has(attempt.state) || !('nextLookAt' in attempt)) return attempt;
  return attempt.nextLookAt > now ? { ...attempt, nextLookAt: now } : attempt;
}
