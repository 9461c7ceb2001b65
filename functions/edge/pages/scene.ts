import { undecidedStates } from '../../../shared/domain/lifecycle.ts';
import { moneyBackDueAt, moneyBackOf } from '../../../shared/domain/money-back.ts';
import type { Order } from '../../../shared/domain/order.ts';
import { isBlocked, isPayable, paidAttempt, statusOf } from '../../../shared/domain/status.ts';
import type { Mood } from './layout.ts';

/** How an order stands in its customer's eyes. What each one says is in `scene-texts.ts`. */
export type SceneName =
  | 'unpaid'
  | 'bkash_silent'
  | 'checking'
  | 'doubtful'
  | 'paid'
  | 'review'
  | 'failed'
  | 'cancelled'
  /** No payment can be started any more, and one that was started still counts (design rule 2). */
  | 'closing'
  | 'withdrawn'
  | 'expired'
  | 'late_money'
  /** bKash refuses to return it or does not say whether it did, or a person has to judge whose it is. */
  | 'late_money_stuck'
  | 'late_money_settled'
  | 'returned'
  | 'partly_refunded'
  | 'refunded';

/** The sign above the heading, and what the payment button says where there is one. */
export const scenes: Record<SceneName, { mood: Mood; offers?: 'pay' | 'pay_again' }> = {
  unpaid: { mood: 'yours', offers: 'pay' },
  bkash_silent: { mood: 'wait', offers: 'pay' },
  checking: { mood: 'wait' },
  doubtful: { mood: 'wait', offers: 'pay_again' },
  paid: { mood: 'done' },
  review: { mood: 'wait' },
  failed: { mood: 'stop', offers: 'pay_again' },
  cancelled: { mood: 'stop', offers: 'pay_again' },
  closing: { mood: 'wait' },
  withdrawn: { mood: 'stop' },
  expired: { mood: 'stop' },
  late_money: { mood: 'wait' },
  late_money_stuck: { mood: 'wait' },
  late_money_settled: { mood: 'done' },
  returned: { mood: 'done' },
  partly_refunded: { mood: 'done' },
  refunded: { mood: 'done' },
};

export function sceneOf(order: Order, now: number): SceneName {
  switch (statusOf(order)) {
    case 'pending':
      return sceneOfPending(order, now);
    case 'failed':
      return isPayable(order, now) ? 'failed' : 'closing';
    case 'cancelled':
      if (order.closed) return lateMoney(order) ?? 'withdrawn';
      return isPayable(order, now) ? 'cancelled' : 'closing';
    case 'expired':
      return lateMoney(order) ?? 'expired';
    case 'partially_refunded':
      return 'partly_refunded';
    case 'paid':
      return 'paid';
    case 'review':
      return 'review';
    case 'refunded':
      return 'refunded';
  }
}

/** Nothing changes any more by itself: a page need not ask again. Only a refund by the shop could follow. */
export function isFinal(order: Order): boolean {
  const isSettled = paidAttempt(order) !== undefined || order.closed !== undefined;
  const isUndecided = order.attempts.some(({ state }) => undecidedStates.has(state));
  const isMoneyOnItsWay = moneyBackOf(order).some((one) => moneyBackDueAt(one) !== undefined);
  return isSettled && !order.review && !isUndecided && !isMoneyOnItsWay;
}

function sceneOfPending(order: Order, now: number): SceneName {
  const undecided = order.attempts.filter(({ state }) => undecidedStates.has(state));
  if (undecided.length > 0) return mayPayBeside(order, undecided.length, now) ? 'doubtful' : 'checking';
  if (!isPayable(order, now)) return 'closing';
  const isSilent = order.createBackoff !== undefined || order.linkNotice?.state === 'owed';
  return isSilent ? 'bkash_silent' : 'unpaid';
}

/** Beside one doubtful attempt the link leads to another; two of them, or any that is owed or under way, block it. */
function mayPayBeside(order: Order, undecided: number, now: number): boolean {
  return undecided === 1 && !isBlocked(order, now) && isPayable(order, now);
}

/** "You were not charged" would be a lie to a customer whose money arrived after his order was over. */
function lateMoney({ surplus }: Order): SceneName | undefined {
  if (surplus.length === 0) return undefined;
  const left = surplus.filter(({ progress }) => progress?.state !== 'succeeded');
  if (left.length === 0) return 'returned';
  const open = left.filter(({ settled }) => !settled);
  if (open.length === 0) return 'late_money_settled';
  const goesBack = open.every(
    ({ progress }) => progress?.state === 'requested' || progress?.state === 'sending',
  );
  return goesBack ? 'late_money' : 'late_money_stuck';
}
