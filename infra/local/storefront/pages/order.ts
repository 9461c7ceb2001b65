import { html } from 'hono/html';
import type { OrderView } from '../../../../shared/contract/order-view.ts';
import { type Poisha, poishaFromAmount } from '../../../../shared/domain/money.ts';
import { assetUrl } from '../assets.ts';
import { showMoney, showTime } from '../locale.ts';
import type { ShopOrder } from '../order-book.ts';
import { type Scene, sceneOf, stampOf } from '../scene.ts';
import type { Visit } from '../visit.ts';
import { summary } from './cart.ts';
import { layout, type Markup } from './layout.ts';

/** `packedFrom`: when the payment API told the shop's server that it is paid (ISO 8601). */
type ShownOrder = ShopOrder & { packedFrom?: string | undefined };

/**
 * The order as the payment API sees it now; `view` is undefined while that API cannot be reached.
 * Nothing of the address the customer came back on is shown: only the API knows whether he has paid.
 */
export function orderPage(visit: Visit, order: ShownOrder, view: OrderView | undefined): Markup {
  const { say } = visit;
  const scene = sceneOf(view);
  const title = say(`${scene.name}Title`);
  const follow = scene.follows
    ? { url: `/orders/${order.orderId}/status`, stamp: stampOf(view), refreshSeconds: scene.offers ? 30 : 5 }
    : undefined;
  return layout({
    visit,
    kind: 'order',
    title: `${title} · ${order.orderId}`,
    ...(follow ? { follow } : {}),
    body: html`<section class="card status tone-${scene.tone}">
<img class="status-picture" src="${assetUrl(`tone-${scene.tone}.svg`)}" alt="" width="72" height="72">
<h1>${title}</h1><p class="lead">${say(`${scene.name}Text`)}</p>
${view ? bkashMessage(visit, scene, view) : ''}
${facts(visit, order, scene, view)}
${payButton(visit, order, scene, view)}
${follow ? html`${paymentPageLink(visit, order)}<p class="hint">${say('followsByItself')}</p>` : ''}</section>
${summary(visit, order.lines, say('whatYouOrdered'))}
<p class="after"><a class="button quiet" href="/">${say('backToShop')}</a></p>`,
  });
}

/** bKash's own words on the latest try, in the order's language. */
function bkashMessage({ say }: Visit, scene: Scene, view: OrderView): Markup | '' {
  const message = scene.name === 'failed' ? view.attempts.at(-1)?.message : undefined;
  return message
    ? html`<p class="bkash-says"><strong>${say('bkashSays')}:</strong> <span lang="${view.locale}">${message}</span></p>`
    : '';
}

function facts(visit: Visit, order: ShownOrder, scene: Scene, view: OrderView | undefined): Markup {
  const { say, locale } = visit;
  const money = (amount: string) => showMoney(locale, poisha(amount));
  const trxID = view?.attempts.find((attempt) => attempt.state === 'completed')?.trxID;
  const rows: Array<[string, string, string?]> = [[say('orderNumber'), order.orderId, 'code']];
  if (view && poisha(view.amountPaid) > 0) rows.push([say('amountPaid'), money(view.amountPaid), 'amount']);
  // Where nobody should pay just now, "to pay" would ask for it all the same.
  else rows.push([say(scene.offers ? 'amountToPay' : 'orderTotal'), money(order.request.amount), 'amount']);
  if (view && poisha(view.amountRefunded) > 0) rows.push([say('amountRefunded'), money(view.amountRefunded)]);
  // The shop's server packs when it was told, not when somebody looks at this page.
  if (scene.name === 'paid' && order.packedFrom) {
    rows.push([say('packingSince'), showTime(locale, order.packedFrom)]);
  }
  if (trxID) rows.push([say('trxID'), trxID, 'code']);
  if (view?.payable && scene.offers) rows.push([say('payUntil'), showTime(locale, view.expiresAt)]);
  return html`<dl class="facts">${rows.map(
    ([name, value, kind]) => html`<div><dt>${name}</dt><dd class="${kind ?? ''}">${value}</dd></div>`,
  )}</dl>`;
}

/**
 * The payment link makes a new try or leads to the one that is open; the shop need not know which. An order that was to
 * be paid here still can be, and by its link as well.
 */
function payButton(
  { say }: Visit,
  { orderId, payUrl }: ShopOrder,
  { offers }: Scene,
  view: OrderView | undefined,
): Markup | '' {
  if (!offers || !view?.payable || !payUrl) return '';
  if (view.mode === 'redirect') return html`<a class="button bkash wide" href="${payUrl}">${say(offers)}</a>`;
  return html`<a class="button bkash wide" href="/orders/${orderId}/pay">${say(offers)}</a>
<a class="button quiet wide" href="${payUrl}">${say('payOnBkashPage')}</a>`;
}

/** Where the payment itself is followed and claimed; of no use any more once the order is settled. */
function paymentPageLink({ say, locale }: Visit, { payUrl }: ShopOrder): Markup | '' {
  const statusUrl = payUrl?.replace('?', '/status?');
  return statusUrl
    ? html`<p class="hint"><a href="${statusUrl}&amp;lang=${locale}">${say('paymentPage')}</a>: ${say('paymentPageMore')}</p>`
    : '';
}

function poisha(amount: string): Poisha {
  return poishaFromAmount(amount) ?? 0;
}
