import { expect } from 'vitest';
import { eventually } from '../system/shopper.ts';
import type { Ground, Story } from './ground.ts';

const hour = 3_600;

/** Two token calls an hour are all that bKash allows: nobody may notice. */
export const token: Record<string, Story> = {
  'bKash rejects the token on Execute': async (ground, orderId) => {
    await ground.advance(hour + 60);
    await ground.fault('execute', 'unauthorized');
    await ground.purchase(orderId);
    await ground.endsPaid(orderId);
    await keepsTheBudget(ground);
  },

  'bKash rejects the token on create': async (ground, orderId) => {
    await ground.advance(hour + 60);
    await ground.fault('create', 'unauthorized');
    const order = await ground.shopper.checkout(orderId);
    await ground.shopper.open(await ground.payByLink(orderId, order.payUrl));
    await ground.endsPaid(orderId);
    await keepsTheBudget(ground);
  },

  'bKash locks token calls out in the middle of a crowd': async (ground, orderId) => {
    await ground.advance(hour + 60);
    await ground.purchase(`${orderId}-first`);
    await ground.control('/token-lockout', { seconds: hour });
    const ids = Array.from({ length: 100 }, (_, index) => `${orderId}-${index}`);
    // Without an address: it is the token that is told about, not a hundred emails.
    await Promise.all(ids.map((id) => ground.purchase(id, { customer: {} })));
    for (const id of ids) await ground.until(id, ({ status }) => status === 'paid');
    await keepsTheBudget(ground);
    await ground.control('/token-lockout', { seconds: 0 });
  },

  'the token runs out while bKash locks token calls out': async (ground, orderId) => {
    await ground.advance(hour + 60);
    const { order, callback } = await ground.onPage(orderId);
    await ground.control('/token-lockout', { seconds: 2 * hour });
    await ground.advance(hour + 60);
    expect((await ground.shopper.open(callback)).location).toMatch(/status=pending$/);
    expect(await ground.states(orderId)).toEqual(['authorised']);
    expect(order.payable).toBe(true);
    await ground.advance(hour);
    await ground.advance(hour);
    await eventually(
      async () => {
        await ground.advance(60);
        return ground.shopper.order(orderId);
      },
      ({ status }) => status === 'paid',
    );
    await ground.endsPaid(orderId);
  },
};

async function keepsTheBudget(ground: Ground): Promise<void> {
  const stats = (await ground.shopper.stats()) as unknown as { tokenCallsLastHour: number };
  expect(stats.tokenCallsLastHour).toBeLessThanOrEqual(2);
}
