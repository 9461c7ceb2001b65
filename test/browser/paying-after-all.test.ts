import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Customer,
  expectHeading,
  goToBkash,
  launchBrowser,
  newCustomer,
  orderIdOn,
  payAtBkash,
} from './customer.ts';
import { startSystem } from './local-system.ts';

/** Goal: whatever goes wrong at bKash leads back to the shop, and the same order is paid by its link afterwards. */
let browser: Browser;
let system: Awaited<ReturnType<typeof startSystem>>;
beforeAll(async () => {
  [browser, system] = await Promise.all([launchBrowser(), startSystem()]);
});
afterAll(() => Promise.all([browser?.close(), system?.stop()]));

const closesThePage = ({ page }: Customer) => page.locator('button[value="close"]').click();

async function givesAWrongOtpThrice({ page, photograph }: Customer): Promise<void> {
  await page.locator('button[value="confirm"]').click();
  for (const triesLeft of [2, 1, 0]) {
    await page.locator('#otp').fill('000000');
    await page.locator('button[value="confirm"]').click();
    if (triesLeft === 1) await photograph('6-bkash-wrong-otp');
  }
}

const paysFromAnEmptyWallet = (customer: Customer) => payAtBkash(customer, { wallet: '01823074817' });

describe('a customer who does not get through at bKash', () => {
  it.each([
    { name: 'cancelled', what: closesThePage, screen: 390, locale: 'bn', phone: '01712345611' },
    { name: 'cancelled', what: closesThePage, screen: 1280, locale: 'en', phone: '01712345612' },
    { name: 'failed', what: givesAWrongOtpThrice, screen: 390, locale: 'en', phone: '01712345613' },
    { name: 'failed', what: givesAWrongOtpThrice, screen: 1280, locale: 'bn', phone: '01712345614' },
    { name: 'failed', what: paysFromAnEmptyWallet, screen: 390, locale: 'bn', phone: '01712345615' },
  ] as const)(
    'comes back to the shop, $name, and pays by the link: $what.name at $screen px in $locale',
    async ({ name, what, screen, locale, phone }) => {
      const customer = await newCustomer(browser, screen, locale);
      const { page, say, photograph } = customer;
      await goToBkash(customer, system.shopUrl, { products: ['honey'], phone });
      await what(customer);
      await expectHeading(customer, say(`${name}Title`));
      await photograph(`7-${what.name}`);
      const orderId = await orderIdOn(customer);

      await page.getByRole('link', { name: say('payAgain') }).click();
      await page.waitForURL(/\/redirect\/tokenized/);
      await payAtBkash(customer, { wallet: phone });
      await expectHeading(customer, say('paidTitle'));
      expect(await orderIdOn(customer)).toBe(orderId);
      const captured = (await system.ledger()).filter(({ invoice }) => invoice?.includes(orderId));
      expect(captured).toMatchObject([{ kind: 'payment', amount: '850.00' }]);
      expect(customer.complaints).toEqual([]);
      await customer.close();
    },
  );
});
