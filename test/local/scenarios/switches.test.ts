import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Ground, groundOf, untilFirstLook } from './ground.ts';

/** What an operator switches while attempts are open: the generation of bKash's API, and the policies. */
const policies = { absentCustomer: 'off', surplus: 'accept' };
let ground: Ground;

beforeAll(async () => {
  ground = await groundOf({ settings: policies });
});
afterAll(() => ground.stop());

describe.each([
  ['v2', 'v1'],
  ['v1', 'v2'],
])('a switch from %s to %s', (from, to) => {
  beforeAll(() => ground.world.restart({ settings: { bkashGeneration: from, ...policies } }));

  it('strands no attempt that was open: on the page, owed, or unanswered', async () => {
    const onPage = await ground.onPage(`SB-${from}-page`);
    await ground.fault('execute', 'timeout_after');
    await ground.purchase(`SB-${from}-unknown`);
    const second = await ground.onPage(`SB-${from}-second`, 'cancel');
    await ground.shopper.open(second.callback);

    await ground.world.restart({ settings: { bkashGeneration: to, ...policies } });
    expect((await ground.shopper.open(onPage.callback)).location).toMatch(/status=paid$/);
    await ground.advance(untilFirstLook);
    await ground.endsPaid(`SB-${from}-page`);
    await ground.endsPaid(`SB-${from}-unknown`);
    // The next attempt of the same order already speaks the other generation.
    await ground.shopper.open(await ground.payByLink(`SB-${from}-second`, second.order.payUrl));
    await ground.endsPaid(`SB-${from}-second`);
    expect(await ground.states(`SB-${from}-second`)).toEqual(['cancelled', 'completed']);
  });

  it(`leaves a customer who never came back uncharged and unasked where the policy is off, with ${to}`, async () => {
    const orderId = `SB-${to}-absent`;
    const { order } = await ground.onPage(orderId);
    const before = await ground.calls();
    await ground.advance(151);
    await new Promise((done) => setTimeout(done, 1_000));
    await ground.endsUncharged(orderId, 'pending');
    expect((await ground.calls()).query).toBe(before.query);
    await ground.shopper.open(await ground.payByLink(orderId, order.payUrl));
    await ground.endsPaid(orderId);
  });

  it(`lets money that comes after expiry pay its order where the policy accepts it, with ${to}`, async () => {
    const orderId = `SB-${to}-late`;
    const { order } = await ground.onPage(orderId, 'pay', { expiresInMinutes: 10 });
    await ground.advance(13 * 60);
    await ground.until(orderId, ({ status }) => status === 'expired');
    await ground.control(`/payments/${order.attempts[0]?.paymentID}/capture`, {});
    const paid = await ground.endsPaid(orderId);
    expect(paid).toMatchObject({ amountPaid: '1050.00', surplus: [] });
    expect(paid.timeline.map(({ what }) => what)).toContain('reopened');
  });
});
