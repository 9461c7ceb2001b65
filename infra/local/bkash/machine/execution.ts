import { isExpired, type Payment } from './payment.ts';
import type { RefusalCode } from './refusals.ts';
import { refusalOfWallet } from './wallets.ts';

/** bKash's acceptance test provokes 2029 with two equal amounts "within 5 minutes" (`bkash-api.md` section 9). */
export const duplicateWindowMs = 5 * 60 * 1000;

export interface Capture {
  payment: Payment;
  wallet: string;
  trxId: string;
}

export type Execution =
  | ({ kind: 'captured' } & Capture)
  | { kind: 'refused'; payment: Payment; code: RefusalCode };

/**
 * Execute: the only act that moves money, once per paymentID whatever its result. An id that was executed too
 * early is burned, which is the careful reading of "one execution regardless of the result".
 * `lastEqualCaptureAt`: when this payer last paid exactly this amount. `amountAfterCoupon`: what Execute and Query
 * answer as the amount where a coupon paid the rest.
 */
export function executePayment(
  payment: Payment,
  trxId: string,
  lastEqualCaptureAt: number | undefined,
  now: number,
  windowMs: number = duplicateWindowMs,
  amountAfterCoupon?: string,
): Execution {
  const { progress } = payment;
  if (progress.at === 'completed') return { kind: 'refused', payment, code: '2062' };
  if (isExpired(payment, now)) return { kind: 'refused', payment, code: '2056' };
  if (progress.at !== 'authorised') return refuse(payment, '2056');
  const { wallet } = progress;
  const refusedWallet = refusalOfWallet(wallet);
  if (refusedWallet) return refuse(payment, refusedWallet, wallet);
  const tooSoon = lastEqualCaptureAt !== undefined && now - lastEqualCaptureAt < windowMs;
  if (tooSoon) return refuse(payment, '2029', wallet);
  const coupon = amountAfterCoupon === undefined ? {} : { amountAfterCoupon };
  const completed = { at: 'completed', wallet, trxId, executedAt: now, ...coupon } as const;
  return { kind: 'captured', payment: { ...payment, progress: completed }, wallet, trxId };
}

/**
 * A capture that nobody asked for: from any state, expired and refused ones included, since the merchant must take
 * money as it comes. Undefined where the money has moved already: an id is captured once.
 */
export function captureUnasked(
  payment: Payment,
  otherwiseWallet: string,
  trxId: string,
  now: number,
): Capture | undefined {
  const { progress } = payment;
  if (progress.at === 'completed') return undefined;
  const wallet = ('wallet' in progress ? progress.wallet : undefined) ?? otherwiseWallet;
  const completed = { at: 'completed', wallet, trxId, executedAt: now } as const;
  return { payment: { ...payment, progress: completed }, wallet, trxId };
}

function refuse(payment: Payment, code: RefusalCode, wallet?: string): Execution {
  const spent: Payment = { ...payment, progress: wallet ? { at: 'spent', wallet } : { at: 'spent' } };
  return { kind: 'refused', payment: payment.progress.at === 'spent' ? payment : spent, code };
}
