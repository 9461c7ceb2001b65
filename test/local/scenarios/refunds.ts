import { expect } from 'vitest';
import { eventually } from '../system/shopper.ts';
import { type Ground, type Story, untilFirstLook, untilSecondLook } from './ground.ts';

/** Money on its way back, through the same troubles as money on its way in. */
export const refunds: Record<string, Story> = {
  'a whole refund': async (ground, orderId) => {
    await paid(ground, orderId);
    expect((await refund(ground, orderId, 'R-1', '1050.00')).status).toBe(202);
    const order = await ground.until(orderId, ({ status }) => status === 'refunded');
    expect(order).toMatchObject({
      amountRefunded: '1050.00',
      refunds: [{ refundId: 'R-1', state: 'succeeded' }],
    });
    expect(await returned(ground, orderId)).toEqual([order.refunds[0]?.refundTrxID]);
    await eventually(
      () => ground.shopper.emails(orderId),
      (emails) => emails.some(({ subject }) => subject.includes('refunded')),
    );
  },

  'a refund is asked for again and again': async (ground, orderId) => {
    await paid(ground, orderId);
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => refund(ground, orderId, 'R-1', '1050.00')),
    );
    expect(answers.filter(({ status }) => status === 202)).toHaveLength(1);
    expect((await refund(ground, orderId, 'R-1', '1.00')).status).toBe(409);
    await ground.until(orderId, ({ status }) => status === 'refunded');
    expect((await refund(ground, orderId, 'R-2', '0.01')).status).toBe(422);
    expect(await returned(ground, orderId)).toHaveLength(1);
  },

  'a refund is performed, and its answer is lost': async (ground, orderId) => {
    await paid(ground, orderId);
    await ground.fault('refund', 'timeout_after');
    await refund(ground, orderId, 'R-1', '1050.00');
    await eventually(ground.calls, ({ refund: sent = 0 }) => sent > 0);
    await eventually(
      async () => {
        await ground.advance(untilFirstLook);
        return ground.shopper.order(orderId);
      },
      ({ status }) => status === 'refunded',
    );
    expect(await returned(ground, orderId)).toHaveLength(1);
  },

  'a refund is lost before bKash performs it': async (ground, orderId) => {
    await paid(ground, orderId);
    await ground.fault('refund', 'http_500');
    await refund(ground, orderId, 'R-1', '1050.00');
    await eventually(
      async () => {
        await ground.advance(untilSecondLook);
        return ground.shopper.order(orderId);
      },
      ({ status }) => status === 'refunded',
    );
    expect(await returned(ground, orderId)).toHaveLength(1);
  },

  'the shop’s balance is too low for a refund': async (ground, orderId) => {
    await paid(ground, orderId);
    await ground.fault('refund', 'code', { times: 1, code: '2023' });
    const before = (await ground.calls()).refund ?? 0;
    await refund(ground, orderId, 'R-1', '1050.00');
    await eventually(ground.calls, ({ refund: sent = 0 }) => sent > before);
    await ground.until(orderId, (order) => order.refunds[0]?.state === 'requested');
    await ground.advance(370);
    await ground.until(orderId, ({ status }) => status === 'refunded');
  },
};

async function paid(ground: Ground, orderId: string): Promise<void> {
  await ground.purchase(orderId);
  await ground.endsPaid(orderId);
}

function refund(ground: Ground, orderId: string, refundId: string, amount: string): Promise<Response> {
  return ground.shopper.refund(orderId, { refundId, amount, reason: 'Out of stock' });
}

/** The trxIDs of what bKash gave back of this order's payments. */
export async function returned(ground: Ground, orderId: string): Promise<string[]> {
  const captured = (await ground.captures(orderId)).map(({ trxID }) => trxID);
  const { entries } = await ground.shopper.ledger();
  return entries
    .filter(({ kind, of }) => kind === 'refund' && of !== undefined && captured.includes(of))
    .map(({ trxID }) => trxID);
}
