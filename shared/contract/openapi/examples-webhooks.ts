import type { OrderView } from '../order-view.ts';
import { cancelledOrder, paidOrder, pendingOrder, succeededRefund } from './examples.ts';

/** The example order, as the messages to the shop's server tell of it. */
export const expiredOrder: OrderView = {
  ...cancelledOrder,
  status: 'expired',
  updatedAt: '2026-11-24T06:15:00.000Z',
};

export const refundedOrder: OrderView = {
  ...paidOrder,
  status: 'partially_refunded',
  amountRefunded: '250.00',
  updatedAt: succeededRefund.at,
  refunds: [succeededRefund],
};

const surplusAt = '2026-11-24T08:02:10.000Z';

/** It was paid after all, on a page that was left open. */
export const returnedSurplus: OrderView = {
  ...expiredOrder,
  updatedAt: surplusAt,
  surplus: [
    {
      trxID: 'DKP1A2B3C4',
      attempt: 1,
      amount: '1050.00',
      state: 'succeeded',
      refundTrxID: 'DKP8H7G6F5',
      at: surplusAt,
    },
  ],
};

const tried = pendingOrder.attempts.map((attempt) => ({ ...attempt, at: '2026-11-23T06:01:12.903Z' }));
const tryIt = { ...pendingOrder, updatedAt: '2026-11-23T06:01:12.903Z' };

export const failedAttempt: OrderView = {
  ...tryIt,
  status: 'failed',
  attempts: tried.map((attempt) => ({
    ...attempt,
    state: 'refused',
    reason: '2023',
    message: 'আপনার বিকাশ অ্যাকাউন্টে পর্যাপ্ত টাকা নেই।',
  })),
};

export const cancelledAttempt: OrderView = {
  ...tryIt,
  status: 'cancelled',
  attempts: tried.map((attempt) => ({ ...attempt, state: 'cancelled' })),
};
