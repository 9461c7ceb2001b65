import { html } from 'hono/html';
import { assetUrl } from '../assets.ts';
import { type Cart, mostOfOne, type PricedLine, priceLines, totalPoisha } from '../cart.ts';
import { showMoney, showNumber } from '../locale.ts';
import type { Visit } from '../visit.ts';
import { layout, type Markup } from './layout.ts';

export function cartPage(visit: Visit): Markup {
  const { say, cart } = visit;
  const lines = priceLines(cart);
  const body =
    lines.length === 0
      ? html`<div class="card message"><img src="${assetUrl('products/basket.svg')}" alt="" width="200" height="150">
<h1>${say('cart')}</h1><p>${say('cartEmpty')}</p><a class="button" href="/">${say('keepShopping')}</a></div>`
      : html`<h1>${say('cart')}</h1><div class="columns">
<ul class="cart-lines card">${lines.map((line) => cartLine(visit, line))}</ul>
<div class="aside">${summary(visit, cart)}
<a class="button wide" href="/checkout">${say('toCheckout')}</a>
<a class="button quiet wide" href="/">${say('keepShopping')}</a></div></div>`;
  return layout({ visit, kind: 'cart', title: say('cart'), body });
}

/** What it comes to; the same box stands beside the checkout form and under an order. */
export function summary({ locale, say }: Visit, cart: Cart, title = say('summary')): Markup {
  return html`<section class="card summary"><h2>${title}</h2><table>
<tbody>${priceLines(cart).map(
    ({
      product,
      quantity,
      poisha,
    }) => html`<tr><th scope="row">${product.name[locale]} <span class="times">× ${showNumber(locale, quantity)}</span></th>
<td>${showMoney(locale, poisha)}</td></tr>`,
  )}<tr><th scope="row">${say('delivery')}</th><td>${say('free')}</td></tr></tbody>
<tfoot><tr><th scope="row">${say('total')}</th><td>${showMoney(locale, totalPoisha(cart))}</td></tr></tfoot></table></section>`;
}

/** Plus and minus are buttons of a form, so that they work without JavaScript. */
function cartLine({ locale, say }: Visit, { product, quantity, poisha }: PricedLine): Markup {
  const name = product.name[locale];
  return html`<li class="cart-line"><img src="${assetUrl(`products/${product.id}.svg`)}" alt="" width="96" height="72">
<div class="cart-line-words"><h2>${name}</h2><p class="unit">${showMoney(locale, product.pricePoisha)} · ${product.unit[locale]}</p></div>
<form method="post" action="/cart" class="stepper"><input type="hidden" name="product" value="${product.id}">
<button name="quantity" value="${quantity - 1}" aria-label="${say('fewer', { name })}">−</button>
<output aria-label="${say('quantity')}">${showNumber(locale, quantity)}</output>
<button name="quantity" value="${quantity + 1}" ${quantity === mostOfOne ? 'disabled' : ''} aria-label="${say('more', { name })}">+</button>
<button class="link" name="quantity" value="0" aria-label="${say('removeNamed', { name })}">${say('remove')}</button></form>
<strong class="cart-line-price">${showMoney(locale, poisha)}</strong></li>`;
}
