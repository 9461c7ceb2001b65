import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { statusTexts } from '../../functions/edge/pages/status-texts.ts';
import { type Ground, groundOf } from '../local/scenarios/ground.ts';
import { expectHeading, launchBrowser, newCustomer, payAtBkash } from './customer.ts';
import { expectScene, statusUrlOf } from './payment-page.ts';

/** Goal: a customer who meets a silent bKash is told so, loses nothing, and pays once it is back. */
let browser: Browser;
let ground: Ground;
beforeAll(async () => {
  [browser, ground] = await Promise.all([launchBrowser(), groundOf()]);
});
afterAll(() => Promise.all([browser?.close(), ground?.stop()]));

describe('a customer whose bKash is down', () => {
  it.each([
    { screen: 390, locale: 'bn', title: 'বিকাশ এখন সাড়া দিচ্ছে না' },
    { screen: 1280, locale: 'en', title: 'bKash is not answering right now' },
  ] as const)('waits on his link and is led on when it is back: $screen px, $locale', async (given) => {
    const { screen, locale, title } = given;
    await ground.outage(600);
    const order = await ground.shopper.checkout(`SB-DOWN-${screen}`, { locale });
    expect(order.bkashUrl).toBeNull();
    const customer = await newCustomer(browser, screen, locale);
    await customer.page.goto(order.payUrl);
    await expectHeading(customer, title);
    await customer.photograph('9-waiting');

    const status = await newCustomer(browser, screen, locale);
    await status.page.goto(statusUrlOf(order));
    await expectScene(status, 'bkash_silent', locale);
    await status.photograph('9-status-bkash-silent');

    await ground.outage(0);
    await customer.page.waitForURL(/\/redirect\/tokenized/, { timeout: 60_000 });
    await expectScene(status, 'unpaid', locale);
    await status.page.getByRole('link', { name: statusTexts[locale].pay }).click();
    await status.page.waitForURL(/\/redirect\/tokenized/);
    await payAtBkash(customer, { wallet: `017123456${screen === 390 ? 31 : 32}` });
    await ground.until(order.orderId, ({ status: now }) => now === 'paid');
    expect(await ground.captures(order.orderId)).toHaveLength(1);
    expect(status.complaints).toEqual([]);
    await Promise.all([customer.close(), status.close()]);
  });
});
