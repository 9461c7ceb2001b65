import { amountFromPoisha, type Poisha } from '../../../shared/domain/money.ts';
import { findProduct, type Product, type ProductId } from './products.ts';

/** What the customer wants; prices are always the shop's own table, never the cookie's. */
export type CartLine = { product: ProductId; quantity: number };
export type Cart = CartLine[];

/** Beyond twenty of one thing a customer should call us; it also keeps the total far below the payment limit. */
export const mostOfOne = 20;

/** `honey-2.crab-1` → lines. Whatever it does not understand it leaves out: a cookie is the customer's to break. */
export function readCart(cookie: string | undefined): Cart {
  const lines = (cookie ?? '').split('.').flatMap((part): CartLine[] => {
    const [, id = '', digits = ''] = /^([a-z]+)-([0-9]{1,2})$/.exec(part) ?? [];
    const product = findProduct(id);
    const quantity = Number(digits);
    return product && quantity >= 1 && quantity <= mostOfOne ? [{ product: product.id, quantity }] : [];
  });
  return [...new Map(lines.map((line) => [line.product, line])).values()];
}

export function writeCart(cart: Cart): string {
  return cart.map(({ product, quantity }) => `${product}-${quantity}`).join('.');
}

/** Zero takes the product out; a new product goes to the end. */
export function setQuantity(cart: Cart, product: ProductId, quantity: number): Cart {
  if (quantity === 0) return cart.filter((line) => line.product !== product);
  const known = cart.some((line) => line.product === product);
  return known
    ? cart.map((line) => (line.product === product ? { product, quantity } : line))
    : [...cart, { product, quantity }];
}

export function quantityOf(cart: Cart, product: ProductId): number {
  return cart.find((line) => line.product === product)?.quantity ?? 0;
}

export function countItems(cart: Cart): number {
  return cart.reduce((sum, line) => sum + line.quantity, 0);
}

export type PricedLine = { product: Product; quantity: number; poisha: Poisha };

export function priceLines(cart: Cart): PricedLine[] {
  return cart.flatMap(({ product: id, quantity }) => {
    const product = findProduct(id);
    return product ? [{ product, quantity, poisha: product.pricePoisha * quantity }] : [];
  });
}

export function totalPoisha(cart: Cart): Poisha {
  return priceLines(cart).reduce((sum, line) => sum + line.poisha, 0);
}

/** The total as the contract spells it, `"1050.00"`. */
export function totalAmount(cart: Cart): string {
  return amountFromPoisha(totalPoisha(cart));
}
