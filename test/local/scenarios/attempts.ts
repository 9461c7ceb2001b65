import { expect } from 'vitest';
import { type Story, untilFirstLook, untilSecondLook } from './ground.ts';

/** A customer with two tabs, an order near its end, a shop that changes its mind. */
export const attempts: Record<string, Story> = {
  'cancel, a new attempt, then success on the old one': async (ground, orderId) => {
    const { order, callback } = await ground.onPage(orderId, 'cancel');
    await ground.shopper.open(callback);
    expect((await ground.shopper.order(orderId)).status).toBe('cancelled');
    await ground.shopper.open(order.payUrl);
    const back = await ground.shopper.authorise({ ...order, attempts: order.attempts.slice(0, 1) });
    expect((await ground.shopper.open(back)).location).toMatch(/status=paid$/);
    expect(await ground.states(orderId)).toEqual(['completed', 'created']);
    await ground.endsPaid(orderId);
    expect((await ground.shopper.open(order.payUrl)).location).toContain(`/orders/${orderId}`);
  },

  'success on both attempts: one is charged': async (ground, orderId) => {
    const { order, callback } = await ground.onPage(orderId, 'cancel');
    await ground.shopper.open(callback);
    await ground.shopper.open(order.payUrl);
    const second = await ground.shopper.authorise(await ground.shopper.order(orderId));
    const first = await ground.shopper.authorise({ ...order, attempts: order.attempts.slice(0, 1) });
    await Promise.all([first, second, first, second].map((url) => ground.shopper.open(url)));
    await ground.endsPaid(orderId);
  },

  'the first attempt is unknown and the customer presses pay again': async (ground, orderId) => {
    await ground.fault('execute', 'timeout_after');
    // Nobody may find out before he presses, however slow this machine is.
    await ground.fault('query', 'timeout_before');
    const order = await ground.purchase(orderId);
    const pressed = await ground.shopper.open(order.payUrl);
    expect(pressed.status).toBe(200);
    expect(pressed.body).toContain('http-equiv="refresh"');
    expect(await ground.states(orderId)).toEqual(['unknown']);
    await ground.control('/faults', undefined, 'DELETE');
    await ground.advance(untilFirstLook);
    await ground.advance(60);
    await ground.endsPaid(orderId);
  },

  'checkout a minute before expiry, success after it': async (ground, orderId) => {
    const order = await ground.shopper.checkout(orderId, { expiresInMinutes: 10 });
    await ground.advance(10 * 60 - 60);
    await ground.shopper.open(order.payUrl);
    const callback = await ground.shopper.authorise(await ground.shopper.order(orderId));
    await ground.advance(70);
    expect((await ground.shopper.open(callback)).location).toMatch(/status=paid$/);
    await ground.endsPaid(orderId);
  },

  'success long after expiry': async (ground, orderId) => {
    const { callback } = await ground.onPage(orderId, 'fail', { expiresInMinutes: 10 });
    await ground.advance(10 * 60 + 95);
    await ground.until(orderId, ({ status }) => status === 'expired');
    const late = new URL(callback);
    late.searchParams.set('status', 'success');
    expect((await ground.shopper.open(late.toString())).location).toMatch(/status=expired$/);
    await ground.endsUncharged(orderId, 'expired');
  },

  'the shop withdraws while the customer is on bKash’s page': async (ground, orderId) => {
    const { callback } = await ground.onPage(orderId);
    expect((await ground.shopper.cancel(orderId)).status).toBe(200);
    expect((await ground.shopper.open(callback)).location).toMatch(/status=cancelled$/);
    await ground.endsUncharged(orderId, 'cancelled');
  },

  'the shop withdraws while Execute is unanswered': async (ground, orderId) => {
    await ground.fault('execute', 'timeout_after');
    await ground.purchase(orderId);
    expect((await ground.shopper.cancel(orderId)).status).toBe(409);
    await ground.advance(untilFirstLook);
    await ground.endsPaid(orderId);
  },

  'an Execute that is in doubt lets the customer pay once more, and is found later': async (
    ground,
    orderId,
  ) => {
    await ground.fault('execute', 'commit_late', { times: 1, delayMs: 200_000 });
    const order = await ground.purchase(orderId);
    await ground.fault('execute', 'code', { times: 1, code: '2023' });
    for (const seconds of [untilFirstLook, untilSecondLook, untilSecondLook]) {
      await ground.advance(seconds);
      await new Promise((done) => setTimeout(done, 700));
    }
    const doubtful = await ground.until(orderId, ({ attempts: [first] }) => first?.state === 'doubtful');
    expect(doubtful).toMatchObject({ status: 'pending', payable: true });
    await ground.shopper.open(await ground.payByLink(orderId, order.payUrl));
    await ground.until(orderId, ({ status }) => status === 'paid');
    await ground.advance(200);
    await ground.advance(400);
    const both = await ground.until(orderId, ({ surplus }) => surplus.length > 0);
    expect(both).toMatchObject({ status: 'paid', amountPaid: '1050.00' });
    expect(await ground.captures(orderId)).toHaveLength(2);
  },
};
