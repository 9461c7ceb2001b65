import type { Poisha } from './money.ts';

/** Money that bKash says it moved. */
export interface Captured {
  trxId: string;
  amountPoisha: Poisha;
  currency: string;
  invoice?: string;
  /** The payer's wallet as bKash gave it; masked before it leaves the system. */
  payer?: string;
  maxRefundablePoisha?: Poisha;
}

/** An explicit no. The message is what the customer may read; the code is for the shop and the operator. */
export interface Refusal {
  code: string;
  message: { en: string; bn: string };
}
