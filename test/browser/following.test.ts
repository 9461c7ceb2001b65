import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, it } from 'vitest';
import { attempt } from '../local/storefront/fake-payment-api.ts';
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

describe('a browser without JavaScript', () => {
  it('comes from the shelf to bKash and sees the order paid', async () => {
    const { page, say, close } = await newCustomer(browser, 390, 'en', { javaScriptEnabled: false });
    await page.goto(harness.url());
    await page.getByRole('button', { name: say('addNamed', { name: 'Keora pickle' }) }).click();
    await page.goto(`${harness.url()}/cart`);
    await page.getByRole('button', { name: say('more', { name: 'Keora pickle' }) }).click();
    await page.getByRole('link', { name: say('toCheckout') }).click();
    await page.getByLabel(say('name'), { exact: true }).fill('Rahima Khatun');
    await page.getByLabel(say('phone')).fill('০১৭১২৩৪৫৬৭৮');
    await page.getByRole('button', { name: say('payWithBkash', { amount: '৳\u00a0440' }) }).click();
    await page.waitForURL(/\/bkash\//);

    const bought = harness.api.requests().at(-1)?.orderId ?? '';
    harness.api.move(bought, { attempts: [attempt('executing')] });
    await page.goto(`${harness.url()}/orders/${bought}`);
    await page.getByRole('heading', { name: say('checkingTitle') }).waitFor();
    harness.api.move(bought, { status: 'paid', payable: false, amountPaid: '440.00' });
    await page.getByRole('heading', { name: say('paidTitle') }).waitFor({ timeout: 15_000 });
    await close();
  });
});
