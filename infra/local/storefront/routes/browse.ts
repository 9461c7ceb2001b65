import { Hono } from 'hono';
import { findAsset } from '../assets.ts';
import { mostOfOne, quantityOf, setQuantity } from '../cart.ts';
import { chooseLocale } from '../locale.ts';
import { cartPage } from '../pages/cart.ts';
import { messagePage } from '../pages/message.ts';
import { shopPage } from '../pages/shop.ts';
import { findProduct } from '../products.ts';
import { keepCart, keepLocale, visitOf } from '../visit.ts';

/** Looking around, filling the cart, choosing a language. */
export function browseRoutes(): Hono {
  const routes = new Hono();

  routes.get('/', (c) => c.html(shopPage(visitOf(c))));
  routes.get('/cart', (c) => c.html(cartPage(visitOf(c))));

  // With a quantity: that many. Without: one more than before.
  routes.post('/cart', async (c) => {
    const visit = visitOf(c);
    const form = await c.req.parseBody();
    const product = findProduct(String(form.product));
    const had = product ? quantityOf(visit.cart, product.id) : 0;
    const asked = form.quantity === undefined ? Math.min(had + 1, mostOfOne) : wholeNumber(form.quantity);
    if (!product || asked === undefined) return c.html(messagePage(visit, 'badRequest'), 400);
    keepCart(c, setQuantity(visit.cart, product.id, asked));
    return c.redirect(form.from === 'shop' ? `/#p-${product.id}` : '/cart', 303);
  });

  routes.get('/language', (c) => {
    keepLocale(c, chooseLocale(c.req.query('to'), undefined));
    return c.redirect(ownPath(c.req.query('back')), 303);
  });

  routes.get('/assets/*', (c) => {
    const asset = findAsset(c.req.path.slice('/assets/'.length));
    if (!asset) return c.notFound();
    return c.body(asset.body, 200, {
      'content-type': asset.type,
      'cache-control': 'public, max-age=31536000, immutable',
    });
  });

  return routes;
}

function wholeNumber(text: unknown): number | undefined {
  const value = typeof text === 'string' && /^[0-9]{1,2}$/.test(text) ? Number(text) : undefined;
  return value !== undefined && value <= mostOfOne ? value : undefined;
}

/** Only a path of this shop: `//elsewhere` and `/\elsewhere` are other hosts to a browser. */
function ownPath(path: string | undefined): string {
  return path && /^\/(?![/\\])[\x21-\x7e]*$/.test(path) ? path : '/';
}
