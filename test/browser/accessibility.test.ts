import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Ground, groundOf } from '../local/scenarios/ground.ts';
import { eventually } from '../local/system/shopper.ts';
import { goToBkash, launchBrowser, newCustomer } from './customer.ts';
import { statusUrlOf } from './payment-page.ts';

/**
 * Goal: nobody is shut out by how a page of ours is made. Method: axe-core's rules, all of them, on every page that a
 * customer or a developer opens, at a phone's and a desk's width, by day and by night; bKash's own pages are not ours.
 */
let browser: Browser;
let ground: Ground;
beforeAll(async () => {
  [browser, ground] = await Promise.all([launchBrowser(), groundOf()]);
});
afterAll(() => Promise.all([browser?.close(), ground?.stop()]));

const views = [
  { screen: 390, locale: 'bn', colorScheme: 'light' },
  { screen: 390, locale: 'en', colorScheme: 'dark' },
  { screen: 1280, locale: 'en', colorScheme: 'light' },
  { screen: 1280, locale: 'bn', colorScheme: 'dark' },
] as const;

describe.each(views)('at $screen px, in $locale, $colorScheme', ({ screen, locale, colorScheme }) => {
  const name = `${screen}-${locale}`;
  const open = () => newCustomer(browser, screen, locale, { colorScheme });

  it('the payment pages', async () => {
    const { page, close } = await open();
    const unpaid = await ground.shopper.checkout(`SB-AXE-${name}`, { locale });
    const paid = await ground.purchase(`SB-AXE-PAID-${name}`, { locale });
    await ground.shopper.refund(paid.orderId, { refundId: 'R-1', amount: '50.00', reason: 'Broken cup' });
    await ground.onPage(`SB-AXE-LEFT-${name}`, 'cancel', { locale }).then(({ callback }) => fetch(callback));
    const left = await ground.shopper.checkout(`SB-AXE-LEFT-${name}`, { locale });
    const withdrawn = await ground.shopper.checkout(`SB-AXE-GONE-${name}`, { locale });
    await ground.shopper.cancel(withdrawn.orderId);
    for (const order of [unpaid, paid, left, withdrawn]) await expectSound(page, statusUrlOf(order));
    await expectSound(page, `${statusUrlOf(unpaid)}&claim=form`);
    await expectSound(page, `${statusUrlOf(unpaid)}x`);
    await page.goto(`${statusUrlOf(unpaid)}&claim=form`);
    await page.getByLabel('TrxID').fill('none');
    await page.getByRole('button').click();
    await page.getByRole('alert').waitFor();
    expect(await findings(page)).toEqual([]);
    await close();
  });

  it('the shop', async () => {
    const customer = await open();
    const { page } = customer;
    const { storefront } = ground.world.system.addresses;
    await expectSound(page, storefront);
    await goToBkash(customer, storefront, {
      products: ['honey'],
      phone: `0171234${screen === 390 ? 56 : 57}01`,
    });
    for (const path of ['/cart', '/orders/none']) await expectSound(page, storefront + path);
    await page.goto(storefront);
    await page.locator('form button').first().click();
    for (const path of ['/cart', '/checkout']) await expectSound(page, storefront + path);
    await page.getByRole('link', { name: customer.say('myOrder') }).click();
    expect(await findings(page)).toEqual([]);
    await customer.close();
  });

  it('the inbox', async () => {
    const { page, close } = await open();
    const { inbox } = ground.world.system.addresses;
    const order = await ground.purchase(`SB-AXE-MAIL-${name}`, { locale });
    await eventually(
      () => ground.shopper.emails(order.orderId),
      ({ length }) => length > 0,
    );
    for (const path of ['/', '/sms']) await expectSound(page, inbox + path);
    await page.goto(inbox);
    await page.locator('.list a').first().click();
    expect(await findings(page)).toEqual([]);
    await close();
  });
});

describe('while bKash is down', () => {
  it.each(views)('the waiting page at $screen px, in $locale, $colorScheme', async (view) => {
    const { screen, locale, colorScheme } = view;
    await ground.outage(600);
    const { payUrl } = await ground.shopper.checkout(`SB-AXE-DOWN-${screen}-${locale}`, { locale });
    const { page, close } = await newCustomer(browser, screen, locale, { colorScheme });
    await expectSound(page, payUrl);
    await close();
    await ground.quiet();
  });
});

it('a page that shuts somebody out is found', async () => {
  const { page, close } = await newCustomer(browser, 390, 'en');
  await page.setContent('<html><body><input><p style="color:#ddd">Hard to read</p></body></html>');
  expect((await findings(page)).join()).toMatch(/color-contrast.*label|label.*color-contrast/);
  await close();
});

async function expectSound(page: Page, url: string): Promise<void> {
  await page.goto(url);
  expect(await findings(page), url.replace(/token=[^&]*/, '')).toEqual([]);
}

/** Serious and critical ones, each with where it is. Evaluated by the browser itself, so no policy has to allow it. */
async function findings(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = (await page.evaluate('axe.run()')) as axe.AxeResults;
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}
