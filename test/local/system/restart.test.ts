import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, startSystem } from './shopper.ts';

let world: Awaited<ReturnType<typeof startSystem>>;

beforeAll(async () => {
  world = await startSystem();
});
afterAll(() => world.stop());

describe('the whole system', () => {
  it('restarted between checkout and callback loses nothing: the customer comes back and is paid', async () => {
    const order = await world.shopper.checkout('SB-restart');
    const callback = await world.shopper.authorise(order);
    await world.restart();
    const { shopper } = world;
    expect((await shopper.open(callback)).location).toMatch(/status=paid$/);
    await eventually(
      () => shopper.emails('SB-restart'),
      ({ length }) => length === 1,
    );
    const replay = await shopper.checkout('SB-restart');
    expect(replay).toMatchObject({ status: 'paid', token: order.token, payUrl: order.payUrl });
  });

  it('lets an order expire 15 minutes after its time, by the schedule alone', async () => {
    const { shopper } = world;
    await shopper.checkout('SB-late', { expiresInMinutes: 10 });
    await shopper.advance(10 * 60 + 91);
    const expired = await eventually(
      () => shopper.order('SB-late'),
      ({ status }) => status === 'expired',
    );
    expect(expired.attempts).toMatchObject([{ state: 'lapsed', reason: 'order_closed' }]);
  });
});
