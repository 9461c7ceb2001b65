import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { isFinal } from '../../../../functions/edge/pages/scene.ts';
import { timelineWords } from '../../../../functions/edge/pages/timeline-words.ts';
import { codes } from '../../../../shared/adapters/bkash/codes.ts';
import { moodOf } from '../../../../shared/adapters/ses/messages.ts';
import { productionWaits } from '../../../../shared/config/stage.ts';
import { nextAttempt } from '../../../../shared/domain/attempting.ts';
import { statusOf } from '../../../../shared/domain/status.ts';
import { orderFor } from '../../../adapters/ses/orders.ts';
import { now, orders } from '../../../domain/payment-life-orders.ts';
import {
  aPage,
  heaviestOrder,
  locales,
  orderRefused,
  ownWordsOf,
  token,
  wordsOf,
} from './status-page-orders.ts';

/** Every order that the life of an attempt and the letters know, in both languages. */
const all = [
  ...Object.entries(orders).map(([name, make]) => [name, make()] as const),
  ...(Object.keys(moodOf) as Array<keyof typeof moodOf>).map((kind) => [kind, orderFor(kind).order] as const),
];
const pages = all.flatMap(([name, order]) =>
  locales.map((locale) => ({ name, order, locale, page: aPage(order, { locale }) })),
);

describe.each(pages)('the status page of an order that is $name, in $locale', ({ order, locale, page }) => {
  it('says its language and is in it throughout', () => {
    expect(page.text).toContain(`<html lang="${locale}">`);
    expect(ownWordsOf(page)).not.toMatch(locale === 'en' ? /[\u0980-\u09ff]/ : /[A-Za-z]{2,}/);
  });

  it('loads nothing, and runs what its policy names byte for byte', () => {
    expect(page.text).not.toMatch(/<link|<img|<iframe|\son\w+=|url\(|@import/i);
    for (const [, tag, inside = ''] of page.text.matchAll(/<(style|script)>([\s\S]*?)<\/\1>/g)) {
      const hash = createHash('sha256').update(inside).digest('base64');
      expect(page.policy).toMatch(new RegExp(`${tag}-src [^;]*'sha256-${hash.replace(/[+/]/g, '\\$&')}'`));
    }
    expect(page.policy).not.toMatch(/unsafe|\*|https?:/);
  });

  it('offers a payment exactly where the link leads to one', () => {
    const offers = page.text.includes('class="button"');
    const next = nextAttempt(order, now, {
      waits: productionWaits,
      api: { product: 'tokenized', generation: 'v2' },
      absentCustomer: 'off',
    });
    const leadsThere = next.kind !== 'not_payable' && !(next.kind === 'wait' && next.why === 'deciding');
    expect(offers).toBe(leadsThere);
  });

  it('asks again by itself, with and without JavaScript, exactly until it is final', () => {
    expect(page.text.includes('http-equiv="refresh"')).toBe(!isFinal(order));
    expect(page.text.includes('data-stamp')).toBe(!isFinal(order));
  });

  it('never says failed, cancelled or expired while money may have moved', () => {
    if (statusOf(order) !== 'pending') return;
    expect(wordsOf(page)).not.toMatch(/\b(?:fail|cancel|expire)|ব্যর্থ|বাতিল|মেয়াদ/i);
  });

  it('shows nothing personal, and no paymentID', () => {
    expect(page.text).not.toMatch(/Rahela|Rahima|rahela|rahima|017\d{8}|TR0011/);
  });

  it('carries its token to no other host', () => {
    const links = [...page.text.matchAll(/(?:href|action)="([^"]+)"/g)].map(([, url = '']) => url);
    for (const url of links.filter((one) => one.includes(token))) expect(url).toMatch(/^\/pay\/[\w-]+[/?]/);
    for (const url of links.filter((one) => /^https?:/.test(one)))
      expect(url).toMatch(/^https:\/\/shop\.example\//);
  });
});

describe('the status page', () => {
  it.each([...codes].flatMap(([code, { message }]) => locales.map((locale) => ({ code, message, locale }))))(
    'tells the refusal $code in the words of bKash, in $locale, and never by its code',
    ({ code, message, locale }) => {
      const words = wordsOf(aPage(orderRefused(code, message), { locale }));
      expect(words.split(message[locale]).length).toBe(3);
      expect(words.replaceAll(' 2026,', '')).not.toContain(code);
    },
  );

  it('is less than 30 kB for the longest life an order can have', () => {
    for (const locale of locales) {
      const { text } = aPage(heaviestOrder(), { locale });
      expect(text.match(/<li>/g)).toHaveLength(40);
      expect(Buffer.byteLength(text)).toBeLessThan(30_000);
    }
  });

  it('calls no turn of an order failed, cancelled or expired: it may stand beside a payment in doubt', () => {
    for (const { bn, en } of Object.values(timelineWords)) {
      expect(en).not.toMatch(/fail|cancel|expire/i);
      expect(bn).not.toMatch(/ব্যর্থ|বাতিল|মেয়াদ/);
    }
  });

  it('is announced when its news change, and has a heading and words for every sign', () => {
    const { text } = aPage(orders.unknown?.());
    expect(text).toMatch(/<div id="news" role="status">[\s\S]*<h1>[\s\S]*<\/div>\n<div id="rest"/);
    expect(text).toContain('aria-hidden="true"');
  });

  it('leads to itself in the other language, and back to the order’s own without saying so', () => {
    const order = { ...orderFor('order.paid').order, locale: 'bn' as const };
    expect(aPage(order, { locale: 'bn' }).text).toContain(
      `<a class="language" lang="en" hreflang="en" href="/pay/SB-1001/status?token=${token}&amp;lang=en">English</a>`,
    );
    expect(aPage(order, { locale: 'en' }).text).toContain(
      `<a class="language" lang="bn" hreflang="bn" href="/pay/SB-1001/status?token=${token}">বাংলা</a>`,
    );
  });

  it('shows the TrxID of a paid order, and asks nobody for one any more', () => {
    const { text } = aPage(orderFor('order.paid').order);
    expect(text).toContain('BKN7A1C2D3');
    expect(text).not.toContain('claim=form');
  });

  it('shows each refund and what came back of late money', () => {
    expect(wordsOf(aPage(orderFor('order.refunded').order, { locale: 'en' }))).toContain(
      'Refund, back in your bKash account ৳600.00',
    );
    expect(wordsOf(aPage(orderFor('order.expired, money held').order, { locale: 'en' }))).toContain(
      'Surplus, being checked ৳600.00',
    );
  });

  it('says what the customer told it until it is settled', () => {
    const claims = { orderId: 'SB-1', version: 1, heardAt: [], claims: [{ trxId: 'DKN1A2B3C4', at: now }] };
    const claimed = (name: string) => wordsOf(aPage(orders[name]?.(), { claims, locale: 'en' }));
    expect(claimed('unknown')).toContain('You told us that you paid with DKN1A2B3C4. We are asking bKash');
    // bKash is asked about what is undecided only: to promise it of another order would be a lie.
    expect(claimed('created')).toContain('paid with DKN1A2B3C4. We have noted it');
    expect(claimed('created')).not.toContain('asking bKash');
    expect(claimed('completed')).not.toContain('You told us');
  });

  it('escapes whatever an order, a shop or bKash brings', () => {
    const hostile = `"><script>alert(1)</script>`;
    const order = orderRefused('2023', { en: hostile, bn: hostile });
    const { text } = aPage({ ...order, orderId: hostile }, { shopName: hostile });
    expect(text.match(/<script>/g)).toHaveLength(1);
    expect(text).not.toContain('alert(1)</script>');
  });
});
