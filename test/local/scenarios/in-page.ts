import { expect } from 'vitest';
import { type Ground, type Story, untilFirstLook, untilSecondLook } from './ground.ts';

/** Checkout inside the shop's page: no way back from bKash, so what the page never says is found by looks alone. */
export const inPage: Record<string, Story> = {
  'the customer pays in the frame': async (ground, orderId) => {
    const page = await opened(ground, orderId);
    expect(await page.approve()).toMatchObject({ status: 'paid', bkash: { paymentID: page.paymentID } });
    await ground.endsPaid(orderId);
    expect((await ground.shopper.open(page.payUrl)).location).toContain(`/orders/${orderId}`);
  },

  'he closes the frame and opens it again': async (ground, orderId) => {
    const page = await opened(ground, orderId);
    await ground.control(`/payments/${page.paymentID}/authorise`, { action: 'cancel' });
    expect((await page.create()).body.paymentID).toBe(page.paymentID);
    await ground.endsUncharged(orderId, 'pending');
    expect(await page.approve()).toMatchObject({ status: 'paid' });
    await ground.endsPaid(orderId);
  },

  'his wallet is refused in the frame': async (ground, orderId) => {
    const page = await opened(ground, orderId);
    const refused = await page.approve({ wallet: '01823074817' });
    expect(refused).toMatchObject({ status: 'failed', bkash: { errorCode: '2023' } });
    await ground.endsUncharged(orderId, 'failed');
    const again = await opened(ground, orderId);
    expect(again.paymentID).not.toBe(page.paymentID);
    expect(await again.approve()).toMatchObject({ status: 'paid' });
    await ground.endsPaid(orderId);
  },

  'Execute’s answer is lost in the page': async (ground, orderId) => {
    const page = await opened(ground, orderId);
    await ground.fault('execute', 'timeout_after');
    await ground.fault('webhook', 'drop');
    expect(await page.approve()).toEqual({ status: 'pending' });
    const { status, body } = await page.create();
    expect([status, body.code]).toEqual([409, 'order_not_payable']);
    await ground.advance(untilFirstLook);
    await ground.endsPaid(orderId);
    expect(await page.execute()).toMatchObject({ status: 'paid', bkash: { paymentID: page.paymentID } });
  },

  'Execute is lost before bKash commits, in the page': async (ground, orderId) => {
    const page = await opened(ground, orderId);
    await ground.fault('execute', 'timeout_before');
    expect(await page.approve()).toEqual({ status: 'pending' });
    for (const seconds of [untilFirstLook, untilSecondLook, untilSecondLook]) {
      await ground.advance(seconds);
      await new Promise((done) => setTimeout(done, 700));
    }
    await ground.endsPaid(orderId);
  },

  'he approves in the frame, and the shop’s page is gone': async (ground, orderId) => {
    const page = await opened(ground, orderId);
    await ground.control(`/payments/${page.paymentID}/authorise`, {});
    await ground.advance(151);
    await ground.endsPaid(orderId);
  },

  'bKash is down when the button is pressed': async (ground, orderId) => {
    const order = await ground.shopper.checkout(orderId, { mode: 'sdk' });
    await ground.fault('create', 'http_503');
    const page = pageOf(ground, orderId, order);
    const { status, body } = await page.create();
    expect([status, body.code]).toEqual([503, 'bkash_unavailable']);
    await ground.endsUncharged(orderId, 'pending');
    await ground.shopper.open(await ground.payByLink(orderId, order.payUrl));
    await ground.endsPaid(orderId);
  },

  'he opens his payment link while the frame is open, and approves both': async (ground, orderId) => {
    const page = await opened(ground, orderId);
    const { location } = await ground.shopper.open(page.payUrl);
    expect(location).toContain('/redirect/tokenized');
    const back = await ground.shopper.authorise(await ground.shopper.order(orderId));
    await ground.control(`/payments/${page.paymentID}/authorise`, {});
    await Promise.all([page.execute(), ground.shopper.open(back), page.execute(), ground.shopper.open(back)]);
    await ground.endsPaid(orderId);
  },

  'the shop gives back what was paid in the page': async (ground, orderId) => {
    const page = await opened(ground, orderId);
    await page.approve();
    await ground.endsPaid(orderId);
    await ground.fault('refund', 'timeout_after');
    await ground.shopper.refund(orderId, { refundId: 'R-1', amount: '1050.00', reason: 'Out of stock' });
    await ground.until(orderId, (order) => order.refunds[0]?.state === 'sending');
    // The refund's call is cut off after 5 s; then bKash's list is asked.
    await new Promise((done) => setTimeout(done, 5_500));
    await ground.advance(untilFirstLook);
    await ground.until(orderId, ({ status }) => status === 'refunded');
  },
};

/** The page has handed bKash's answer to bKash.js, and the frame is open. */
async function opened(ground: Ground, orderId: string) {
  const order = await ground.shopper.checkout(orderId, { mode: 'sdk' });
  const page = pageOf(ground, orderId, order);
  const { status, body } = await page.create();
  expect(status).toBe(200);
  return { ...pageOf(ground, orderId, order, String(body.paymentID)), paymentID: String(body.paymentID) };
}

/** The two calls of a page, from the shop's origin, and what the customer does in the frame between them. */
function pageOf(
  ground: Ground,
  orderId: string,
  { token, payUrl }: { token: string; payUrl: string },
  paymentID = '',
) {
  const { api, storefront } = ground.world.system.addresses;
  const call = async (what: string, body?: object) => {
    const response = await fetch(`${api}/orders/${orderId}/bkash/${what}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, origin: storefront, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    expect(response.headers.get('access-control-allow-origin')).toBe(storefront);
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  const execute = async () => {
    const { status, body } = await call('execute', { paymentID });
    expect(status).toBe(200);
    return body;
  };
  return {
    payUrl,
    create: () => call('create'),
    execute,
    async approve(customer: { wallet?: string } = {}) {
      await ground.control(`/payments/${paymentID}/authorise`, customer);
      return execute();
    },
  };
}
