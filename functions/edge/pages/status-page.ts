import { type Content, type Html, html } from '../../../shared/adapters/markup/html.ts';
import { spokenAmount, spokenTime } from '../../../shared/adapters/ses/wording.ts';
import { undecidedStates } from '../../../shared/domain/lifecycle.ts';
import type { Order } from '../../../shared/domain/order.ts';
import { openClaims, type PaymentClaims } from '../../../shared/domain/payment-claims.ts';
import { isPayable, paidAttempt, statusOf } from '../../../shared/domain/status.ts';
import { followScript } from './follow-script.ts';
import { extrasOf, type Page, page } from './layout.ts';
import type { Locale } from './locale.ts';
import type { PageLinks } from './page-links.ts';
import { isFinal, type SceneName, sceneOf, scenes } from './scene.ts';
import { sceneTexts } from './scene-texts.ts';
import { moneyBackList, timelineList } from './status-lists.ts';
import { statusTexts } from './status-texts.ts';

/** How often a browser without JavaScript asks again: while bKash is being asked, and otherwise. */
const refreshSeconds = { undecided: 5, open: 30 };

/**
 * Where the order stands, in words, and every way on: pay, say that one has paid, go back to the shop. Built field by
 * field: what is personal and what is a code stays inside.
 */
export function statusPage(options: {
  order: Order;
  claims: PaymentClaims;
  shopName: string;
  /** Back to the shop, without the token. */
  shopUrl: string;
  locale: Locale;
  links: PageLinks;
  now: number;
}): Page {
  const { order, claims, shopName, shopUrl, locale, links, now } = options;
  const scene = sceneOf(order, now);
  const { mood, offers } = scenes[scene];
  const { title, body } = sceneTexts[scene][locale];
  const text = statusTexts[locale];
  const mayClaim = !paidAttempt(order) && !order.review;
  return page({
    locale,
    mood,
    title,
    lead: html`<p>${body}</p>${bkashMessage(order, scene, locale)}${claimNote(order, claims, shopName, locale)}`,
    refreshSeconds: refreshOf(order),
    otherLanguageUrl: links.inOtherLanguage.status,
    extras,
    body: html`<div id="rest" data-order="${order.orderId}" ${isFinal(order) ? undefined : html`data-stamp="${stampOf(order, now)}"`}>
${offers && html`<a class="button" href="${links.pay}">${text[offers]}</a>`}
${facts({ order, shopName, locale, now, isOffered: offers !== undefined })}
${moneyBackList(order, locale)}
<h2>${text.soFar}</h2>
${timelineList(order, locale)}
<p class="ways">${mayClaim ? html`<a href="${links.claimForm}">${text.claim}</a>` : undefined}
<a href="${shopUrl}" rel="noreferrer">${text.toShop}</a></p>
${isFinal(order) ? undefined : html`<p class="fine">${text.follows}</p>`}
</div>`,
  });
}

/** The same three fields of the order's view that the script compares. */
function stampOf(order: Order, now: number): string {
  return `${statusOf(order)} ${isPayable(order, now)} ${new Date(order.updatedAt).toISOString()}`;
}

function refreshOf(order: Order): number | undefined {
  if (isFinal(order)) return undefined;
  return statusOf(order) === 'pending' ? refreshSeconds.undecided : refreshSeconds.open;
}

/** bKash's own words about the latest try, where that is the news. */
function bkashMessage(order: Order, scene: SceneName, locale: Locale): Html | undefined {
  const latest = order.attempts.at(-1);
  const refusal = latest?.state === 'refused' ? latest.refusal : undefined;
  if (scene !== 'failed' || !refusal) return undefined;
  return html`<p class="says"><strong>${statusTexts[locale].bkashSays}</strong> ${refusal.message[locale]}</p>`;
}

function claimNote(order: Order, claims: PaymentClaims, shopName: string, locale: Locale): Content {
  const open = openClaims(order, claims);
  if (open.length === 0) return undefined;
  const isAsked = order.attempts.some(({ state }) => undecidedStates.has(state));
  const say = statusTexts[locale].claimed[isAsked ? 'asking' : 'noted'];
  return html`<p class="says">${say(open.map(({ trxId }) => trxId).join(', '), shopName)}</p>`;
}

function facts(given: {
  order: Order;
  shopName: string;
  locale: Locale;
  now: number;
  isOffered: boolean;
}): Html {
  const { order, shopName, locale, now, isOffered } = given;
  const text = statusTexts[locale];
  const paid = order.review ? undefined : paidAttempt(order);
  const amount = `৳${spokenAmount(order.amountPoisha, locale)}`;
  const label = paid ? text.amountPaid : isOffered ? text.amountToPay : text.amount;
  const rows: Array<[string, string]> = [
    [label, amount],
    [text.shop, shopName],
    [text.order, order.orderId],
    ...(paid ? [[text.trxId, paid.captured.trxId] as [string, string]] : []),
    ...(isOffered && isPayable(order, now)
      ? [[text.payUntil, spokenTime(order.expiresAt, locale)] as [string, string]]
      : []),
  ];
  return html`<dl>${rows.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}

const extras = /* @__PURE__ */ extrasOf({
  style: `
main{max-width:30rem}
.mark.done{border-color:var(--leaf);position:relative}
.mark.done::before{content:"";position:absolute;left:17px;top:6px;width:12px;height:22px;border:solid var(--leaf);border-width:0 5px 5px 0;transform:rotate(45deg)}
h2{margin:28px 0 8px;font-size:1rem;text-align:left}
h2+dl{margin-top:0}
dl,ol,ul{margin:20px 0 0;padding:0;list-style:none;text-align:left}
dl div,li{display:flex;flex-wrap:wrap;justify-content:space-between;gap:0 16px;padding:8px 0;border-top:1px solid var(--line)}
dt,time{color:var(--soft);font-size:.9rem}
dd{margin:0;font-weight:600;overflow-wrap:anywhere}
ol{margin:0;font-size:.9rem}
li span{flex:1 1 13rem;overflow-wrap:anywhere}
.says{margin-top:16px;padding:12px;border-radius:10px;background:var(--ground);text-align:left}
.ways{display:flex;flex-wrap:wrap;justify-content:center;gap:8px 24px;margin-top:24px}
.ways a{padding:6px 0}
`,
  script: followScript,
});
