import type { Decision } from './decision.ts';
import { type MoneyBack, moneyBackOf } from './money-back.ts';
import { noted, type Order } from './order.ts';
import type { RefundProgress, Surplus } from './refund.ts';
import { afterRefundLook, isNews, type ListedRefund } from './sending-back.ts';
import type { Waits } from './waits.ts';

/** What bKash lists for the payment at the moment; undefined when it did not say. */
export type ListedNow = ListedRefund[] | undefined;

/** bKash does not say, or lists something new of another amount: it may be this one, misnamed, and not refused at all. */
export type ListRefusal = 'bkash_silent' | 'listed_otherwise';

/** What a person found out about a refund that bKash neither confirmed nor listed. */
export interface RefundFinding {
  as: 'succeeded' | 'refused';
  reason: string;
}

export type RefundSettleRefusal = 'no_refund' | 'under_way' | 'decided' | 'settled_otherwise' | ListRefusal;

/**
 * A person says what became of a refund in state `unknown`. bKash's own list comes first: where it has the refund, that
 * decides, whatever the person said. Of any other state bKash has the last word, or may still be asked to perform it.
 */
export function refundSettled(
  order: Order,
  refundId: string,
  { as, reason }: RefundFinding,
  listed: ListedNow,
  now: number,
  waits: Waits,
): Decision<RefundSettleRefusal> {
  const refund = order.refunds.find((one) => one.refundId === refundId);
  if (!refund) return { kind: 'refused', why: 'no_refund' };
  const { progress, settled, attempt } = refund;
  switch (progress.state) {
    case 'requested':
    case 'sending':
      return { kind: 'refused', why: 'under_way' };
    case 'succeeded':
    case 'refused':
      if (progress.state === as) return { kind: 'already' };
      return { kind: 'refused', why: settled ? 'settled_otherwise' : 'decided' };
    case 'unknown':
      break;
  }
  const listing = afterListing(order, unknownBack(order, 'refund', refundId), listed, now, waits, as);
  if (listing.kind !== 'not_listed') return listing;
  const known = { ...refund, progress: { state: as, changedAt: now }, settled: { at: now, reason } };
  const refunds = order.refunds.map((other) => (other === refund ? known : other));
  return { kind: 'done', order: noted({ ...order, refunds }, `refund_settled_${as}`, now, attempt) };
}

export type SurplusRefusal = 'no_surplus' | 'under_way' | 'returned' | ListRefusal;

/**
 * A person has dealt with it outside bKash's API. Only what does not go back by itself can be settled so: anything
 * else may still be performed, and would then have been given back twice. What bKash never decided is looked for in
 * its list first, and not sought any more afterwards.
 */
export function surplusSettled(
  order: Order,
  trxId: string,
  reason: string,
  listed: ListedNow,
  now: number,
  waits: Waits,
): Decision<SurplusRefusal> {
  const all = order.surplus.filter((one) => one.trxId === trxId);
  const one = all.find(isStuck) ?? all[0];
  if (!one) return { kind: 'refused', why: 'no_surplus' };
  if (one.settled) return { kind: 'already' };
  if (one.progress?.state === 'succeeded') return { kind: 'refused', why: 'returned' };
  if (!isStuck(one)) return { kind: 'refused', why: 'under_way' };
  const isUnknown = one.progress?.state === 'unknown';
  if (isUnknown) {
    const listing = afterListing(order, unknownBack(order, 'surplus', trxId), listed, now, waits, 'refused');
    if (listing.kind !== 'not_listed') return listing;
  }
  const ended: { progress?: RefundProgress } = isUnknown
    ? { progress: { state: 'refused', changedAt: now } }
    : {};
  const settled = { ...one, ...ended, settled: { at: now, reason } };
  const surplus = order.surplus.map((other) => (other === one ? settled : other));
  return { kind: 'done', order: noted({ ...order, surplus }, 'surplus_settled', now, one.attempt) };
}

/** Money on its way back of which only a person can say what became of it. */
export function unknownBack(order: Order, kind: MoneyBack['kind'], id: string): MoneyBack | undefined {
  return moneyBackOf(order).find(
    (one) => one.kind === kind && one.id === id && one.progress.state === 'unknown',
  );
}

function afterListing(
  order: Order,
  one: MoneyBack | undefined,
  listed: ListedNow,
  now: number,
  waits: Waits,
  as: RefundFinding['as'],
): { kind: 'done'; order: Order } | { kind: 'refused'; why: ListRefusal } | { kind: 'not_listed' } {
  if (one?.progress.state !== 'unknown' || !listed) return { kind: 'refused', why: 'bkash_silent' };
  const looked = afterRefundLook(order, one, listed, now, waits);
  if (looked !== order) return { kind: 'done', order: looked };
  const { progress } = one;
  const isPerhapsListed = listed.some(({ refundTrxId }) => isNews(order, progress, refundTrxId));
  return as === 'refused' && isPerhapsListed
    ? { kind: 'refused', why: 'listed_otherwise' }
    : { kind: 'not_listed' };
}

function isStuck({ progress, settled }: Surplus): boolean {
  const state = progress?.state;
  return !settled && (state === undefined || state === 'refused' || state === 'unknown');
}
