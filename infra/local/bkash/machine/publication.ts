import { type Poisha, poishaFromBkash } from '../../../../shared/domain/money.ts';
import type { Fault, WebhookFault } from './faults.ts';
import type { LedgerEntry } from './ledger.ts';
import { notificationOf } from './notification.ts';

/** One notification on its way out, as the webhook sender is to treat it. Times are epoch ms. */
export interface Publication {
  readonly message: Readonly<Record<string, string>>;
  readonly at: number;
  readonly dueAt: number;
  /** How often the same envelope is delivered: SNS promises once at least. */
  readonly copies: number;
  /** Leaves behind the next notification, or at `dueAt` where none comes. */
  readonly behindNext: boolean;
  readonly disguise?: Disguise;
}

/** Signed with a signature that does not fit, or rightly signed for somebody else's topic. */
export type Disguise = Extract<WebhookFault, 'forged_signature' | 'foreign_topic'>;

/** Where a fault came without `delayMs`. */
const usualDelayMs = 5_000;

/** What a fault makes of the notification of `entry`; undefined where it is lost. */
export function publicationOf(
  entry: LedgerEntry,
  fault: Fault<WebhookFault> | undefined,
  at: number,
  webhookDelayMs: number,
): Publication | undefined {
  const message = notificationOf(entry);
  const plain = { message, at, dueAt: at + webhookDelayMs, copies: 1, behindNext: false };
  const later = at + webhookDelayMs + (fault?.delayMs ?? usualDelayMs);
  switch (fault?.fault) {
    case undefined:
    // The entry carries its coupon already, so that Search tells the same.
    case 'coupon':
      return plain;
    case 'drop':
      return undefined;
    case 'duplicate':
      return { ...plain, copies: 2 };
    case 'delay':
      return { ...plain, dueAt: later };
    case 'reorder':
      return { ...plain, dueAt: later, behindNext: true };
    case 'no_invoice': {
      const { merchantInvoiceNumber: _, ...rest } = message;
      return { ...plain, message: rest };
    }
    case 'forged_signature':
    case 'foreign_topic':
      return { ...plain, disguise: fault.fault };
  }
}

/** The entry as a coupon payment of which the wallet gave that much. No less than was ordered is no coupon. */
export function withCoupon(entry: LedgerEntry, walletGavePoisha: Poisha | undefined): LedgerEntry {
  const isCoupon = walletGavePoisha !== undefined && walletGavePoisha < entry.amountPoisha;
  return isCoupon ? { ...entry, walletGavePoisha } : entry;
}

/** What is left to pay by the fault `coupon`: its amount, or nine tenths of the order. */
export function couponPrice({ amount }: Fault<WebhookFault>, { amountPoisha }: LedgerEntry): Poisha {
  const given = amount === undefined ? undefined : poishaFromBkash(amount);
  return given ?? Math.floor((amountPoisha * 9) / 10);
}
