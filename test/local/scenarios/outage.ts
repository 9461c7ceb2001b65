import { expect } from 'vitest';
import { eventually } from '../system/shopper.ts';
import { type Ground, type Story, untilFirstLook, untilSecondLook } from './ground.ts';

const hour = 3_600;

/** bKash is down, as a whole, for a while. */
export const outage: Record<string, Story> = {
  'bKash is down during checkout': async (ground, orderId) => {
    await ground.outage(600);
    const order = await ground.shopper.checkout(orderId);
    expect(order).toMatchObject({ status: 'pending', bkashUrl: null, payable: true });
    const waiting = await ground.shopper.open(order.payUrl);
    expect(waiting.status).toBe(200);
    expect(waiting.body).toContain('http-equiv="refresh"');
    await ground.outage(0);
    // Without a token in store, half of the hour's two calls is spent by now: the other half waits five minutes.
    await ground.advance(301);
    await ground.shopper.open(await ground.payByLink(orderId, order.payUrl));
    await ground.endsPaid(orderId);
  },

  'bKash is down when the customer comes back': async (ground, orderId) => {
    const { callback } = await ground.onPage(orderId);
    await ground.outage(600);
    expect((await ground.shopper.open(callback)).location).toMatch(/status=pending$/);
    // A 503 may come after the money moved: only bKash can say.
    expect(await ground.states(orderId)).toEqual(['unknown']);
    await ground.outage(0);
    await decided(ground, orderId);
    await ground.endsPaid(orderId);
  },

  'bKash goes down while Execute is under way': async (ground, orderId) => {
    await ground.fault('execute', 'timeout_after');
    const { callback } = await ground.onPage(orderId);
    const back = ground.shopper.open(callback);
    await new Promise((done) => setTimeout(done, 1_000));
    await ground.outage(600);
    await back;
    await ground.advance(untilFirstLook);
    await ground.advance(untilSecondLook);
    expect((await ground.shopper.order(orderId)).status).toBe('pending');
    await ground.outage(0);
    await decided(ground, orderId);
    await ground.endsPaid(orderId);
  },

  'bKash is down for longer than a token lives': async (ground, orderId) => {
    const { callback } = await ground.onPage(orderId);
    await ground.outage(3 * hour);
    await ground.shopper.open(callback);
    for (let passed = 0; passed < 4; passed += 1) await ground.advance(hour / 2);
    expect((await ground.shopper.order(orderId)).status).toBe('pending');
    await ground.outage(0);
    await decided(ground, orderId);
    await ground.endsPaid(orderId);
    const stats = (await ground.shopper.stats()) as unknown as { tokenCallsLastHour: number };
    expect(stats.tokenCallsLastHour).toBeLessThanOrEqual(2);
  },
};

/** Time passes until somebody has come back for it. */
async function decided(ground: Ground, orderId: string): Promise<void> {
  await eventually(
    async () => {
      await ground.advance(10);
      return ground.shopper.order(orderId);
    },
    ({ status }) => status !== 'pending',
  );
}
