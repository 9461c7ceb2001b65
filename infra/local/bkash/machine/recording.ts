import type { Books } from './books.ts';
import type { Capture } from './execution.ts';
import type { FaultBook } from './faults.ts';
import type { LedgerEntry } from './ledger.ts';
import { couponPrice, publicationOf, withCoupon } from './publication.ts';

/** Writes moved money into the ledger and leaves its notification; answers the entry as it was written. */
export type RecordMoney = (entry: LedgerEntry) => LedgerEntry;

/** To be called within the transaction that moves the money. `webhookDelayMs`: how long after it the webhook leaves. */
export function recordMoney(
  books: Books,
  faults: Pick<FaultBook, 'drawForWebhook'>,
  webhookDelayMs: number,
): RecordMoney {
  return (entry) => {
    const fault = faults.drawForWebhook();
    const recorded = fault?.fault === 'coupon' ? withCoupon(entry, couponPrice(fault, entry)) : entry;
    books.addEntry(recorded);
    const publication = publicationOf(recorded, fault, entry.at, webhookDelayMs);
    if (publication) books.publish(publication);
    return recorded;
  };
}

export function entryOf({ payment, wallet, trxId }: Capture, at: number): LedgerEntry {
  const { paymentId, invoice, amountPoisha } = payment;
  return { kind: 'payment', trxId, paymentId, invoice, amountPoisha, wallet, at };
}
