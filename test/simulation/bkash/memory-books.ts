import type { Books, TokenBooks } from '../../../infra/local/bkash/machine/books.ts';
import type { LedgerEntry } from '../../../infra/local/bkash/machine/ledger.ts';
import { type Operation, operations } from '../../../infra/local/bkash/machine/operations.ts';
import type { Payment } from '../../../infra/local/bkash/machine/payment.ts';
import type { Publication } from '../../../infra/local/bkash/machine/publication.ts';
import type { Product } from '../../../shared/domain/order.ts';
import { memoryTokenBooks } from './memory-token-books.ts';

/** What happens in the books, for whoever compares the merchant's with them. */
export interface BooksWatch {
  entryAdded?(entry: LedgerEntry): void;
  /** A product's Grant or Refresh reached bKash. `calls`: the moments of all so far, epoch ms of bKash's clock. */
  tokenCalled?(product: Product, calls: readonly number[]): void;
}

export interface MemoryBooks extends Books {
  /** What the product in the shop's page remembers of its own tokens. */
  checkoutTokens: TokenBooks;
}

/** bKash's books on plain maps. A transaction that throws takes its changes back, newest first. */
export function memoryBooks(
  publish: (publication: Publication) => void,
  watch: BooksWatch = {},
): MemoryBooks {
  const payments = new Map<string, Payment>();
  const sequences = new Map<string, number>();
  const ledger = new Map<string, LedgerEntry>();
  const refunds = new Map<string, LedgerEntry[]>();
  const lastPaid = new Map<string, number>();
  const counted = new Map<Operation, number>();
  let undo: Array<() => void> | undefined;

  function put<Key, Value>(map: Map<Key, Value>, key: Key, value: Value): void {
    const before = map.get(key);
    undo?.push(() => (before === undefined ? map.delete(key) : map.set(key, before)));
    map.set(key, value);
  }

  const tokensOf = (product: Product) =>
    memoryTokenBooks(
      (takeBack) => undo?.push(takeBack),
      (calls) => watch.tokenCalled?.(product, calls),
    );

  return {
    ...tokensOf('tokenized'),
    checkoutTokens: tokensOf('checkout'),

    transaction(work) {
      if (undo) return work();
      undo = [];
      try {
        return work();
      } catch (error) {
        for (const takeBack of undo.reverse()) takeBack();
        throw error;
      } finally {
        undo = undefined;
      }
    },

    addPayment(payment) {
      if (payments.has(payment.paymentId)) throw new Error(`UNIQUE: payment ${payment.paymentId} is there.`);
      put(payments, payment.paymentId, payment);
      put(sequences, payment.paymentId, sequences.size + 1);
    },
    updatePayment: (payment) => put(payments, payment.paymentId, payment),
    payment: (paymentId) => payments.get(paymentId),
    sequenceOf: (paymentId) => sequences.get(paymentId) ?? 0,

    addEntry(entry) {
      if (ledger.has(entry.trxId)) throw new Error(`UNIQUE: the trxID ${entry.trxId} is in the ledger.`);
      put(ledger, entry.trxId, entry);
      if (entry.of !== undefined) put(refunds, entry.of, [...(refunds.get(entry.of) ?? []), entry]);
      if (entry.kind === 'payment') put(lastPaid, payerKey(entry.wallet, entry.amountPoisha), entry.at);
      watch.entryAdded?.(entry);
    },
    entry: (trxId) => ledger.get(trxId),
    entries: () => [...ledger.values()],
    refundsOf: (trxId) => refunds.get(trxId) ?? [],
    lastPaymentAt: (wallet, amountPoisha) => lastPaid.get(payerKey(wallet, amountPoisha)),

    countCall: (operation) => put(counted, operation, (counted.get(operation) ?? 0) + 1),
    calls() {
      const all = operations.map((operation) => [operation, counted.get(operation) ?? 0]);
      return Object.fromEntries(all) as Record<Operation, number>;
    },

    publish(publication) {
      publish(publication);
      return true;
    },
  };
}

function payerKey(wallet: string, amountPoisha: number): string {
  return `${wallet} ${amountPoisha}`;
}
