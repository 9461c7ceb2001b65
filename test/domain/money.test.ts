import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { amountFromPoisha, poishaFromAmount, poishaFromBkash } from '../../shared/domain/money.ts';

describe('money', () => {
  it('is the same after being written and read', () => {
    const poisha = fc.integer({ min: 0, max: 9_999_999_999 });
    fc.assert(fc.property(poisha, (amount) => poishaFromAmount(amountFromPoisha(amount)) === amount));
  });

  it.each([
    '1e2',
    '0x10',
    '-1.00',
    '100',
    '100.0',
    '100.001',
    '0100.00',
    ' 1.00',
    '১০০.০০',
    '',
    '.50',
    '1,000.00',
  ])('refuses %j as an amount of the shop', (amount) => {
    expect(poishaFromAmount(amount)).toBeUndefined();
  });

  it.each([
    ['15', 1500],
    ['4.5', 450],
    ['600.00', 60_000],
    ['0.01', 1],
  ])('reads bKash writing %j', (amount, poisha) => {
    expect(poishaFromBkash(amount)).toBe(poisha);
  });

  it.each(['1.234', '-1', '1e3', 'NaN', '', '1.'])('refuses %j from bKash', (amount) => {
    expect(poishaFromBkash(amount)).toBeUndefined();
  });
});
