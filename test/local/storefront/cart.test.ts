import { describe, expect, it } from 'vitest';
import {
  mostOfOne,
  quantityOf,
  readCart,
  setQuantity,
  totalAmount,
  totalPoisha,
  writeCart,
} from '../../../infra/local/storefront/cart.ts';
import { products } from '../../../infra/local/storefront/products.ts';

describe('a cart', () => {
  it('survives its cookie', () => {
    const cart = setQuantity(setQuantity([], 'honey', 2), 'crab', 1);
    expect(readCart(writeCart(cart))).toEqual(cart);
  });

  it.each([
    undefined,
    '',
    'honey',
    'honey-0',
    'honey-21',
    'honey--1',
    'honey-1e1',
    'gold-1',
    '<b>-1',
    'honey-2-3',
  ])('leaves out of a broken cookie what it does not understand: %s', (cookie) => {
    expect(readCart(cookie)).toEqual([]);
  });

  it('counts a product once, however often the cookie names it', () => {
    expect(readCart('honey-2.honey-3')).toEqual([{ product: 'honey', quantity: 3 }]);
  });

  it('takes its prices from the shop, in poisha', () => {
    const cart = readCart('honey-2.crab-1');
    expect(totalPoisha(cart)).toBe(295_000);
    expect(totalAmount(cart)).toBe('2950.00');
  });

  it('loses a product that is set to zero', () => {
    expect(quantityOf(setQuantity(readCart('honey-2.crab-1'), 'honey', 0), 'honey')).toBe(0);
  });

  it('never comes to more than may be paid at once, however full', () => {
    const full = products.map(({ id }) => ({ product: id, quantity: mostOfOne }));
    expect(totalPoisha(full)).toBeLessThanOrEqual(500_000_00);
  });
});
