import { expect } from 'vitest';
import type { CheckoutResponse } from '../../../shared/contract/checkout-response.ts';
import { type Ground, type Story, untilFirstLook } from './ground.ts';
import { returned } from './refunds.ts';

/** bKash says another amount than the order asks. */
export const money: Record<string, Story> = {
  'one poisha less': reviewed('1049.99'),
  'one poisha more': reviewed('1050.01'),

  'the amount without its decimals is the same amount': async (ground, orderId) => {
    await ground.fault('execute', 'amount', { times: 1, amount: '1050' });
    await ground.purchase(orderId);
    await ground.endsPaid(orderId);
  },

  'an amount of one poisha more that only the Query tells': async (ground, orderId) => {
    await ground.fault('execute', 'timeout_after');
    await ground.fault('query', 'amount', { times: 1, amount: '1050.01' });
    await ground.purchase(orderId);
    await ground.advance(untilFirstLook);
    const order = await ground.until(orderId, ({ status }) => status === 'review');
    expect(order.amountPaid).toBe('0.00');
  },

  'an operator accepts what bKash took': async (ground, orderId) => {
    await inReview(ground, orderId, '1050.01');
    expect(await ground.ops(`review ${orderId} accept`)).toMatchObject({ exitCode: 0 });
    expect(await ground.ops(`review ${orderId} accept`)).toMatchObject({ answer: { outcome: 'already' } });
    expect(await ground.ops(`review ${orderId} return`)).toMatchObject({ exitCode: 1 });
    expect(await ground.endsPaid(orderId)).toMatchObject({ amountPaid: '1050.00', surplus: [] });
  },

  'an operator sends back what bKash took, and the customer pays anew': async (ground, orderId) => {
    const { payUrl } = await inReview(ground, orderId, '1049.99');
    expect(await ground.ops(`review ${orderId} return`)).toMatchObject({ exitCode: 0 });
    const open = await ground.until(orderId, ({ surplus }) => surplus[0]?.state === 'succeeded');
    expect(open).toMatchObject({ status: 'pending', payable: true, amountPaid: '0.00' });
    expect(await returned(ground, orderId)).toEqual([open.surplus[0]?.refundTrxID]);
    await ground.shopper.open(await ground.payByLink(orderId, payUrl));
    const paid = await ground.until(orderId, ({ status }) => status === 'paid');
    expect(paid.surplus).toHaveLength(1);
    expect(await ground.captures(orderId)).toHaveLength(2);
  },
};

function reviewed(amount: string): Story {
  return async (ground, orderId) => {
    const order = await inReview(ground, orderId, amount);
    expect((await ground.shopper.open(order.payUrl)).location).toContain(`/orders/${orderId}`);
    expect((await ground.shopper.cancel(orderId)).status).toBe(409);
    await ground.advance(120);
    expect((await ground.shopper.order(orderId)).status).toBe('review');
  };
}

/** bKash said another amount, and nobody explains it. */
async function inReview(ground: Ground, orderId: string, amount: string): Promise<CheckoutResponse> {
  await ground.fault('execute', 'amount', { times: 1, amount });
  // Otherwise bKash's Search and notification would say of less money that a coupon paid the rest.
  await ground.fault('search', 'code', { code: '2033' });
  await ground.fault('webhook', 'drop');
  const order = await ground.purchase(orderId);
  const review = await ground.until(orderId, ({ status }) => status === 'review');
  expect(review).toMatchObject({
    payable: false,
    amountPaid: '0.00',
    attempts: [{ state: 'completed', amount }],
  });
  return order;
}
