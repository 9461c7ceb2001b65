import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import type { CheckoutRequest } from '../../../../shared/contract/checkout.ts';
import { totalAmount } from '../cart.ts';
import { type CheckoutValues, checkCheckoutForm, checkoutFields, errorsAt } from '../checkout-form.ts';
import type { OrderBook } from '../order-book.ts';
import { checkoutPage } from '../pages/checkout.ts';
import type { PaymentApi } from '../payment-api.ts';
import { keepCart, keepLatestOrder, visitOf } from '../visit.ts';

export type ShopParts = {
  book: OrderBook;
  api: PaymentApi;
  /** Where customers reach the shop; bKash's return leads to it. Configured, never taken from a request. */
  publicUrl: string;
  /** Present where the shop can be paid inside its own page. */
  inPage?: { apiUrl: string; scriptUrl: string } | undefined;
};

/** From the cart to bKash's page, or to the shop's own where bKash opens in it. */
export function checkoutRoutes({ book, api, publicUrl, inPage }: ShopParts): Hono {
  const routes = new Hono();
  const offersInPage = inPage !== undefined;

  routes.get('/checkout', (c) => {
    const visit = visitOf(c);
    if (visit.cart.length === 0) return c.redirect('/cart', 303);
    const values = { name: '', phone: '', email: '', locale: visit.locale, mode: 'redirect' };
    return c.html(checkoutPage(visit, { values, errors: {}, once: randomUUID(), offersInPage }));
  });

  routes.post('/checkout', async (c) => {
    const visit = visitOf(c);
    if (visit.cart.length === 0) return c.redirect('/cart', 303);
    const form = await c.req.parseBody();
    const values = Object.fromEntries(
      checkoutFields.map((field) => [field, typeof form[field] === 'string' ? form[field] : '']),
    ) as CheckoutValues;
    const once = typeof form.once === 'string' && form.once ? form.once : randomUUID();
    const checked = checkCheckoutForm(values);
    if (!checked.ok)
      return c.html(checkoutPage(visit, { values, errors: checked.errors, once, offersInPage }), 422);

    const requestOf = (orderId: string): CheckoutRequest => ({
      orderId,
      amount: totalAmount(visit.cart),
      currency: 'BDT',
      customer: checked.customer,
      returnUrl: `${publicUrl}/orders/${orderId}`,
      locale: checked.locale,
      mode: checked.mode,
      expiresInMinutes: 1440,
    });
    const order = book.place({ once, lines: visit.cart, requestOf });
    const answer = await api.startCheckout(order.request);
    if (answer.kind === 'refused') {
      console.error(`storefront: the payment API refused ${order.orderId}: ${answer.code}`);
      const errors = errorsAt(
        answer.errors.map(({ path }) => path),
        values,
      );
      const form = { values, errors, once, refusal: 'refusedByPayments', offersInPage } as const;
      return c.html(checkoutPage(visit, form), 422);
    }
    keepCart(c, []);
    keepLatestOrder(c, order.orderId);
    // Unreachable is not the end of an order: its own page goes on asking.
    if (answer.kind === 'unreachable') return c.redirect(`/orders/${order.orderId}`, 303);
    book.rememberPayUrl(order.orderId, answer.value.payUrl);
    if (checked.mode === 'sdk') return c.redirect(`/orders/${order.orderId}/pay`, 303);
    return c.redirect(answer.value.bkashUrl ?? answer.value.payUrl, 303);
  });

  return routes;
}
