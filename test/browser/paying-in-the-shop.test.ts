import type { Browser, FrameLocator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Customer,
  expectHeading,
  fillCheckout,
  launchBrowser,
  newCustomer,
  orderIdOn,
  payAtBkash,
} from './customer.ts';
import { startSystem } from './local-system.ts';

/**
 * Goal: a person pays without leaving the shop, and whatever goes wrong in bKash's frame ends as it does on bKash's own
 * page. Method: the whole local system, Chromium, the simulator's bKash.js in the shop's page.
 */
let browser: Browser;
let system: Awaited<ReturnType<typeof startSystem>>;
beforeAll(async () => {
  [browser, system] = await Promise.all([launchBrowser(), startSystem()]);
});
afterAll(() => Promise.all([browser?.close(), system?.stop()]));

const frameOf = ({ page }: Customer): FrameLocator => page.frameLocator('#bKashFrameWrapper iframe');

async function comesToPayHere(customer: Customer, phone: string): Promise<string> {
  const { page, say, photograph } = customer;
  await fillCheckout(customer, system.shopUrl, { products: ['honey'], phone });
  await page.getByLabel(say('waySdk')).check();
  await photograph('8-two-ways');
  await page.locator('button.bkash').click();
  await page.waitForURL(/\/orders\/SB-[0-9A-Z]{20}\/pay$/);
  await expectHeading(customer, say('payHereTitle'));
  return orderIdOn(customer);
}

async function paysInTheFrame(customer: Customer, wallet: string, photos = false): Promise<void> {
  for (const [field, value] of [
    ['wallet', wallet],
    ['otp', '123456'],
    ['pin', '12121'],
  ] as const) {
    await frameOf(customer).locator(`#${field}`).fill(value);
    if (photos) await customer.photograph(`9-frame-${field}`);
    await frameOf(customer).locator('button[value="confirm"]').click();
  }
}

const opensBkash = ({ page }: Customer) => page.locator('#bKash_button').click();
const captures = async (orderId: string) =>
  (await system.ledger()).filter(({ invoice }) => invoice?.includes(orderId));

describe('a customer who pays inside the shop', () => {
  it.each([
    { screen: 390, locale: 'bn', phone: '01712345621' },
    { screen: 390, locale: 'en', phone: '01712345622' },
    { screen: 1280, locale: 'bn', phone: '01712345623' },
    { screen: 1280, locale: 'en', phone: '01712345624' },
  ] as const)('sees it paid at $screen px in $locale', async ({ screen, locale, phone }) => {
    const customer = await newCustomer(browser, screen, locale);
    const orderId = await comesToPayHere(customer, phone);
    await customer.photograph('8-pay-here');
    await opensBkash(customer);
    await paysInTheFrame(customer, phone, true);
    await expectHeading(customer, customer.say('paidTitle'));
    expect(await captures(orderId)).toMatchObject([{ kind: 'payment', amount: '850.00' }]);
    await expect.poll(async () => (await system.emailsAbout(orderId)).length, { timeout: 20_000 }).toBe(1);
    expect(customer.complaints).toEqual([]);
    await customer.close();
  });

  it('closes bKash, is told that nothing was charged, and pays after all', async () => {
    const customer = await newCustomer(browser, 390, 'en');
    const { page, say } = customer;
    const orderId = await comesToPayHere(customer, '01712345625');
    await opensBkash(customer);
    await frameOf(customer).locator('button[value="close"]').click();
    await page.getByText(say('payHereClosed')).waitFor();
    expect(await page.locator('#bKashFrameWrapper').count()).toBe(0);
    await customer.photograph('10-closed');
    await opensBkash(customer);
    await paysInTheFrame(customer, '01712345625');
    await expectHeading(customer, say('paidTitle'));
    expect(await captures(orderId)).toHaveLength(1);
    expect(customer.complaints).toEqual([]);
    await customer.close();
  });

  it('is refused for an empty wallet, reads bKash’s words, and pays from another one', async () => {
    const customer = await newCustomer(browser, 1280, 'bn');
    const { page, say } = customer;
    const orderId = await comesToPayHere(customer, '01712345626');
    await opensBkash(customer);
    await paysInTheFrame(customer, '01823074817');
    await frameOf(customer).locator('[data-tells]').click();
    await expectHeading(customer, say('failedTitle'));
    await page.getByText(say('bkashSays')).waitFor();
    await customer.photograph('11-refused');
    expect(await captures(orderId)).toEqual([]);
    await page.getByRole('link', { name: say('payAgain') }).click();
    await page.waitForURL(/\/pay$/);
    await opensBkash(customer);
    await paysInTheFrame(customer, '01712345626');
    await expectHeading(customer, say('paidTitle'));
    expect(await captures(orderId)).toHaveLength(1);
    expect(customer.complaints).toEqual([]);
    await customer.close();
  });

  it('hears nothing after Execute, is never told that it failed, and sees it paid by itself', async () => {
    const customer = await newCustomer(browser, 390, 'bn');
    const orderId = await comesToPayHere(customer, '01712345627');
    await system.fault({ operation: 'execute', fault: 'timeout_after', times: 1 });
    await opensBkash(customer);
    await paysInTheFrame(customer, '01712345627');
    await expectHeading(customer, customer.say('checkingTitle'));
    await customer.photograph('12-checking');
    await expectHeading(customer, customer.say('paidTitle'));
    expect(await captures(orderId)).toHaveLength(1);
    expect(customer.complaints).toEqual([]);
    await customer.close();
  });

  it('pays the same order by its link on bKash’s page, on a browser without JavaScript', async () => {
    const customer = await newCustomer(browser, 390, 'en', { javaScriptEnabled: false });
    const { page, say } = customer;
    const orderId = await comesToPayHere(customer, '01712345628');
    await page.getByRole('link', { name: say('payOnBkashPage') }).click();
    await page.waitForURL(/\/redirect\/tokenized/);
    await payAtBkash(customer, { wallet: '01712345628' });
    await expectHeading(customer, say('paidTitle'));
    expect(await captures(orderId)).toHaveLength(1);
    await customer.close();
  });
});
