import type { LedgerEntry } from './ledger.ts';
import type { Operation } from './operations.ts';
import type { Payment } from './payment.ts';
import type { Publication } from './publication.ts';
import type { TokenBudget } from './token-budget.ts';

export type TokenKind = 'id' | 'refresh';

/**
 * What bKash remembers. Everything is synchronous, so one act is one uninterrupted transaction: on SQLite here,
 * on plain maps in a simulation.
 */
export interface Books extends TokenBooks {
  /** All of the work's changes or none, durable when it returns. */
  transaction<T>(work: () => T): T;

  addPayment(payment: Payment): void;
  updatePayment(payment: Payment): void;
  payment(paymentId: string): Payment | undefined;
  /** Counts from 1 in order of creation. */
  sequenceOf(paymentId: string): number;

  addEntry(entry: LedgerEntry): void;
  entry(trxId: string): LedgerEntry | undefined;
  /** Oldest first. */
  entries(): LedgerEntry[];
  /** What went back of the payment with this trxID, oldest first. */
  refundsOf(trxId: string): LedgerEntry[];
  lastPaymentAt(wallet: string, amountPoisha: number): number | undefined;

  countCall(operation: Operation): void;
  calls(): Record<Operation, number>;

  /** Leaves a notification for the webhook sender. False, and nothing happens, where nobody has subscribed. */
  publish(publication: Publication): boolean;
}

/** What one product remembers of its tokens: the products share the money, and neither tokens nor their budget. */
export interface TokenBooks {
  budget(): TokenBudget;
  saveBudget(budget: TokenBudget): void;
  noteTokenCall(at: number): void;
  tokenCallsSince(at: number): number;
  addToken(value: string, kind: TokenKind, expiresAt: number): void;
  tokenExpiry(value: string, kind: TokenKind): number | undefined;
}
