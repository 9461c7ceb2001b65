import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium } from 'playwright-core';
import { expect } from 'vitest';
import { findProduct, type ProductId } from '../../infra/local/storefront/products.ts';
import { type Say, speak } from '../../infra/local/storefront/words.ts';
import { chromiumFlags, findChromium } from './chromium.ts';

export type Locale = 'bn' | 'en';
export type Screen = 390 | 1280;
export type Customer = Awaited<ReturnType<typeof newCustomer>>;

/** Git-ignored; to be looked at after a run. */
const artefacts = join(import.meta.dirname, '../../test-artefacts');

export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: findChromium(), args: chromiumFlags });
}

/** A person with a phone or a desk, in one language, who notices every error and every call to a strange host. */
export async function newCustomer(
  browser: Browser,
  screen: Screen,
  locale: Locale,
  more: BrowserContextOptions = {},
) {
  mkdirSync(artefacts, { recursive: true });
  const context = await browser.newContext({
    viewport: { width: screen, height: screen === 390 ? 844 : 800 },
    isMobile: screen === 390,
    hasTouch: screen === 390,
    locale: locale === 'bn' ? 'bn-BD' : 'en-GB',
    ...more,
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`${message.text()} at ${message.location().url}`);
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    const { hostname } = new URL(request.url());
    if (!['localhost', '127.0.0.1'].includes(hostname)) complaints.push(`a request to ${hostname}`);
  });
  const say: Say = speak(locale);
  return {
    page,
    say,
    complaints,
    close: () => context.close(),
    /** Photographs the page as `<name>-<width>-<language>.png`. A page wider than the screen is a complaint. */
    async photograph(name: string) {
      const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
      if (Number(overflow) > 0) complaints.push(`${name} is ${overflow} px wider than the screen`);
      await page.screenshot({ path: join(artefacts, `${name}-${screen}-${locale}.png`), fullPage: true });
    },
  };
}

interface Purchase {
  products: ProductId[];
  phone: string;
  photos?: boolean;
}

/** From the front page to bKash's: adds each product once, fills the form, presses the pink button. */
export async function goToBkash(customer: Customer, shopUrl: string, purchase: Purchase): Promise<void> {
  await fillCheckout(customer, shopUrl, purchase);
  await customer.page.locator('button.bkash').click();
  await customer.page.waitForURL(/\/redirect\/tokenized/);
}

/** The same, up to the button. */
export async function fillCheckout(
  customer: Customer,
  shopUrl: string,
  { products, phone, photos = false }: Purchase,
): Promise<void> {
  const { page, say, photograph } = customer;
  await page.goto(shopUrl);
  for (const id of products) {
    const name = findProduct(id)?.name[say('order') === 'Order' ? 'en' : 'bn'] ?? '';
    await page.getByRole('button', { name: say('addNamed', { name }), exact: true }).click();
  }
  await page.evaluate('scrollTo(0, 0)');
  if (photos) await photograph('1-shop');
  await page.getByRole('link', { name: /^(Cart|ঝুড়ি),/ }).click();
  if (photos) await photograph('2-cart');
  await page.getByRole('link', { name: say('toCheckout') }).click();
  await page.getByLabel(say('name'), { exact: true }).fill('Rahima Khatun');
  await page.getByLabel(say('phone')).fill(phone);
  await page.getByLabel(say('email')).fill('rahima@shop.example');
  if (photos) await photograph('3-checkout');
}

/** bKash's three pages. `otp` may be wrong: then it is given as often as bKash asks. */
export async function payAtBkash(
  { page, photograph }: Customer,
  { wallet, photos = false }: { wallet: string; photos?: boolean },
): Promise<void> {
  for (const [field, value] of [
    ['wallet', wallet],
    ['otp', '123456'],
    ['pin', '12121'],
  ] as const) {
    await page.locator(`#${field}`).fill(value);
    if (photos) await photograph(`4-bkash-${field}`);
    await page.locator('button[value="confirm"]').click();
  }
}

export async function expectHeading({ page }: Customer, text: string): Promise<void> {
  await page.getByRole('heading', { level: 1, name: text, exact: true }).waitFor({ timeout: 30_000 });
}

/** The order's number as its page shows it. */
export async function orderIdOn({ page }: Customer): Promise<string> {
  const [orderId] = /SB-[0-9A-Z]{20}/.exec(page.url()) ?? [];
  expect(orderId).toBeDefined();
  return orderId ?? '';
}
