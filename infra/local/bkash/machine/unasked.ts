import type { Poisha } from '../../../../shared/domain/money.ts';
import type { Books, TokenBooks } from './books.ts';
import { captureUnasked } from './execution.ts';
import { type Draw, newTrxId } from './ids.ts';
import type { LedgerEntry } from './ledger.ts';
import { publicationOf } from './publication.ts';
import { entryOf, type RecordMoney } from './recording.ts';
import { lockOut } from './token-budget.ts';
import { walletForPayment } from './wallets.ts';

export type CaptureResult = LedgerEntry | 'no_such_payment' | 'captured_before';

export type Unasked = ReturnType<typeof unaskedActs>;

/** What bKash and its customers do behind the merchant's back. Each act is one transaction. */
export function unaskedActs(
  books: Books,
  record: RecordMoney,
  now: () => number,
  draw: Draw,
  tokenBooks: readonly TokenBooks[] = [books],
) {
  return {
    capture: (paymentId: string): CaptureResult =>
      books.transaction(() => {
        const payment = books.payment(paymentId);
        if (!payment) return 'no_such_payment';
        const at = now();
        const wallet = walletForPayment(books.sequenceOf(paymentId));
        const captured = captureUnasked(payment, wallet, newTrxId(draw, at), at);
        if (!captured) return 'captured_before';
        books.updatePayment(captured.payment);
        return record(entryOf(captured, at));
      }),

    /** Money that arrives at the merchant's wallet without any order, by QR code. */
    payIn: (amountPoisha: Poisha, reference?: string): LedgerEntry =>
      books.transaction(() => {
        const at = now();
        const wallet = walletForPayment(Number(draw('123456789', 7)));
        const referred = reference === undefined ? {} : { reference };
        return record({ kind: 'payment', trxId: newTrxId(draw, at), amountPoisha, wallet, at, ...referred });
      }),

    /**
     * Publishes a notification once more: the same message in a new envelope, at once and past all faults.
     * False where nobody has subscribed.
     */
    announceAgain: (entry: LedgerEntry): boolean =>
      books.transaction(() => {
        const again = publicationOf(entry, undefined, now(), 0);
        return again !== undefined && books.publish(again);
      }),

    lockOutTokens: (durationMs: number): void =>
      books.transaction(() => {
        for (const one of tokenBooks) one.saveBudget(lockOut(one.budget(), now() + durationMs, now()));
      }),
  };
}
