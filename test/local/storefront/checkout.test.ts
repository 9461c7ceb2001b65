import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { goodForm, type Harness, startHarness } from './storefront-harness.ts';

let harness: Harness;
beforeEach(async () => {
  harness = await startHarness();
});
afterEach(() => harness.close());

describe('checkout', () => {
  it('asks the payment API for the cart total and leads the customer to bKash', async () => {
    const customer = harness.newCustomer();
    const answer = await customer.buys({ email: 'rahima@shop.example' });
    const [request] = harness.api.requests();
    expect(request).toMatchObject({
      amount: '1700.00',
      currency: 'BDT',
      customer: { name: 'Rahima Khatun', phone: '01712345678', email: 'rahima@shop.example' },
      returnUrl: `${harness.url()}/orders/${request?.orderId}`,
      locale: 'en',
    });
    expect(request?.orderId).toMatch(/^SB-[0-9A-HJKMNP-TV-Z]{20}$/);
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe(`${harness.api.url}/bkash/${request?.orderId}`);
    expect(customer.cookies.get('cart')).toBe('');
  });

  it('leads to the payment link when bKash has no page yet', async () => {
    harness.api.state.bkashUp = false;
    const answer = await harness.newCustomer().buys();
    expect(answer.headers.get('location')).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/pay\/SB-/);
  });

  it('makes one order of a form that is sent five times at once', async () => {
    const customer = harness.newCustomer();
    await customer.post('/cart', { product: 'honey' });
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => customer.post('/checkout', goodForm)));
    expect(harness.api.requests()).toHaveLength(1);
    expect(new Set(answers.map(({ headers }) => headers.get('location'))).size).toBe(1);
  });

  it('makes another order of a form that was changed before it was sent again', async () => {
    const customer = harness.newCustomer();
    await customer.buys();
    await customer.buys({ phone: '01812345678' });
    expect(harness.api.requests()).toHaveLength(2);
  });

  it('accepts a number typed in Bangla digits', async () => {
    await harness.newCustomer().buys({ phone: '০১৭১২-৩৪৫৬৭৮' });
    expect(harness.api.requests()[0]?.customer.phone).toBe('01712345678');
  });

  it.each([
    ['name', { name: '  ' }, 'Please enter your name.'],
    ['name', { name: '<b>x</b>' }, 'A name has at most 100 letters'],
    ['phone', { phone: '' }, 'Please enter your mobile number.'],
    ['phone', { phone: '0171234567' }, 'Enter a Bangladeshi mobile number'],
    ['email', { email: 'rahima@' }, 'This is not an email address'],
    ['locale', { locale: 'de' }, 'Choose Bangla or English.'],
  ])('says next to the field what is wrong with it: %s %o', async (_field, wrong, message) => {
    const answer = await harness.newCustomer().buys(wrong);
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(`>${message}`);
    expect(harness.api.seen).toEqual([]);
  });

  it('gives what was typed back, escaped', async () => {
    const answer = await harness.newCustomer().buys({ name: '"><script>alert(1)</script>' });
    expect(answer.text).not.toContain('<script>alert');
    expect(answer.text).toContain('value="&quot;&gt;&lt;script&gt;');
  });

  it('shows the field that the payment API refuses', async () => {
    harness.api.state.refuse = 'invalid_request';
    const answer = await harness.newCustomer().buys({ email: 'rahima@shop.example' });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('id="email-error"');
    expect(answer.text).toContain('The payment system did not accept this order.');
  });

  it('keeps the order when the payment API is down, and asks again when the customer looks', async () => {
    harness.api.state.down = true;
    const customer = harness.newCustomer();
    const page = (await customer.buys()).headers.get('location') ?? '';
    expect(page).toMatch(/^\/orders\/SB-/);
    const waiting = await customer.get(page);
    expect(waiting.status).toBe(503);
    expect(waiting.text).toContain('Your order is kept');
    harness.api.state.down = false;
    const back = await customer.get(page);
    expect(back.status).toBe(200);
    expect(back.text).toContain('Pay with bKash');
    expect(harness.api.requests()).toHaveLength(1);
  });

  it('never shows the storefront key', async () => {
    const customer = harness.newCustomer();
    await customer.buys();
    const [request] = harness.api.requests();
    const pages = await Promise.all(
      ['/', '/cart', '/checkout', `/orders/${request?.orderId}`].map((path) => customer.get(path)),
    );
    for (const { text } of pages) expect(text).not.toContain(harness.api.key);
  });
});
