import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findProduct } from '../../infra/local/storefront/products.ts';
import { expectHeading, goToBkash, launchBrowser, newCustomer, orderIdOn, payAtBkash } from './customer.ts';
import { tabTo } from './keyboard.ts';
import { startSystem } from './local-system.ts';

/**
 * Goal: a person buys something and sees it paid. Method: the whole local system on an empty folder, Chromium,
 * and only what is on the screen. Photographs go to `test-artefacts/`; look at them after a change of a page.
 */
let browser: Browser;
let system: Awaited<ReturnType<typeof startSystem>>;
beforeAll(async () => {
  [browser, system] = await Promise.all([launchBrowser(), startSystem()]);
});
afterAll(() => Promise.all([browser?.close(), system?.stop()]));

describe('a customer who buys', () => {
  it.each([
    { screen: 390, locale: 'bn', phone: '01712345601' },
    { screen: 390, locale: 'en', phone: '01712345602' },
    { screen: 1280, locale: 'bn', phone: '01712345603' },
    { screen: 1280, locale: 'en', phone: '01712345604' },
  ] as const)(
    'comes from the cart to a paid order at $screen px in $locale',
    async ({ screen, locale, phone }) => {
      const customer = await newCustomer(browser, screen, locale);
      const { page, say, photograph } = customer;
      await goToBkash(customer, system.shopUrl, { products: ['honey', 'basket'], phone, photos: true });
      await payAtBkash(customer, { wallet: phone, photos: true });
      await expectHeading(customer, say('paidTitle'));
      await photograph('5-paid');

      const orderId = await orderIdOn(customer);
      const captured = (await system.ledger()).filter(({ invoice }) => invoice?.includes(orderId));
      expect(captured).toMatchObject([{ kind: 'payment', amount: '1300.00' }]);
      await page.getByText(captured[0]?.trxID ?? '').waitFor();
      await expect.poll(async () => (await system.emailsAbout(orderId)).length, { timeout: 20_000 }).toBe(1);
      expect(new URL(page.url()).search).toBe('');
      expect(customer.complaints).toEqual([]);
      await customer.close();
    },
  );

  it('comes from the cart to a paid order with the keyboard alone', async () => {
    const customer = await newCustomer(browser, 1280, 'en');
    const { page, say } = customer;
    const { keyboard } = page;
    await page.goto(system.shopUrl);
    await tabTo(customer, say('addNamed', { name: findProduct('honey')?.name.en ?? '' }));
    await keyboard.press('Enter');
    await page.getByRole('link', { name: /^Cart, 1/ }).waitFor();
    await tabTo(customer, /^Cart, 1/);
    await keyboard.press('Enter');
    await page.waitForURL(/\/cart/);
    await tabTo(customer, say('toCheckout'));
    await keyboard.press('Enter');
    await page.waitForURL(/\/checkout/);
    await tabTo(customer, say('name'));
    await keyboard.type('Rahima Khatun');
    await tabTo(customer, say('phone'));
    await keyboard.type('01712345605');
    await keyboard.press('Enter');
    for (const [field, value] of [
      ['wallet', '01712345605'],
      ['otp', '123456'],
      ['pin', '12121'],
    ] as const) {
      await page.locator(`#${field}:focus`).waitFor();
      await keyboard.press('Control+A');
      await keyboard.type(value);
      await keyboard.press('Enter');
    }
    await expectHeading(customer, say('paidTitle'));
    expect(customer.complaints).toEqual([]);
    await customer.close();
  });
});
