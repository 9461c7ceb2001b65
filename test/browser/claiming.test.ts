import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { statusTexts } from '../../functions/edge/pages/status-texts.ts';
import { type Ground, groundOf } from '../local/scenarios/ground.ts';
import { expectHeading, launchBrowser, newCustomer } from './customer.ts';
import { tabTo } from './keyboard.ts';
import { expectScene, statusUrlOf } from './payment-page.ts';

/** Goal: a customer who has paid and is not believed yet tells so, and reads the truth on the same page. */
let browser: Browser;
let ground: Ground;
beforeAll(async () => {
  [browser, ground] = await Promise.all([launchBrowser(), groundOf()]);
});
afterAll(() => Promise.all([browser?.close(), ground?.stop()]));

/** The money has moved, and nobody has heard of it; the TrxID is in the customer's SMS. */
async function paidInSilence(orderId: string, locale: 'bn' | 'en') {
  await ground.fault('webhook', 'drop');
  await ground.fault('execute', 'timeout_after');
  const order = await ground.purchase(orderId, { locale });
  const [captured] = await ground.captures(orderId);
  return { statusUrl: statusUrlOf(order), trxId: captured?.trxID ?? '' };
}

describe('a customer who says that he has paid', () => {
  it.each([
    { screen: 390, locale: 'bn' },
    { screen: 1280, locale: 'en' },
  ] as const)(
    'gives his TrxID as he reads it, and sees the order paid: $screen px, $locale',
    async (given) => {
      const { screen, locale } = given;
      const { statusUrl, trxId } = await paidInSilence(`SB-CLAIM-${screen}`, locale);
      const customer = await newCustomer(browser, screen, locale);
      const { page, photograph } = customer;
      await page.goto(statusUrl);
      await expectScene(customer, 'checking', locale);
      await photograph('10-status-checking');
      await page.getByRole('link', { name: statusTexts[locale].claim }).click();
      await photograph('10-claim-form');
      await page.getByLabel('TrxID').fill(`${trxId.toLowerCase().slice(0, 4)} ${trxId.slice(4)}`);
      await page.getByRole('button').click();
      await page.waitForURL(/\/status/);
      await expectScene(customer, 'paid', locale);
      await page.getByText(trxId).waitFor();
      expect(customer.complaints).toEqual([]);
      await customer.close();
    },
  );

  it('does it with the keyboard alone, and hears what he has to mend', async () => {
    const order = await ground.shopper.checkout('SB-KEYBOARD', { locale: 'en' });
    const customer = await newCustomer(browser, 1280, 'en');
    const { page, photograph } = customer;
    await page.goto(statusUrlOf(order));
    await tabTo(customer, statusTexts.en.claim);
    await page.keyboard.press('Enter');
    await expectHeading(customer, 'I have paid');
    await tabTo(customer, 'TrxID');
    await page.keyboard.type('01712345678');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('This is not a TrxID').waitFor();
    await photograph('10-claim-trouble');
    await tabTo(customer, 'TrxID');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('dkn0000ab1');
    await page.keyboard.press('Enter');
    await page.getByRole('status').getByText('You told us that you paid with DKN0000AB1').waitFor();
    await photograph('10-status-claimed');
    await tabTo(customer, statusTexts.en.pay);
    // The browser itself complains of the 400 that the form was answered with, and of nothing else.
    expect(customer.complaints).toEqual([expect.stringContaining('400')]);
    await customer.close();
  });

  it('needs no JavaScript for any of it', async () => {
    const { statusUrl, trxId } = await paidInSilence('SB-PLAIN', 'en');
    const customer = await newCustomer(browser, 390, 'en', { javaScriptEnabled: false });
    const { page } = customer;
    await page.goto(statusUrl);
    await page.getByRole('link', { name: statusTexts.en.claim }).click();
    await page.getByLabel('TrxID').fill(trxId);
    await page.getByRole('button').click();
    await expectScene(customer, 'paid', 'en');
    await customer.close();
  });
});
