import type { SearchOutcome } from '../adapters/bkash/port.ts';
import type { TrxOwner, UnclaimedDesk, UnclaimedRecord } from '../adapters/dynamodb/money-port.ts';
import { isDeciding } from '../domain/attaching.ts';
import { orderOfInvoice } from '../domain/ids.ts';
import { type Attempt, attemptNumbered, hasPayment, type Order } from '../domain/order.ts';
import { pageApi } from './bkash-line.ts';
import type { ExecutePorts } from './execute-payment.ts';
import { askAbout } from './look-again.ts';
import { searchTransaction } from './search-transaction.ts';
import { showsMoney } from './shows-money.ts';

export interface DeskPorts extends ExecutePorts {
  desk: UnclaimedDesk;
}

/** Where unclaimed money stands when an operator takes it up. */
export type Weighed =
  /** `named`: the attempt whose invoice it carries. */
  | { kind: 'open'; money: UnclaimedRecord; named?: NamedAttempt }
  | { kind: 'closed'; money: UnclaimedRecord }
  /** An attempt holds the trxID after all; the entry is closed by that. */
  | { kind: 'recorded'; owner: TrxOwner }
  /** An attempt holds the trxID, and whoever tied it died before its order said so: only bKash can say it again. */
  | { kind: 'refused'; why: 'bkash_silent' }
  | { kind: 'no_entry' };

export interface NamedAttempt {
  order: Order;
  attempt: Attempt;
}

/**
 * Looks at an entry before anything is done with it. Where its invoice names a payment of ours, bKash is asked about
 * that payment first: most often its answer records the money, and nothing is left for a person to do.
 */
export async function weighUnclaimed(ports: DeskPorts, trxId: string): Promise<Weighed> {
  const money = await ports.desk.find(trxId);
  if (!money) return { kind: 'no_entry' };
  const isHidden = async (holder: TrxOwner) => !(await showsMoney(ports, holder, trxId));
  if (money.closedAt !== undefined) {
    const holder = money.closedAs === undefined ? await ports.ties.ownerOf(trxId) : undefined;
    if (!holder || !(await isHidden(holder))) return { kind: 'closed', money };
  }
  const named = await namedBy(ports, money);
  const isAsked = named !== undefined && mayBeAsked(named.attempt);
  if (isAsked) await askAbout(ports, named.order, named.attempt.attempt);

  const owner = await ports.ties.ownerOf(trxId);
  if (owner && (await isHidden(owner))) return { kind: 'refused', why: 'bkash_silent' };
  if (owner) {
    await ports.unclaimed.close(trxId);
    return { kind: 'recorded', owner };
  }
  // What bKash said may have changed it.
  const now = isAsked ? await namedBy(ports, money) : named;
  return { kind: 'open', money, ...(now && { named: now }) };
}

/** A stored answer is never asked for again, and what is undecided has its own look (design rule 8). */
function mayBeAsked(attempt: Attempt): boolean {
  return hasPayment(attempt) && attempt.state !== 'completed' && !isDeciding(attempt);
}

async function namedBy(ports: DeskPorts, { invoice }: UnclaimedRecord): Promise<NamedAttempt | undefined> {
  const name = invoice === undefined ? undefined : orderOfInvoice(ports.settings.stage, invoice);
  const order = name && (await ports.orders.find(name.orderId));
  const attempt = order && attemptNumbered(order, name.attempt);
  return attempt && { order, attempt };
}

/** Why bKash's own word is not enough to do anything with the money. */
export type UnprovenReason = 'bkash_silent' | 'not_completed' | 'another_amount';

export type Proof =
  | { kind: 'proven'; found: Extract<SearchOutcome, { kind: 'found' }> }
  | { kind: 'unproven'; why: UnprovenReason };

/** A notification proves nothing: bKash's answer to our own Search does, and only for what the notification said. */
export async function proofOf(
  ports: DeskPorts,
  money: UnclaimedRecord,
  named: NamedAttempt | undefined,
): Promise<Proof> {
  const found = await searchTransaction(ports, named?.attempt ?? pageApi(ports), money.trxId);
  if (found?.kind !== 'found') return { kind: 'unproven', why: 'bkash_silent' };
  if (!found.completed) return { kind: 'unproven', why: 'not_completed' };
  const isSame = (money.amountPoisha ?? found.amountPoisha) === found.amountPoisha;
  return isSame ? { kind: 'proven', found } : { kind: 'unproven', why: 'another_amount' };
}
