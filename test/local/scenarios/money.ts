import { expect } from 'vitest';
import { type Story, untilFirstLook } from './ground.ts';

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
};

function reviewed(amount: string): Story {
  return async (ground, orderId) => {
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
    expect((await ground.shopper.open(order.payUrl)).location).toContain(`/orders/${orderId}`);
    expect((await ground.shopper.cancel(orderId)).status).toBe(409);
    await ground.advance(120);
    expect((await ground.shopper.order(orderId)).status).toBe('review');
  };
}
