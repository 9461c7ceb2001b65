import { html } from 'hono/html';
import { assetUrl } from '../assets.ts';
import { countItems, quantityOf, totalPoisha } from '../cart.ts';
import { showMoney, showNumber } from '../locale.ts';
import { type Product, products } from '../products.ts';
import type { Visit } from '../visit.ts';
import { layout, type Markup } from './layout.ts';

/** The front page: everything the shop sells. */
export function shopPage(visit: Visit): Markup {
  const { say } = visit;
  return layout({
    visit,
    kind: 'shop',
    title: say('tagline'),
    body: html`<section class="hero"><div class="hero-words"><h1>${say('tagline')}</h1><p>${say('taglineMore')}</p></div>
<img class="hero-picture" src="${assetUrl('forest.svg')}" alt="" width="1200" height="300"></section>
<h2 class="visually-hidden">${say('allProducts')}</h2>
<ul class="products">${products.map((product) => card(visit, product))}</ul>
${visit.cart.length > 0 ? cartBar(visit) : ''}`,
  });
}

function card({ locale, say, cart }: Visit, { id, name, unit, about, pricePoisha }: Product): Markup {
  const inCart = quantityOf(cart, id);
  return html`<li class="product" id="p-${id}">
<img class="product-picture" src="${assetUrl(`products/${id}.svg`)}" alt="" width="240" height="180">
<div class="product-words"><h3>${name[locale]}</h3>
<p class="about">${about[locale]}</p>
<p class="price"><strong>${showMoney(locale, pricePoisha)}</strong> <span class="unit">${unit[locale]}</span></p></div>
<form method="post" action="/cart"><input type="hidden" name="product" value="${id}"><input type="hidden" name="from" value="shop">
<button class="button" aria-label="${say('addNamed', { name: name[locale] })}">${say('add')}</button></form>
<p class="in-cart">${inCart > 0 ? say('inCart', { count: showNumber(locale, inCart) }) : ''}</p>
</li>`;
}

function cartBar({ locale, say, cart }: Visit): Markup {
  return html`<a class="cart-bar" href="/cart"><span>${say('openCart')} (${showNumber(locale, countItems(cart))})</span>
<strong>${showMoney(locale, totalPoisha(cart))}</strong></a>`;
}
