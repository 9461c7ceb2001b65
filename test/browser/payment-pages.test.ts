import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { statusTexts } from '../../functions/edge/pages/status-texts.ts';
import { codes } from '../../shared/adapters/bkash/codes.ts';
import { type Ground, groundOf } from '../local/scenarios/ground.ts';
import { expectHeading, goToBkash, launchBrowser, newCustomer, orderIdOn, payAtBkash } from './customer.ts';
import { expectScene, goToPaymentPage, statusUrlOf } from './payment-page.ts';

/** Goal: whoever holds a payment link sees on its page how the payment stands, as it changes, and what to do next. */
let browser: Browser;
let ground: Ground;
beforeAll(async () => {
  [browser, ground] = await Promise.all([launchBrowser(), groundOf()]);
});
afterAll(() => Promise.all([browser?.close(), ground?.stop()]));

describe('the payment page', () => {
  it('shows on one device by itself what is paid on another', async () => {
    const order = await ground.shopper.checkout('SB-DEVICES', { locale: 'bn' });
    const desk = await newCustomer(browser, 1280, 'bn');
    await desk.page.goto(statusUrlOf(order));
    await expectScene(desk, 'unpaid', 'bn');
    await desk.photograph('8-status-unpaid');
    await desk.page.evaluate('stayed = true');

    const phone = await newCustomer(browser, 390, 'bn');
    await phone.page.goto(statusUrlOf(order));
    await phone.photograph('8-status-unpaid');
    await phone.page.getByRole('link', { name: statusTexts.bn.pay }).click();
    await phone.page.waitForURL(/\/redirect\/tokenized/);
    await payAtBkash(phone, { wallet: '01712345621' });

    await expectScene(desk, 'paid', 'bn');
    await desk.page
      .getByRole('status')
      .getByText(/পেমেন্ট পেয়েছি/)
      .waitFor();
    expect(await desk.page.evaluate('stayed')).toBe(true);
    const [captured] = await ground.captures('SB-DEVICES');
    await desk.page.getByText(captured?.trxID ?? 'none').waitFor();
    await desk.photograph('8-status-paid');
    expect(desk.complaints).toEqual([]);
    await Promise.all([desk.close(), phone.close()]);
  });

  it.each([
    { screen: 390, locale: 'bn', phone: '01712345622' },
    { screen: 1280, locale: 'en', phone: '01712345623' },
  ] as const)(
    'leads to another payment after he closed the page of bKash: $screen px, $locale',
    async (given) => {
      const { screen, locale, phone } = given;
      const customer = await newCustomer(browser, screen, locale);
      await goToBkash(customer, ground.world.system.addresses.storefront, { products: ['honey'], phone });
      await customer.page.locator('button[value="close"]').click();
      await expectHeading(customer, customer.say('cancelledTitle'));
      const orderId = await orderIdOn(customer);
      await goToPaymentPage(customer);
      await expectScene(customer, 'cancelled', locale);
      await customer.photograph('8-status-cancelled');
      await customer.page.getByRole('link', { name: statusTexts[locale].pay_again }).click();
      await customer.page.waitForURL(/\/redirect\/tokenized/);
      await payAtBkash(customer, { wallet: phone });
      await expectHeading(customer, customer.say('paidTitle'));
      expect(await ground.captures(orderId)).toHaveLength(1);
      expect(customer.complaints).toEqual([]);
      await customer.close();
    },
  );

  it.each([
    { screen: 390, locale: 'en', phone: '01712345624' },
    { screen: 1280, locale: 'bn', phone: '01712345625' },
  ] as const)('says why bKash refused, and never by its code: $screen px, $locale', async (given) => {
    const { screen, locale, phone } = given;
    const customer = await newCustomer(browser, screen, locale);
    await goToBkash(customer, ground.world.system.addresses.storefront, { products: ['honey'], phone });
    await payAtBkash(customer, { wallet: '01823074817' });
    await expectHeading(customer, customer.say('failedTitle'));
    await goToPaymentPage(customer);
    await expectScene(customer, 'failed', locale);
    await customer.photograph('8-status-failed');
    const said = (await customer.page.locator('main').textContent()) ?? '';
    expect(said).toContain(statusTexts[locale].bkashSays);
    for (const code of codes.keys()) expect(said.replaceAll(/ 2026,/g, '')).not.toContain(code);
    await customer.page.getByRole('link', { name: statusTexts[locale].pay_again }).click();
    await customer.page.waitForURL(/\/redirect\/tokenized/);
    await payAtBkash(customer, { wallet: phone });
    await expectHeading(customer, customer.say('paidTitle'));
    expect(customer.complaints).toEqual([]);
    await customer.close();
  });

  it('follows a refund to its end, and shows it to whoever comes later', async () => {
    const order = await ground.purchase('SB-REFUND', { locale: 'en' });
    const customer = await newCustomer(browser, 390, 'en');
    await customer.page.goto(statusUrlOf(order));
    await expectScene(customer, 'paid', 'en');
    await ground.fault('refund', 'slow', { times: 1, delayMs: 3_000 });
    await ground.shopper.refund('SB-REFUND', { refundId: 'R-1', amount: '50.00', reason: 'Broken cup' });
    await customer.page.reload();
    await customer.page.getByText(statusTexts.en.progress.sending).waitFor();
    await customer.photograph('8-status-refund-on-its-way');
    await expectScene(customer, 'partly_refunded', 'en');
    await customer.photograph('8-status-partly-refunded');
    expect(customer.complaints).toEqual([]);
    await customer.close();
  });

  it('speaks the other language at a click, and keeps to it on the way', async () => {
    const order = await ground.shopper.checkout('SB-LANGUAGE', { locale: 'bn' });
    const customer = await newCustomer(browser, 390, 'en');
    await customer.page.goto(statusUrlOf(order));
    await customer.page.getByRole('link', { name: 'English' }).click();
    await expectScene(customer, 'unpaid', 'en');
    await customer.photograph('8-status-unpaid');
    await customer.page.getByRole('link', { name: statusTexts.en.claim }).click();
    await expectHeading(customer, 'I have paid');
    await customer.page.getByRole('link', { name: 'Back to the order' }).click();
    await expectScene(customer, 'unpaid', 'en');
    await customer.page.getByRole('link', { name: 'বাংলা' }).click();
    await expectScene(customer, 'unpaid', 'bn');
    expect(customer.complaints).toEqual([]);
    await customer.close();
  });
});
