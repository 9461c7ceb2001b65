import { isExpired, type Payment } from './payment.ts';
import type { RefusalCode } from './refusals.ts';
import { refusalOfWallet } from './wallets.ts';

/** bKash's acceptance test provokes 2029 with two equal amounts "within 5 minutes" (`bkash-api.md` section 9). */
export const duplicateWindowMs = 5 * 60 * 1000;

export type Execution =
  | { kind: 'captured'; payment: Payment; wallet: string }
  | { kind: 'refused'; payment: Payment; code: RefusalCode };

/**
 * Execute: the only act that moves money, once per paymentID whatever its result. An id that was executed too
 * early is burned, which is the careful reading of "one execution regardless of the result".
 * `lastEqualCaptureAt`: when this payer last paid exactly this amount.
 */
export function executePayment(
  payment: Payment,
  trxId: string,
  lastEqualCaptureAt: number | undefined,
  now: number,
  windowMs: number = duplicateWindowMs,
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
  const completed: Payment = { ...payment, progress: { at: 'completed', wallet, trxId, executedAt: now } };
  return { kind: 'captured', payment: completed, wallet };
}

function refuse(payment: Payment, code: RefusalCode, wallet?: string): Execution {
  const spent: Payment = { ...payment, progress: wallet ? { at: 'spent', wallet } : { at: 'spent' } };
  return { kind: 'refused', payment: payment.progress.at === 'spent' ? payment : spent, code };
}
