import type { Page } from '../../../../functions/edge/pages/layout.ts';
import type { Locale } from '../../../../functions/edge/pages/locale.ts';
import { pageLinks } from '../../../../functions/edge/pages/page-links.ts';
import { statusPage } from '../../../../functions/edge/pages/status-page.ts';
import { shopUrl } from '../../../../functions/edge/shop-url.ts';
import type { Attempt, Order } from '../../../../shared/domain/order.ts';
import { noClaims, type PaymentClaims } from '../../../../shared/domain/payment-claims.ts';
import type { TimelineWhat } from '../../../../shared/domain/timeline.ts';
import { timelineTexts } from '../../../../shared/usecases/timeline-texts.ts';
import { pendingOrder } from '../../../adapters/ses/orders.ts';
import { now, orders } from '../../../domain/payment-life-orders.ts';

export const locales: Locale[] = ['bn', 'en'];
export const token = `v1.k1.1900000000.${'M'.repeat(43)}`;

export function aPage(
  order: Order = pendingOrder(),
  given: { locale?: Locale; claims?: PaymentClaims; shopName?: string } = {},
): Page {
  const { locale = 'bn', claims = noClaims(order.orderId), shopName = 'SundarBan' } = given;
  const links = pageLinks(order, token, locale);
  return statusPage({ order, claims, shopName, shopUrl: shopUrl(order), locale, links, now });
}

/** What a person reads of it. */
export function wordsOf({ text }: Page): string {
  const body = text.replace(/<(style|script)>[\s\S]*?<\/\1>|<a class="language".*<\/a>/g, '');
  const words = body
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"');
  return words.replaceAll(/\s+/g, ' ');
}

/** The same without the names that stand in every language. */
export function ownWordsOf(page: Page): string {
  return wordsOf(page).replaceAll(/SundarBan|SB-1001|SB-1|TrxID|DKN1A2B3C4|BKN7A1C2D3|৳/g, '');
}

export function orderRefused(code: string, message: { en: string; bn: string }): Order {
  const order = orders['refused by an Execute']?.() ?? pendingOrder();
  const attempts = order.attempts.map((attempt) => ({ ...attempt, refusal: { code, message } }) as Attempt);
  return { ...order, attempts, timeline: [{ at: now, what: 'refused', attempt: 1 }] };
}

/** Twenty attempts that bKash refused at its greatest length, ten refunds, surplus, and a timeline to its limit. */
export function heaviestOrder(): Order {
  const long = { en: 'x'.repeat(300), bn: 'ক'.repeat(300) };
  const refused = orderRefused('2029', long).attempts[0];
  const attempts = Array.from({ length: 20 }, (_, n) => ({ ...refused, attempt: n + 1 }) as Attempt);
  const longest = Object.keys(timelineTexts).toSorted(byLength).slice(0, 20) as TimelineWhat[];
  const progress = { state: 'refused' as const, changedAt: now, refusal: { code: '2071', message: long } };
  const money = { attempt: 1, trxId: 'DKN1A2B3C4', amountPoisha: 50_000_000, at: now, progress };
  return {
    ...pendingOrder(),
    orderId: 'S'.repeat(64),
    returnUrl: `https://shop.example/${'r'.repeat(480)}`,
    attempts,
    refunds: Array.from({ length: 10 }, (_, n) => ({
      ...money,
      refundId: `R-${n}`,
      reason: 'y'.repeat(255),
    })),
    surplus: Array.from({ length: 3 }, () => money),
    timeline: [
      ...attempts.map(({ attempt }) => ({ at: now, what: 'refused' as const, attempt })),
      ...longest.map((what) => ({ at: now, what, attempt: 1 })),
    ],
  };
}

function byLength(a: string, b: string): number {
  return (timelineTexts[b as TimelineWhat]?.length ?? 0) - (timelineTexts[a as TimelineWhat]?.length ?? 0);
}
