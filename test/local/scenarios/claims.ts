import { expect } from 'vitest';
import type { CheckoutResponse } from '../../../shared/contract/checkout-response.ts';
import { eventually } from '../system/shopper.ts';
import { type Ground, type Story, untilFirstLook, untilSecondLook } from './ground.ts';

/** The customer says that he has paid. */
export const claims: Record<string, Story> = {
  'the customer gives his TrxID while his payment is in doubt': async (ground, orderId) => {
    await ground.fault('webhook', 'drop');
    await ground.fault('execute', 'commit_late', { times: 1, delayMs: 300_000 });
    const order = await ground.purchase(orderId);
    await ground.fault('execute', 'code', { times: 1, code: '2023' });
    // The two looks after silence, and the three of doubt that bKash answers before it takes the money.
    for (const seconds of [untilFirstLook, untilSecondLook, 60, 40, 90]) {
      const { query: asked = 0 } = await ground.calls();
      await ground.advance(seconds);
      await eventually(ground.calls, ({ query = 0 }) => query > asked);
    }
    await ground.until(orderId, ({ attempts: [first] }) => first?.state === 'doubtful');
    // It has by now, and the look that comes by itself is more than a minute away.
    await ground.advance(95);
    const [captured] = await ground.captures(orderId);
    expect(await ground.states(orderId)).toEqual(['doubtful']);
    expect((await claim(ground, order, captured?.trxID)).status).toBe(202);
    await ground.endsPaid(orderId);
  },

  'the customer gives the TrxID of another': async (ground, orderId) => {
    const another = await ground.purchase(`${orderId}-other`);
    await ground.endsPaid(another.orderId);
    const [captured] = await ground.captures(another.orderId);
    const order = await ground.shopper.checkout(orderId);
    expect((await claim(ground, order, captured?.trxID)).status).toBe(202);
    await ground.advance(100);
    await ground.endsUncharged(orderId, 'pending');
    expect((await ground.shopper.order(another.orderId)).status).toBe('paid');
    const listed = async () => {
      const { claims = [] } = (await ground.ops('claims')).answer;
      return claims.filter((one) => one.orderId === orderId);
    };
    expect(await listed()).toMatchObject([{ trxID: captured?.trxID, otherOrder: another.orderId }]);
    const closed = await ground.ops(`claims close ${orderId} ${captured?.trxID}`, 'It is not his');
    expect(closed.answer).toMatchObject({ outcome: 'done', code: 'closed' });
    expect(await listed()).toEqual([]);
  },
};

function claim(ground: Ground, { orderId, token }: CheckoutResponse, trxID?: string): Promise<Response> {
  return fetch(`${ground.world.system.addresses.api}/orders/${orderId}/claims`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ trxID }),
  });
}
