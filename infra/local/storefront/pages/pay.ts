import { html } from 'hono/html';
import { poishaFromAmount } from '../../../../shared/domain/money.ts';
import { assetUrl } from '../assets.ts';
import { showMoney } from '../locale.ts';
import type { ShopOrder } from '../order-book.ts';
import type { Visit } from '../visit.ts';
import { summary } from './cart.ts';
import { layout, type Markup } from './layout.ts';

export interface PayHere {
  apiUrl: string;
  scriptUrl: string;
  payUrl: string;
}

/**
 * Where bKash opens inside the shop: its script, the button that it looks for, and the two calls that it makes, which
 * go from this page to the payment API with the order's own token. Without JavaScript the payment link leads on.
 */
export function payPage(visit: Visit, order: ShopOrder, { apiUrl, scriptUrl, payUrl }: PayHere): Markup {
  const { say, locale } = visit;
  const { amount } = order.request;
  const shown = showMoney(locale, poishaFromAmount(amount) ?? 0);
  const token = new URL(payUrl).searchParams.get('token') ?? '';
  return layout({
    visit,
    kind: 'order',
    title: say('payHereTitle'),
    scripts: [assetUrl('jquery.js'), scriptUrl, assetUrl('pay-here.js')],
    body: html`<section class="card status"><h1>${say('payHereTitle')}</h1><p class="lead">${say('payHereText')}</p>
<dl class="facts"><div><dt>${say('orderNumber')}</dt><dd class="code">${order.orderId}</dd></div>
<div><dt>${say('amountToPay')}</dt><dd class="amount">${shown}</dd></div></dl>
<p class="trouble" id="trouble" role="alert" hidden></p>
<button class="button bkash wide" id="bKash_button" type="button" data-api="${apiUrl}" data-order="${order.orderId}" data-token="${token}" data-amount="${amount}"
data-unreachable="${say('payHereUnreachable')}" data-closed="${say('payHereClosed')}">${say('payWithBkash', { amount: shown })}</button>
<noscript><p class="hint">${say('payHereNeedsScript')}</p></noscript>
<a class="button quiet wide" href="${payUrl}">${say('payOnBkashPage')}</a>
<p class="note">${say('payHereNote')}</p></section>
${summary(visit, order.lines, say('whatYouOrdered'))}`,
  });
}
