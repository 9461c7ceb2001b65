import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OrderView } from '../../../shared/contract/order-view.ts';
import { attempt } from './fake-payment-api.ts';
import { type Harness, startHarness } from './storefront-harness.ts';

let harness: Harness;
let customer: ReturnType<Harness['newCustomer']>;
let page: string;
let orderId: string;
beforeEach(async () => {
  harness = await startHarness();
  customer = harness.newCustomer();
  await customer.buys();
  orderId = harness.api.requests()[0]?.orderId ?? '';
  page = `/orders/${orderId}`;
});
afterEach(() => harness.close());

const aMoment = '2026-11-23T06:00:00.000Z';
const paid: Partial<OrderView> = {
  ...{ status: 'paid', payable: false, amountPaid: '1700.00' },
  attempts: [attempt('completed', { trxID: 'BGK30AB12C' })],
};

describe('the order page', () => {
  it('shows the transaction and the amount of a paid order, and asks for nothing more', async () => {
    harness.api.move(orderId, paid);
    const { text } = await customer.get(page);
    expect(text).toContain('Thank you, it is paid');
    expect(text).toContain('BGK30AB12C');
    expect(text).toContain('৳\u00a01,700');
    expect(text).not.toContain('/pay/');
    expect(text).not.toContain('data-follow');
  });

  it('believes the payment API and not the address the customer came back on', async () => {
    const answer = await customer.get(`${page}?orderId=${orderId}&status=paid`);
    expect(answer.headers.get('location')).toBe(page);
    expect((await customer.get(page)).text).toContain('Waiting for your payment');
  });

  it.each([
    [
      'bKash was down, where nobody answered the call',
      [attempt('lapsed', { reason: 'create_silent' })],
      'bKash was not answering',
    ],
    [
      'no payment was taken yet, and nothing of bKash, where it was not called',
      [],
      'We could not take your payment yet',
    ],
  ])('says that %s, and offers the link that waits', async (_, attempts, title) => {
    harness.api.move(orderId, { attempts });
    const { text } = await customer.get(page);
    expect(text).toContain(`<h1>${title}</h1>`);
    expect(text).toContain(`href="${harness.api.url}/pay/${orderId}?token=t">Pay with bKash</a>`);
    expect(text).toContain('data-follow');
  });

  it('says nothing of the kind of a try that was given up for another reason', async () => {
    harness.api.move(orderId, { attempts: [attempt('lapsed', { paymentID: 'TR1', reason: 'superseded' })] });
    expect((await customer.get(page)).text).toContain('Waiting for your payment');
  });

  it.each([
    ['failed', 'The payment did not go through'],
    ['cancelled', 'You cancelled the payment'],
  ] as const)('offers the payment link again after a try that %s', async (status, title) => {
    harness.api.move(orderId, {
      status,
      attempts: [attempt('refused', { message: 'Balance is too low <b>' })],
    });
    const { text } = await customer.get(page);
    expect(text).toContain(title);
    expect(text).toContain(`href="${harness.api.url}/pay/${orderId}?token=t">Pay again</a>`);
    if (status === 'failed') expect(text).toContain('Balance is too low &lt;b&gt;');
  });

  it.each(['authorised', 'executing', 'unknown', 'doubtful'] as const)(
    'asks for no second payment while an attempt is %s',
    async (state) => {
      harness.api.move(orderId, { status: 'pending', attempts: [attempt(state)] });
      const { text } = await customer.get(page);
      expect(text).toContain('Checking your payment');
      expect(text).not.toContain(`/pay/${orderId}?`);
      expect(text).toContain(`href="${harness.api.url}/pay/${orderId}/status?token=t&amp;lang=en"`);
      expect(text).toContain('data-follow');
    },
  );

  it.each([
    ['review', {}, 'Received, being checked'],
    ['cancelled', {}, 'This order is cancelled'],
    ['failed', {}, 'The payment did not go through'],
    ['expired', {}, 'The time to pay is over'],
    ['partially_refunded', { amountPaid: '1700.00', amountRefunded: '200.00' }, 'Partly refunded'],
    ['refunded', { amountPaid: '1700.00', amountRefunded: '1700.00' }, 'Refunded'],
  ] as const)(
    'has its own words and no payment link for an order that is %s',
    async (status, more, title) => {
      harness.api.move(orderId, { status, payable: false, ...more });
      const { text } = await customer.get(page);
      expect(text).toContain(`<h1>${title}</h1>`);
      expect(text).not.toContain(`/pay/${orderId}?`);
    },
  );

  it.each(['cancelled', 'expired'] as const)(
    'says that late money goes back, and never that nothing was charged, where the order is %s',
    async (status) => {
      const surplus = [{ trxID: 'BGK30AB12C', amount: '1700.00', state: 'requested', at: aMoment }] as const;
      harness.api.move(orderId, { status, payable: false, surplus: [...surplus] });
      const { text } = await customer.get(page);
      expect(text).toContain('<h1>Your money goes back to you</h1>');
      expect(text).not.toContain('not charged');
      harness.api.move(orderId, { surplus: [{ ...surplus[0], state: 'succeeded' }] });
      expect((await customer.get(page)).text).toContain('<h1>Refunded</h1>');
    },
  );

  it.each([
    ['he may pay it', {}, 'To pay'],
    ['it is being checked', { attempts: [attempt('unknown')] }, 'Order total'],
    ['it is in review', { status: 'review', payable: false }, 'Order total'],
    ['it was withdrawn', { status: 'cancelled', payable: false }, 'Order total'],
    ['it has expired', { status: 'expired', payable: false }, 'Order total'],
  ] as const)('asks for the amount only where the customer should pay it: %s', async (_, more, label) => {
    harness.api.move(orderId, more as Partial<OrderView>);
    const { text } = await customer.get(page);
    expect(text).toMatch(new RegExp(`<dt>${label}</dt><dd class="amount">৳\u00a01,700</dd>`));
    expect(text.includes('<dt>To pay</dt>')).toBe(label === 'To pay');
  });

  it('follows: the status changes its stamp exactly when the order moves', async () => {
    const stamp = async () => JSON.parse((await customer.get(`${page}/status`)).text).stamp;
    const before = await stamp();
    expect(await stamp()).toBe(before);
    expect((await customer.get(page)).text).toContain(`data-stamp="${before}"`);
    harness.api.move(orderId, paid);
    expect(await stamp()).not.toBe(before);
  });

  it('follows without JavaScript as well', async () => {
    const refresh = (seconds: number) => `<noscript><meta http-equiv="refresh" content="${seconds}">`;
    expect((await customer.get(page)).text).toContain(refresh(30));
    harness.api.move(orderId, { attempts: [attempt('executing')] });
    expect((await customer.get(page)).text).toContain(refresh(5));
  });

  it('never says that a payment failed because the payment API is silent', async () => {
    harness.api.state.down = true;
    const answer = await customer.get(page);
    expect(answer.text).toContain('Your order is kept');
    expect(answer.text).not.toMatch(/failed|cancel|not go through/i);
    expect((await customer.get(`${page}/status`)).status).toBe(503);
  });

  it('shows nothing of an answer that is not the one the contract promises', async () => {
    harness.api.state.offContract = true;
    const answer = await customer.get(page);
    expect(answer.status).toBe(503);
    expect(answer.text).toContain('Your order is kept');
  });

  it('is still there after the shop was restarted', async () => {
    harness.api.move(orderId, paid);
    await harness.restart();
    const { text } = await customer.get(page);
    expect(text).toContain('Thank you, it is paid');
    expect(text).toContain('Khalisha flower honey');
  });

  it('is found from the header of every page', async () => {
    expect((await customer.get('/')).text).toContain(`href="${page}"`);
  });

  it.each(['/orders/SB-00000000000000000000', '/orders/..%2f..', '/orders/%3Cscript%3E'])(
    'does not exist for an order that is not ours: %s',
    async (path) => {
      const answer = await customer.get(path);
      expect(answer.status).toBe(404);
      expect(answer.text).toContain('Page not found');
      expect(answer.text).not.toContain('<script>');
    },
  );
});
