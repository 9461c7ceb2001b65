import { amountFromPoisha } from '../../../../shared/domain/money.ts';
import type { Books, TokenBooks } from '../machine/books.ts';
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

/** Calls of both products together; the token calls of each are counted apart, as bKash does. */
export function statsView(books: Books, checkoutTokens: TokenBooks, now: number) {
  return { calls: books.calls(), ...tokenView(books, now), checkout: tokenView(checkoutTokens, now) };
}

function tokenView(books: TokenBooks, now: number) {
  const { lockedUntil } = books.budget();
  const locked = lockedUntil !== null && lockedUntil > now;
  return {
    tokenCallsLastHour: books.tokenCallsSince(now - hourMs),
    lockedUntil: locked ? new Date(lockedUntil).toISOString() : null,
  };
}
