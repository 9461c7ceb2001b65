import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, it } from 'vitest';
import { type Harness, startHarness } from '../local/storefront/storefront-harness.ts';
import { type Customer, expectHeading, launchBrowser, newCustomer } from './customer.ts';

/** The order page in a browser before the fake payment API, where a test decides what happens and how slowly. */
let browser: Browser;
let harness: Harness;
let customer: Customer;
let orderId: string;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());
beforeEach(async () => {
  harness = await startHarness();
  await harness.newCustomer().buys();
  orderId = harness.api.requests()[0]?.orderId ?? '';
  customer = await newCustomer(browser, 390, 'en');
});
afterEach(() => Promise.all([customer.close(), harness.close()]));

describe('the order page in a browser', () => {
  it('shows by itself that the order was paid', async () => {
    await customer.page.goto(`${harness.url()}/orders/${orderId}`);
    await expectHeading(customer, customer.say('waitingTitle'));
    harness.api.move(orderId, { status: 'paid', payable: false, amountPaid: '1700.00' });
    await expectHeading(customer, customer.say('paidTitle'));
  });

  it('lets a customer go to a slow payment page, though the order moves meanwhile', async () => {
    harness.api.state.payLinkMs = 6_000;
    harness.api.move(orderId, { status: 'cancelled' });
    await customer.page.goto(`${harness.url()}/orders/${orderId}`);
    await customer.page.getByRole('link', { name: customer.say('payAgain') }).click({ noWaitAfter: true });
    await customer.page.waitForURL(/\/bkash\//, { timeout: 15_000 });
  });
});
