import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { type Cart, readCart, writeCart } from './cart.ts';
import { chooseLocale, type Locale } from './locale.ts';
import { type Say, speak } from './words.ts';

/** What every page needs to know of the person who looks at it. All of it lives in his own cookies. */
export type Visit = {
  locale: Locale;
  say: Say;
  cart: Cart;
  /** His latest order, for the link in the header. */
  latestOrderId: string | undefined;
  /** The path of this page: where the language switch leads back to. */
  path: string;
};

export function visitOf(c: Context): Visit {
  const locale = chooseLocale(getCookie(c, 'language'), c.req.header('accept-language'));
  return {
    locale,
    say: speak(locale),
    cart: readCart(getCookie(c, 'cart')),
    latestOrderId: getCookie(c, 'order')?.match(/^SB-[0-9A-Z]{20}$/)?.[0],
    path: c.req.method === 'GET' ? c.req.path : '/',
  };
}

export function keepCart(c: Context, cart: Cart): void {
  keep(c, 'cart', writeCart(cart));
}

export function keepLocale(c: Context, locale: Locale): void {
  keep(c, 'language', locale);
}

export function keepLatestOrder(c: Context, orderId: string): void {
  keep(c, 'order', orderId);
}

/** Lax: bKash sends the customer back from another site by a plain link, and he should find his language again. */
function keep(c: Context, name: string, value: string): void {
  setCookie(c, name, value, { path: '/', httpOnly: true, sameSite: 'Lax', maxAge: 30 * 24 * 3600 });
}
