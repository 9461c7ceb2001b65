import { html } from 'hono/html';
import { assetUrl } from '../assets.ts';
import { countItems } from '../cart.ts';
import { showNumber } from '../locale.ts';
import type { Visit } from '../visit.ts';

/** Escaped by hono's `html` tag; it is a promise only when a part of it is. */
export type Markup = ReturnType<typeof html>;

export type Page = {
  visit: Visit;
  title: string;
  body: Markup;
  /** Which page this is, for the style sheet. */
  kind: 'shop' | 'cart' | 'checkout' | 'order' | 'message';
  /** Present on a page that watches its order: where the status is asked, what it is now, and how often
   * it is loaded anew without JavaScript. */
  follow?: { url: string; stamp: string; refreshSeconds: number };
  /** Scripts of this page, in the order in which they need each other. */
  scripts?: readonly string[];
};

/** The frame of every page: complete without JavaScript, nothing from another host but bKash's script where it pays. */
export function layout({ visit, title, body, kind, follow, scripts = [] }: Page): Markup {
  const { say, locale } = visit;
  return html`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="theme-color" content="#12372f">
<title>${title} · ${say('shopName')}</title>
<link rel="icon" type="image/svg+xml" href="${assetUrl('mark.svg')}">
<link rel="stylesheet" href="${assetUrl('shop.css')}">
${follow ? html`<noscript><meta http-equiv="refresh" content="${follow.refreshSeconds}"></noscript><script src="${assetUrl('follow.js')}" defer></script>` : ''}
${scripts.map((url) => html`<script src="${url}" defer></script>`)}
</head>
<body class="page-${kind}">
<a class="skip" href="#content">${say('skipToContent')}</a>
${header(visit)}
<main id="content" ${follow ? html`data-follow="${follow.url}" data-stamp="${follow.stamp}"` : ''}>
${body}
</main>
<footer class="footer"><p>${say('demoNote')}</p></footer>
</body>
</html>`;
}

function header({ say, locale, cart, latestOrderId, path }: Visit): Markup {
  const other = locale === 'bn' ? 'en' : 'bn';
  const count = showNumber(locale, countItems(cart));
  return html`<header class="header"><div class="header-in">
<a class="brand" href="/"><img src="${assetUrl('mark.svg')}" alt="" width="36" height="36"><span>${say('shopName')}</span></a>
<nav class="header-links">
${latestOrderId ? html`<a class="header-link" href="/orders/${latestOrderId}">${say('myOrder')}</a>` : ''}
<a class="header-link" href="/language?to=${other}&amp;back=${encodeURIComponent(path)}" lang="${other}" hreflang="${other}">${say('otherLanguage')}</a>
<a class="header-cart" href="/cart" aria-label="${say('cartWithCount', { count })}">
<svg viewBox="0 0 24 24" width="24" height="24" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="M4 9h16l-1.6 9.2a2 2 0 0 1-2 1.8H7.6a2 2 0 0 1-2-1.8L4 9Z"/><path d="M8.5 9 12 3.5 15.5 9M9.5 13v3.5M14.5 13v3.5"/></svg>
${cart.length > 0 ? html`<span class="badge" aria-hidden="true">${count}</span>` : ''}</a>
</nav></div></header>`;
}
