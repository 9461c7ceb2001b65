import { partsOf, type ToldFact } from '../../domain/facts.ts';
import type { Poisha } from '../../domain/money.ts';
import { moneyBackOf } from '../../domain/money-back.ts';
import { attemptNumbered, type Order } from '../../domain/order.ts';
import { paidAttempt } from '../../domain/status.ts';
import type { LetterKind } from './messages.ts';

/** What a fact comes down to for its customer: which message it is, and the money it speaks of. */
export interface Told {
  kind: LetterKind;
  money?: ToldMoney;
}

export interface ToldMoney {
  /** Absent where bKash never gave one: a person found out that the money went back. */
  trxId?: string;
  amountPoisha: Poisha;
  at: number;
}

export function toldOf(order: Order, fact: ToldFact): Told {
  const kind = kindOf(order, fact);
  const money = moneyOf(order, kind, partsOf(fact).about);
  return { kind, ...(money && { money }) };
}

/**
 * "Nothing was taken" would be a lie to a customer whose money arrived after the order was closed, and "it came too late"
 * to one whose money an operator had sent back before that. Nor does it go back where bKash refused, or where its trxID
 * pays another order: a person decides.
 */
function kindOf({ closed, surplus }: Order, fact: ToldFact): LetterKind {
  const latest = surplus.at(-1);
  if (!latest || (fact !== 'order.expired' && fact !== 'order.cancelled')) return partsOf(fact).kind;
  if (latest.progress === undefined || latest.progress.state === 'refused') return `${fact}, money held`;
  return closed && latest.at <= closed.at ? `${fact}, money sent back` : `${fact}, late money`;
}

function moneyOf(order: Order, kind: LetterKind, about: string | undefined): ToldMoney | undefined {
  switch (kind) {
    case 'order.paid':
      return captureOf(order, paidAttempt(order)?.attempt);
    case 'order.review':
      return captureOf(order, order.review?.attempt);
    case 'order.expired, late money':
    case 'order.expired, money sent back':
    case 'order.expired, money held':
    case 'order.cancelled, late money':
    case 'order.cancelled, money sent back':
    case 'order.cancelled, money held':
      return order.surplus.at(-1);
    case 'order.refunded':
    case 'order.surplus_returned':
      return returnOf(order, about);
    case 'order.expired':
    case 'order.cancelled':
    case 'order.payment_link':
      return undefined;
  }
}

/** What went back, under the number that the customer's own statement shows for it. */
function returnOf(order: Order, id: string | undefined): ToldMoney | undefined {
  const back = moneyBackOf(order).find((one) => one.id === id);
  if (back?.progress.state !== 'succeeded') return undefined;
  const { refundTrxId, changedAt } = back.progress;
  const { amountPoisha } = back;
  return { amountPoisha, at: changedAt, ...(refundTrxId !== undefined && { trxId: refundTrxId }) };
}

/** The order's own amount: a coupon may have lowered what the wallet gave, and a customer owes none of it. */
function captureOf(order: Order, number: number | undefined): ToldMoney | undefined {
  const attempt = number === undefined ? undefined : attemptNumbered(order, number);
  if (attempt?.state !== 'completed') return undefined;
  return { trxId: attempt.captured.trxId, amountPoisha: order.amountPoisha, at: attempt.changedAt };
}
