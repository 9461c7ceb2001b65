import type { Poisha } from '../../../../shared/domain/money.ts';

/** Money that moved. The ledger is the truth that every test compares with. */
export interface LedgerEntry {
  readonly kind: 'payment' | 'refund';
  readonly trxId: string;
  readonly paymentId?: string;
  readonly invoice?: string;
  readonly amountPoisha: Poisha;
  /** `01…`, eleven digits. */
  readonly wallet: string;
  /** Epoch milliseconds of the simulator's clock. */
  readonly at: number;
  /** A refund's original trxID. */
  readonly of?: string;
}
