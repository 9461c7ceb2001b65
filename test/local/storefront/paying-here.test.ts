import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { attempt } from './fake-payment-api.ts';
import { type Harness, startHarness } from './storefront-harness.ts';

/** Goal: the shop offers both ways, the page that pays here is open to bKash and to nobody else, and no other page is. */
const bkashScriptUrl = 'http://bkash.example:3002/bKash.js';
let harness: Harness;
let customer: ReturnType<Harness['newCustomer']>;
beforeEach(async () => {
  harness = await startHarness({ bkashScriptUrl });
  customer = harness.newCustomer();
});
afterEach(() => harness.close());

async function buysHere(): Promise<string> {
  const { headers } = await customer.buys({ mode: 'sdk' });
  return headers.get('location') ?? '';
}

const orderId = () => harness.api.requests()[0]?.orderId ?? '';

describe('a checkout to be paid in the shop', () => {
  it('is offered beside the other way, which stays the first', async () => {
    await customer.post('/cart', { product: 'honey' });
    const { text } = await customer.get('/checkout');
    expect(text).toMatch(/name="mode" value="redirect" checked/);
    expect(text).toMatch(/name="mode" value="sdk" *>/);
  });

  it('asks the payment API for that mode, and leads to the page that pays', async () => {
    expect(await buysHere()).toBe(`/orders/${orderId()}/pay`);
    expect(harness.api.requests()).toMatchObject([{ mode: 'sdk' }]);
  });

  it('is another order than the same form with the other way', async () => {
    await buysHere();
    await customer.buys({ mode: 'redirect' });
    expect(harness.api.requests().map(({ mode }) => mode)).toEqual(['sdk', 'redirect']);
  });

  it('says so where the payment API has no such product', async () => {
    harness.api.state.refuse = 'invalid_request';
    harness.api.state.refusedPath = 'mode';
    const { status, text } = await customer.buys({ mode: 'sdk' });
    expect(status).toBe(422);
    expect(text).toContain('Paying here is not possible just now');
  });

  it('is not offered by a shop without bKash’s script', async () => {
    const plain = await startHarness();
    const visitor = plain.newCustomer();
    await visitor.post('/cart', { product: 'honey' });
    expect((await visitor.get('/checkout')).text).not.toContain('name="mode"');
    await visitor.buys({ mode: 'sdk' });
    const { orderId: bought } = plain.api.requests()[0] ?? { orderId: '' };
    expect((await visitor.get(`/orders/${bought}/pay`)).headers.get('location')).toBe(`/orders/${bought}`);
    await plain.close();
  });
});

describe('the page that pays here', () => {
  it('loads jQuery, bKash’s script and its own, in this order, and has the button that bKash looks for', async () => {
    const { text } = await customer.get(await buysHere());
    const scripts = [...text.matchAll(/<script src="([^"]+)"/g)].map(([, url = '']) =>
      url.replace(/\?v=.*/, ''),
    );
    expect(scripts).toEqual(['/assets/jquery.js', bkashScriptUrl, '/assets/pay-here.js']);
    expect(text).toContain('id="bKash_button"');
    expect(text).toMatch(/data-amount="1700\.00"/);
    expect((await customer.get('/assets/jquery.js')).headers.get('content-type')).toContain('javascript');
  });

  it('opens to bKash’s script and frame and to the payment API, and no other page does', async () => {
    const path = await buysHere();
    const policy = (await customer.get(path)).headers.get('content-security-policy') ?? '';
    expect(policy).toContain("script-src 'self' http://bkash.example:3002;");
    expect(policy).toMatch(/frame-src http:\/\/bkash\.example:3002(;|$)/);
    expect(policy).toContain(`connect-src 'self' ${harness.api.url};`);
    for (const other of ['/', '/cart', `/orders/${orderId()}`, '/orders/none/pay/x']) {
      const usual = (await customer.get(other)).headers.get('content-security-policy') ?? '';
      expect(usual).not.toContain('bkash.example');
    }
  });

  it('carries the order’s own token and never the shop’s key', async () => {
    const { text } = await customer.get(await buysHere());
    expect(text).toContain('data-token="t"');
    expect(text).not.toContain(harness.api.key);
  });

  it.each([
    ['paid', { status: 'paid', payable: false, amountPaid: '1700.00' }],
    ['being checked', { attempts: [attempt('unknown')] }],
    ['withdrawn', { status: 'cancelled', payable: false }],
  ] as const)('shows an order that is %s on its own page instead', async (_, change) => {
    const path = await buysHere();
    harness.api.move(orderId(), structuredClone(change) as object);
    expect((await customer.get(path)).headers.get('location')).toBe(`/orders/${orderId()}`);
  });

  it('is not there for an order of bKash’s own page, or for none', async () => {
    await customer.buys();
    expect((await customer.get(`/orders/${orderId()}/pay`)).headers.get('location')).toBe(
      `/orders/${orderId()}`,
    );
    expect((await customer.get('/orders/SB-none/pay')).status).toBe(404);
  });
});

describe('the order’s page, of an order to be paid here', () => {
  it('waits for the customer before he pressed the button, and offers both ways', async () => {
    await buysHere();
    const { text } = await customer.get(`/orders/${orderId()}`);
    expect(text).toContain('Waiting for your payment');
    expect(text).toContain(`href="/orders/${orderId()}/pay"`);
    expect(text).toMatch(/href="[^"]+\/pay\/SB-[^"]+">Pay on bKash/);
  });
});
