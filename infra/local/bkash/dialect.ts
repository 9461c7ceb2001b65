import type { HttpReply } from './http.ts';
import type { Operation } from './machine/books.ts';
import type { LedgerEntry } from './machine/ledger.ts';
import type { CreateCommand, Payment } from './machine/payment.ts';
import type { RefusalCode } from './machine/refusals.ts';

export type Body = Record<string, unknown>;

export type CreateFields =
  | { kind: 'command'; command: CreateCommand }
  | { kind: 'refused'; code: RefusalCode };

/** One generation of bKash's API over the one bank: its paths, its field names, its way to say no. */
export interface Dialect {
  /** What every path begins with. */
  readonly root: string;
  /** The rest of a path to what it asks for. */
  readonly operations: Readonly<Record<string, Operation>>;
  readCreate(body: Body): CreateFields;
  created(payment: Payment, pageUrl: string): Body;
  executed(payment: Payment): Body;
  queried(payment: Payment): Body;
  found(entry: LedgerEntry): Body;
  /** Any code of bKash's, also one that this bank never gives by itself. */
  refusal(code: string): HttpReply;
  tokenLimitExceeded(): HttpReply;
}

/** What both generations say when the budget is spent: as seen elsewhere at the token endpoint. */
export const tokenLimitExceeded = {
  status: 'fail',
  msg: 'Token request limit exceeded, try again after one hour',
};
