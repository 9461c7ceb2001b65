import type { Poisha } from '../../../../shared/domain/money.ts';

/** Money that moved. The ledger is the truth that every test compares with. */
export interface LedgerEntry {
  readonly kind: 'payment' | 'refund';
  readonly trxId: string;
  readonly paymentId?: string;
  readonly invoice?: string;
  /** What was ordered, and what the merchant is owed. */
  readonly amountPoisha: Poisha;
  /** In a coupon payment: what the wallet gave, bKash gave the rest. */
  readonly walletGavePoisha?: Poisha;
  /** What the payer wrote where there was no order. */
  readonly reference?: string;
  /** `01…`, eleven digits. */
  readonly wallet: string;
  /** Epoch milliseconds of the simulator's clock. */
  readonly at: number;
  /** A refund's original trxID. */
  readonly of?: string;
}
