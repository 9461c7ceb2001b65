import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CheckoutResponse } from '../../../shared/contract/checkout-response.ts';
import { type Killable, killableSystem } from './killable.ts';
import { eventually } from './shopper.ts';

/**
 * Goal: bKash allows two token calls an hour, and customers get through, even when the one that fetches the
 * token is killed. Safe: loopback only, a directory of its own, and only
 * processes that it started.
 */
let system: Killable;

beforeAll(async () => {
  system = await killableSystem();
});
afterAll(async () => {
  await system?.stop();
  system?.removeDirectory();
});

describe('a system without a token', () => {
  it('is killed while it fetches one: at most two token calls in the hour, and customers get through', async () => {
    await fault({ operation: 'grant', fault: 'slow', delayMs: 8_000, times: 1 });
    const cutOff = system.shopper.postCheckout('SB-cut-off').catch((error: unknown) => error);
    await eventually(tokenCalls, (calls) => calls === 1);
    await system.cutPower();
    expect(await cutOff).toBeInstanceOf(TypeError);
    await system.start();

    const order = await system.shopper.checkout('SB-cut-off');
    const callback = await approvedByLink(order);
    await eventually(
      () => system.shopper.open(callback),
      ({ status }) => status === 303,
    );
    await eventually(
      () => system.shopper.order('SB-cut-off'),
      ({ status }) => status === 'paid',
    );
    expect(await tokenCalls()).toBeLessThanOrEqual(2);
  });
});

async function approvedByLink(order: CheckoutResponse): Promise<string> {
  await eventually(
    () => system.shopper.open(order.payUrl),
    ({ status, location }) => status === 303 && location.startsWith(system.addresses.bkash),
  );
  return system.shopper.authorise(await system.shopper.order(order.orderId));
}

/** As bKash counts them, since its books were opened. */
async function tokenCalls(): Promise<number> {
  const { grant = 0, refresh = 0 } = (await system.shopper.stats()).calls;
  return grant + refresh;
}

function fault(body: object): Promise<Response> {
  return fetch(`${system.addresses.bkash}/simulator/faults`, { method: 'POST', body: JSON.stringify(body) });
}
