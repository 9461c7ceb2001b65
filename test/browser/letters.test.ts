import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { letterOf } from '../../shared/adapters/ses/letter.ts';
import { htmlOf } from '../../shared/adapters/ses/letter-html.ts';
import { type LetterKind, messages } from '../../shared/adapters/ses/messages.ts';
import { orderFor, shop } from '../adapters/ses/orders.ts';
import { launchBrowser } from './customer.ts';

/**
 * Goal: every letter reads well on a phone, by day and in dark mode. Method: each is laid out at 390 px with the longest
 * values it can have; nothing may stand out sideways, and every text must be told from its ground. Photographs with
 * ordinary values go to `test-artefacts/letters/`; look at them after a change of a text or of the frame.
 */
const artefacts = join(import.meta.dirname, '../../test-artefacts/letters');
const kinds = Object.keys(messages) as LetterKind[];
const cases = kinds.flatMap((kind) => (['bn', 'en'] as const).map((locale) => ({ kind, locale })));
const longest = { orderId: 'O'.repeat(64), amountPoisha: 9_999_999_999 };
const name = 'রাহেলাখাতুন'.repeat(9).slice(0, 100);

let browser: Browser;
beforeAll(async () => {
  mkdirSync(artefacts, { recursive: true });
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

describe.each(['light', 'dark'] as const)('in %s, on a phone,', (colorScheme) => {
  it.each(cases)('the letter of $kind in $locale is whole and legible', async ({ kind, locale }) => {
    const page = await browser.newPage({ viewport: { width: 390, height: 700 }, colorScheme });
    const { order, fact } = orderFor(kind, { locale });
    await page.setContent(htmlOf(letterOf(order, fact, shop)));
    await page.screenshot({
      path: join(artefacts, `${kind.replace(/\W+/g, '-')}-${locale}-${colorScheme}.png`),
      fullPage: true,
    });
    expect(await page.evaluate(lowestContrast)).toBeGreaterThanOrEqual(4.5);

    const filled = { ...order, ...longest, customer: { ...order.customer, name } };
    await page.setContent(htmlOf(letterOf(filled, fact, { ...shop, shopName: 'S'.repeat(60) })));
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    await page.close();
  });
});

/** In the page: the lowest ratio, as WCAG computes it, between a text and the nearest ground behind it. */
const lowestContrast = `(() => {
  const parse = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((c) => c / 255)
    .map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const groundOf = (element) => {
    for (let one = element; one; one = one.parentElement) {
      const colour = parse(getComputedStyle(one).backgroundColor);
      if (colour[3] !== 0) return colour;
    }
    return [255, 255, 255];
  };
  const texts = [...document.querySelectorAll('body *')].filter(
    (one) => one.checkVisibility({ opacityProperty: true }) &&
      [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim()));
  const ratios = texts.map((one) => {
    const [a, b] = [light(parse(getComputedStyle(one).color)), light(groundOf(one))];
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  });
  return Math.min(...ratios);
})()`;
