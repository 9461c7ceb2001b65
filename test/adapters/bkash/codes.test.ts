import { describe, expect, it } from 'vitest';
import { codes, internalNames } from '../../../shared/adapters/bkash/codes.ts';

/** bKash's published list, `bkash-api.md` section 9. */
const published = ['503', ...range(2001, 2069), ...range(2071, 2082), ...range(2116, 2119), '2127', '9999'];

describe('the table of codes', () => {
  it('has a row for every code that bKash publishes, and none of its own', () => {
    expect([...codes.keys()].sort()).toEqual(published.sort());
  });

  it.each(published)('tells a customer about %s in Bangla and in English', (code) => {
    const { en, bn } = codes.get(code)?.message ?? { en: '', bn: '' };
    expect(en).toMatch(/^[A-Z b].{10,}\.$/);
    expect(bn).toMatch(/^[\u0980-\u09ff\s(),–।]{10,}।$/);
  });

  it.each([
    ['retry', ['503', '2003', '2020', '2024', '2033', '2127', '9999']],
    ['ask', ['2062', '2068', '2116', '2117', '2119']],
    ['premature', ['2056', '2060']],
    ['duplicate', ['2029']],
    ['token', ['2079']],
    [
      'customer',
      [
        '2009',
        '2010',
        '2011',
        ...range(2013, 2019),
        '2023',
        '2037',
        '2038',
        '2043',
        '2045',
        '2057',
        '2058',
        '2059',
      ],
    ],
  ])('handles as %s exactly these', (handling, expected) => {
    const rows = [...codes].filter(([, row]) => row.handling === handling).map(([code]) => code);
    expect(rows.sort()).toEqual(expected.sort());
  });

  it('knows every name it maps', () => {
    for (const code of internalNames.values()) expect(codes.has(code)).toBe(true);
  });
});

function range(from: number, to: number): string[] {
  return Array.from({ length: to - from + 1 }, (_, index) => String(from + index));
}
