import type { Poisha } from './money.ts';
import { type Customer, noted, type Order } from './order.ts';

/** A checkout as the shop asked for it, defaults filled in. */
export interface Checkout {
  orderId: string;
  amountPoisha: Poisha;
  customer: Customer;
  returnUrl: string;
  locale: 'bn' | 'en';
  mode: 'redirect' | 'sdk';
  expiresInMinutes: number;
}

/** A token lives 30 days past its order's expiry, so that a customer can still read what became of it (contract, section 3). */
const tokenLifeAfterExpiryMs = 30 * 24 * 60 * 60_000;

export function newOrder(checkout: Checkout, environment: string, signingKeyId: string, now: number): Order {
  const { expiresInMinutes, ...asked } = checkout;
  const expiresAt = now + expiresInMinutes * 60_000;
  const token = { keyId: signingKeyId, expiresAt: Math.floor((expiresAt + tokenLifeAfterExpiryMs) / 1000) };
  const order: Order = {
    environment,
    ...asked,
    version: 0,
    createdAt: now,
    expiresAt,
    updatedAt: now,
    token,
    attempts: [],
    refunds: [],
    surplus: [],
    timeline: [],
  };
  return noted(order, 'checkout', now);
}

/** Compared after parsing and defaults, field by field: the order of keys in a body means nothing. */
export function isSameCheckout(order: Order, checkout: Checkout): boolean {
  return (
    order.amountPoisha === checkout.amountPoisha &&
    order.returnUrl === checkout.returnUrl &&
    order.locale === checkout.locale &&
    order.mode === checkout.mode &&
    order.expiresAt - order.createdAt === checkout.expiresInMinutes * 60_000 &&
    order.customer.name === checkout.customer.name &&
    order.customer.email === checkout.customer.email &&
    order.customer.phone === checkout.customer.phone
  );
}
