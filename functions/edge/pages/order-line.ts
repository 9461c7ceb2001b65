import { type Html, html } from '../../../shared/adapters/markup/html.ts';
import { spokenAmount } from '../../../shared/adapters/ses/wording.ts';
import type { Order } from '../../../shared/domain/order.ts';
import type { Locale } from './locale.ts';

/** Shop, order and amount in one fine line, as a customer would read them out on the telephone. */
export function orderLine(order: Order, shopName: string, locale: Locale): Html {
  const amount = spokenAmount(order.amountPoisha, locale);
  return html`<p class="fine">${shopName} · ${order.orderId} · ৳${amount}</p>`;
}
