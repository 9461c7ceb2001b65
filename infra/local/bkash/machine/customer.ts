import { type CallbackStatus, isExpired, type Payment } from './payment.ts';
import { isWallet, opensWallet, sandboxOtp } from './wallets.ts';

/** bKash's acceptance test: the third wrong OTP sends the customer to the failure URL. Likewise the PIN. */
export const triesAllowed = 3;

/** What the customer's page does next: show the step again with an error, show the next step, or leave. */
export type CustomerOutcome =
  | { kind: 'next'; payment: Payment }
  | { kind: 'again'; payment: Payment; error: CustomerError; triesLeft: number }
  | { kind: 'leave'; payment: Payment; status: CallbackStatus }
  | { kind: 'closed'; payment: Payment; why: 'expired' | 'spent' };

export type CustomerError = 'invalid_wallet' | 'wrong_otp' | 'wrong_pin';
export type CustomerAct =
  | { act: 'wallet'; wallet: string }
  | { act: 'otp'; otp: string }
  | { act: 'pin'; pin: string }
  | { act: 'close' }
  /** What three wrong tries lead to, at once. */
  | { act: 'give_up' };

/**
 * One act of the customer on bKash's page. An act that does not fit the step (a stale tab, a double click)
 * changes nothing and shows where the payment stands.
 */
export function customerActs(payment: Payment, act: CustomerAct, now: number): CustomerOutcome {
  const settled = whereItStands(payment, now);
  if (settled) return settled;
  if (act.act === 'close') return leave({ ...payment, progress: { at: 'cancelled' } }, 'cancel');
  if (act.act === 'give_up') return leave({ ...payment, progress: { at: 'failed' } }, 'failure');
  const { progress } = payment;
  // From any open step: a customer who mistyped the number goes back and gives another.
  if (act.act === 'wallet') return giveWallet(payment, act.wallet);
  if (act.act === 'otp' && progress.at === 'otp') return giveOtp(payment, progress.wallet, act.otp);
  if (act.act === 'pin' && progress.at === 'pin') return givePin(payment, progress.wallet, act.pin);
  return { kind: 'next', payment };
}

/** Where a payment leads that has no step left for the customer; undefined while the page is open. */
export function whereItStands(payment: Payment, now: number): CustomerOutcome | undefined {
  switch (payment.progress.at) {
    case 'completed':
    case 'authorised':
      return leave(payment, 'success');
    case 'failed':
      return leave(payment, 'failure');
    case 'spent':
      return { kind: 'closed', payment, why: 'spent' };
    default:
      return isExpired(payment, now) ? { kind: 'closed', payment, why: 'expired' } : undefined;
  }
}

function giveWallet(payment: Payment, wallet: string): CustomerOutcome {
  if (!isWallet(wallet)) return { kind: 'again', payment, error: 'invalid_wallet', triesLeft: triesAllowed };
  return { kind: 'next', payment: { ...payment, progress: { at: 'otp', wallet } } };
}

function giveOtp(payment: Payment, wallet: string, otp: string): CustomerOutcome {
  if (otp === sandboxOtp) return { kind: 'next', payment: { ...payment, progress: { at: 'pin', wallet } } };
  const wrong = { ...payment, wrongOtps: payment.wrongOtps + 1 };
  return wrongTry(wrong, 'wrong_otp', wrong.wrongOtps);
}

function givePin(payment: Payment, wallet: string, pin: string): CustomerOutcome {
  if (opensWallet(wallet, pin)) {
    return leave({ ...payment, progress: { at: 'authorised', wallet } }, 'success');
  }
  const wrong = { ...payment, wrongPins: payment.wrongPins + 1 };
  return wrongTry(wrong, 'wrong_pin', wrong.wrongPins);
}

function wrongTry(payment: Payment, error: CustomerError, wrongTries: number): CustomerOutcome {
  if (wrongTries >= triesAllowed) return leave({ ...payment, progress: { at: 'failed' } }, 'failure');
  return { kind: 'again', payment, error, triesLeft: triesAllowed - wrongTries };
}

function leave(payment: Payment, status: CallbackStatus): CustomerOutcome {
  return { kind: 'leave', payment, status };
}
