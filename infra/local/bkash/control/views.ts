import { amountFromPoisha } from '../../../../shared/domain/money.ts';
import type { Books } from '../machine/books.ts';
import type { LedgerEntry } from '../machine/ledger.ts';

const hourMs = 60 * 60 * 1000;

export function entryView(entry: LedgerEntry) {
  const { kind, trxId, paymentId, invoice, amountPoisha, wallet, at, of } = entry;
  return {
    kind,
    trxID: trxId,
    ...(paymentId === undefined ? {} : { paymentID: paymentId }),
    ...(invoice === undefined ? {} : { invoice }),
    amount: amountFromPoisha(amountPoisha),
    wallet,
    at: new Date(at).toISOString(),
    ...(of === undefined ? {} : { of }),
  };
}

export function statsView(books: Books, now: number) {
  const { lockedUntil } = books.budget();
  const locked = lockedUntil !== null && lockedUntil > now;
  return {
    calls: books.calls(),
    tokenCallsLastHour: books.tokenCallsSince(now - hourMs),
    lockedUntil: locked ? new Date(lockedUntil).toISOString() : null,
  };
}
