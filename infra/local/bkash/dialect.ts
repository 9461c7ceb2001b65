import type { CreateFields } from './create-request.ts';
import type { Body, HttpReply } from './http.ts';
import type { LedgerEntry } from './machine/ledger.ts';
import type { Operation } from './machine/operations.ts';
import type { Payment } from './machine/payment.ts';
import type { RefundedFields, RefundFields } from './refund-request.ts';

/** One generation of bKash's API over the one bank: its paths, its field names, its way to say no. */
export interface Dialect {
  /** What every path begins with. */
  readonly root: string;
  /** The rest of a path to what it asks for; v1 has one path that asks for two things, by its body. */
  readonly operations: Readonly<Record<string, Operation | ((body: Body) => Operation)>>;
  /** Method and path up to the id, of a product that names what it asks for in the path. */
  readonly byId?: Readonly<Record<string, { operation: Operation; field: 'paymentID' | 'trxID' }>>;
  readCreate(body: Body): CreateFields;
  created(payment: Payment, pageUrl: string): Body;
  executed(payment: Payment): Body;
  queried(payment: Payment): Body;
  found(entry: LedgerEntry): Body;
  readRefund(body: Body): RefundFields;
  refunded(refund: LedgerEntry, payment: Payment, words: { sku: string; reason: string }): Body;
  readRefunded(body: Body): RefundedFields;
  /** All refunds of a payment; a generation may have an answer of its own for none. */
  refunds(payment: Payment, entries: readonly LedgerEntry[]): HttpReply;
  /** Any code of bKash's, also one that this bank never gives by itself. */
  refusal(code: string): HttpReply;
  tokenLimitExceeded(): HttpReply;
}

/** What both generations say when the budget is spent: as seen elsewhere at the token endpoint. */
export const tokenLimitExceeded = {
  status: 'fail',
  msg: 'Token request limit exceeded, try again after one hour',
};
