import type { Poisha } from '../../../../shared/domain/money.ts';

/**
 * One paymentID as bKash knows it. The words are bKash's own where it has words; both API generations and the
 * deterministic simulation share this shape. Times are epoch milliseconds of the simulator's clock.
 */
export interface Payment {
  readonly paymentId: string;
  readonly generation: Generation;
  /** The frame in the shop's page. Absent: bKash's own page, to which alone a callback URL and a payer belong. */
  readonly product?: 'checkout';
  /** Exactly as the merchant wrote it: bKash echoes `"10"` as `"10"`. */
  readonly amount: string;
  readonly amountPoisha: Poisha;
  readonly currency: 'BDT';
  readonly intent: 'sale';
  readonly invoice: string;
  readonly payerReference: string;
  readonly subMerchantName?: string;
  readonly callbackUrl: string;
  /** One value for all three callback URLs, so it proves nothing about the status (`bkash-api.md` fact 8). */
  readonly signature: string;
  /** What the page's address carries, so that nobody opens a payment by guessing its id. */
  readonly pageKey: string;
  readonly createdAt: number;
  /** Wrong tries survive Close: reopening the page must not hand out three fresh ones. */
  readonly wrongOtps: number;
  readonly wrongPins: number;
  readonly progress: Progress;
}

export type Progress =
  | { at: 'wallet' }
  | { at: 'otp'; wallet: string }
  | { at: 'pin'; wallet: string }
  /** PIN given, nothing charged: only Execute moves money. */
  | { at: 'authorised'; wallet: string }
  /** Closed by the customer; the page may be opened again. */
  | { at: 'cancelled' }
  /** Three wrong tries: no way back. */
  | { at: 'failed' }
  /** The one execution was refused, so the id is used up. */
  | { at: 'spent'; wallet?: string }
  /** `amountAfterCoupon`: what Execute said the wallet gave, where that was less than the amount. */
  | { at: 'completed'; wallet: string; trxId: string; executedAt: number; amountAfterCoupon?: string };

/** Which of its two languages the merchant spoke at create. */
export type Generation = 'v1' | 'v2';

export interface CreateCommand {
  generation: Generation;
  product?: 'checkout';
  amount: string;
  amountPoisha: Poisha;
  invoice: string;
  payerReference: string;
  callbackUrl: string;
  subMerchantName?: string;
}

export type CallbackStatus = 'success' | 'failure' | 'cancel';

/** "paymentID lives 24 hours" (`bkash-api.md` section 4). */
export const paymentLifeMs = 24 * 60 * 60 * 1000;

export function createPayment(
  command: CreateCommand,
  ids: { paymentId: string; signature: string; pageKey: string },
  now: number,
): Payment {
  return {
    ...command,
    ...ids,
    currency: 'BDT',
    intent: 'sale',
    createdAt: now,
    wrongOtps: 0,
    wrongPins: 0,
    progress: { at: 'wallet' },
  };
}

export function isExpired(payment: Payment, now: number): boolean {
  return now >= payment.createdAt + paymentLifeMs;
}

/** What Execute and Query answer as the amount: bKash echoes the merchant's spelling, unless a coupon paid a part. */
export function amountOf({ amount, progress }: Payment): string {
  return progress.at === 'completed' ? (progress.amountAfterCoupon ?? amount) : amount;
}

/** Query's `verificationStatus`: it flips when the PIN was right and never back. */
export function isVerified({ progress }: Payment): boolean {
  const pinWasGiven = progress.at === 'authorised' || progress.at === 'completed';
  return pinWasGiven || (progress.at === 'spent' && progress.wallet !== undefined);
}

/**
 * One of the three addresses that Create announces. A query string of the merchant's own is kept and ours appended
 * with `&` (`bkash-api.md` section 3.1); `paymentID` is spelled with a capital ID in both generations.
 */
export function callbackUrlOf(payment: Payment, status: CallbackStatus): string {
  const joint = payment.callbackUrl.includes('?') ? '&' : '?';
  return `${payment.callbackUrl}${joint}paymentID=${payment.paymentId}&status=${status}&signature=${payment.signature}`;
}

/** Where bKash sends the browser: v1 adds its version there (`bkash-api.md` section 3.1), with a slash at the end. */
export function redirectUrlOf(payment: Payment, status: CallbackStatus): string {
  const announced = callbackUrlOf(payment, status);
  return payment.generation === 'v1' ? `${announced}&apiVersion=1.2.0-beta/` : announced;
}
