import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { chooseLocale, latinDigits, showMoney } from '../../../infra/local/storefront/locale.ts';
import { products } from '../../../infra/local/storefront/products.ts';
import { speak, words } from '../../../infra/local/storefront/words.ts';

const assets = new URL('../../../infra/local/storefront/assets/', import.meta.url);
const placeholders = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();
const bangla = /[\u0980-\u09ff]/;

/** The switch names the other language in its own letters, so it alone has them crossed. */
const sentences = Object.entries(words).filter(([key]) => key !== 'otherLanguage');
const ofProducts = products.flatMap(({ id, name, unit, about }) =>
  Object.entries({ name, unit, about }).map(([part, text]) => [`${id}.${part}`, text] as const),
);

describe('the words of the shop', () => {
  it.each([...sentences, ...ofProducts])('are complete in both languages: %s', (_, { bn, en }) => {
    expect(bn).toMatch(bangla);
    expect(en).toMatch(/[A-Za-z]/);
    expect(en).not.toMatch(bangla);
    expect(placeholders(bn)).toEqual(placeholders(en));
  });

  it('are filled in where they have gaps', () => {
    expect(speak('en')('inCart', { count: '2' })).toBe('2 in your cart');
  });

  it.each(products)('have a picture and a payable price: $id', ({ id, pricePoisha }) => {
    expect(existsSync(new URL(`products/${id}.svg`, assets))).toBe(true);
    expect(Number.isInteger(pricePoisha) && pricePoisha >= 100).toBe(true);
  });
});

describe('the language', () => {
  it.each([
    ['en', 'bn-BD', 'en'],
    [undefined, 'bn-BD,bn;q=0.9,en;q=0.8', 'bn'],
    [undefined, 'en-GB,en;q=0.9', 'en'],
    [undefined, 'fr-FR,fr;q=0.9', 'bn'],
    [undefined, undefined, 'bn'],
    ['de', 'en', 'en'],
  ])(
    'is the chosen one, else what the browser asks for, else Bangla: %s %s → %s',
    (chosen, asked, locale) => {
      expect(chooseLocale(chosen, asked)).toBe(locale);
    },
  );

  it('writes amounts in its own digits, with lakh grouping, poisha only where there are any', () => {
    expect(showMoney('bn', 12_345_600)).toBe('৳\u00a0১,২৩,৪৫৬');
    expect(showMoney('en', 105_050)).toBe('৳\u00a01,050.50');
  });

  it('lets people type the digits of their own keyboard', () => {
    expect(latinDigits('০১৭১২-৩৪ ৫৬৭৮')).toBe('01712345678');
  });
});
