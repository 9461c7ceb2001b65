import type { Reading } from './verdict.ts';

/** The words of one API generation: what differs between them, and nothing else (`bkash-api.md` section 2). */
export interface Dialect {
  root: string;
  paths: Record<'grant' | 'refresh' | 'create' | 'execute' | 'query' | 'search', string>;
  /** How a request spells the two ids. */
  paymentId: string;
  trxId: string;
  /** What a create says besides the fields that all generations know. */
  createExtras: Readonly<Record<string, string>>;
  /** Success, a code, or neither. */
  read(status: number, body: unknown): Reading;
}
