import { describe, expect, it } from 'vitest';
import { letterOf } from '../../../shared/adapters/ses/letter.ts';
import { htmlOf } from '../../../shared/adapters/ses/letter-html.ts';
import { textOf } from '../../../shared/adapters/ses/letter-text.ts';
import { type LetterKind, messages } from '../../../shared/adapters/ses/messages.ts';
import { orderFor, paidAt, shop } from './orders.ts';

const kinds = Object.keys(messages) as LetterKind[];
const cases = kinds.flatMap((kind) => (['bn', 'en'] as const).map((locale) => ({ kind, locale })));

describe('a letter', () => {
  it('that tells of a payment is a receipt: order, amount, TrxID, time in Bangladesh, and the way back', () => {
    expect(textOf(letter('order.paid', 'en'))).toBe(`Dear Rahela Khatun,

Payment received, thank you!

SundarBan has received your bKash payment. There is nothing more to pay for this order.
You may keep this email as your receipt.

Order: SB-1001
Amount: ৳1,050.00
bKash TrxID: BKN7A1C2D3
Date and time: 23 November 2026, 6:53\u00a0pm

Back to SundarBan:
https://shop.example/orders?id=SB-1001&from=mail

-- 
SundarBan
SundarBan never asks for your bKash PIN or OTP.
You get this email because your address was given with an order at SundarBan.`);
  });

  it('in Bangla counts in Bangla', () => {
    const { subject, rows } = letter('order.paid', 'bn');
    expect(subject).toBe('৳১,০৫০.০০ পেমেন্ট পেয়েছি · অর্ডার SB-1001');
    expect(rows).toEqual([
      { label: 'অর্ডার নম্বর', value: 'SB-1001' },
      { label: 'টাকার পরিমাণ', value: '৳১,০৫০.০০' },
      { label: 'বিকাশ TrxID', value: 'BKN7A1C2D3' },
      { label: 'তারিখ ও সময়', value: '২৩ নভেম্বর ২০২৬, সন্ধ্যা\u00a0৬:৫৩' },
    ]);
  });

  it('in review gives the TrxID and what the order costs, but does not claim how much came', () => {
    const { rows } = letter('order.review', 'en');
    expect(rows[1]).toEqual({ label: 'Order total', value: '৳1,050.00' });
    expect(rows[2]?.value).toBe('BKN7A1C2D3');
  });

  it('about an order that is over and never charged names no payment', () => {
    for (const kind of ['order.expired', 'order.cancelled'] as const)
      expect(letter(kind, 'en').rows.map(({ label }) => label)).toEqual(['Order', 'Order total']);
  });

  it('that sends a customer to pay leads there, and says until when', () => {
    const { order, fact } = orderFor('order.payment_link', { locale: 'en' });
    const written = letterOf(order, fact, {
      ...shop,
      linkTo: () => 'https://pay.example/pay/SB-1001?token=t',
    });
    expect(written.link).toEqual({ label: 'Pay with bKash', url: 'https://pay.example/pay/SB-1001?token=t' });
    expect(written.rows.slice(1)).toEqual([
      { label: 'Order total', value: '৳1,050.00' },
      { label: 'Can be paid until', value: '24 November 2026, 6:53\u00a0pm' },
    ]);
  });

  it('about money that came too late names that money', () => {
    for (const kind of ['order.expired, late money', 'order.cancelled, late money'] as const) {
      const { subject, rows } = letter(kind, 'en');
      expect(subject).toContain('৳600.00');
      expect(rows.map(({ value }) => value)).toContain('BKN7A1C2D3');
    }
  });

  it('about money that was sent back before the order was over names that money, and calls nothing late', () => {
    for (const kind of ['order.expired, money sent back', 'order.cancelled, money sent back'] as const) {
      const { subject, rows, sentences } = letter(kind, 'en');
      expect(subject).toContain('৳600.00');
      expect(rows.map(({ value }) => value)).toContain('BKN7A1C2D3');
      expect(sentences.join(' ')).toContain('The ৳600.00 that you had paid did not match this order.');
      expect(sentences.join(' ')).not.toMatch(/arrived|after|late|Nothing was taken/);
      expect(letter(kind, 'bn').sentences.join(' ')).not.toMatch(/আসার আগেই|করার পরে|কাটা হয়নি/);
    }
  });

  it('about money that another order holds, or that bKash refused to return, promises nothing of it', () => {
    for (const kind of ['order.expired, money held', 'order.cancelled, money held'] as const) {
      const { subject, rows, sentences } = letter(kind, 'en');
      expect(subject).toContain('৳600.00');
      expect(rows.map(({ value }) => value)).toContain('BKN7A1C2D3');
      expect(sentences.join(' ')).toContain('it does not go back by itself: somebody at SundarBan');
      expect(sentences.join(' ')).not.toMatch(/will be returned|goes back|Nothing was taken/);
      expect(letter(kind, 'bn').sentences.join(' ')).not.toMatch(/ফেরত দেওয়া হবে|ফেরত যাচ্ছে|কাটা হয়নি/);
    }
    const { order, fact } = orderFor('order.expired, late money', { locale: 'en' });
    const refused = { state: 'refused' as const, changedAt: paidAt };
    const surplus = order.surplus.map((one) => ({ ...one, progress: refused }));
    expect(letterOf({ ...order, surplus }, fact, shop).heading).toBe('The shop is looking into your money');
  });

  it.each(cases)('leaves no gap open: $kind in $locale', ({ kind, locale }) => {
    const written = letter(kind, locale);
    expect(written.subject).toBe(
      messages[kind][locale].subject
        .replace('{order}', 'SB-1001')
        .replace('{amount}', /৳(\S+)/.exec(written.rows[1]?.value ?? '')?.[1] ?? ''),
    );
    expect(textOf(written) + written.subject + htmlOf(written)).not.toMatch(/\{\w+\}|undefined|NaN|\[object/);
  });

  it('greets a customer who left no name', () => {
    const { order, fact } = orderFor('order.paid', { customer: { email: 'a@example.com' } });
    expect(letterOf(order, fact, shop).greeting).toBe('Dear customer,');
  });

  it('fills gaps once: a name that looks like a gap stays a name', () => {
    const { order, fact } = orderFor('order.paid', { customer: { name: '{shop}' } });
    expect(letterOf(order, fact, shop).greeting).toBe('Dear {shop},');
  });
});

describe('a letter as HTML', () => {
  it.each(cases)('asks for nothing from anywhere and runs nothing: $kind in $locale', ({ kind, locale }) => {
    const html = htmlOf(letter(kind, locale));
    expect(html).not.toMatch(
      /<(?:img|script|link|iframe|form|object|base|svg|video)\b|@import|url\(|\son\w+=/i,
    );
    const addresses = [...html.matchAll(/(?:href|src)="([^"]*)"/g)].map(([, address]) => address);
    expect(addresses).toEqual(['https://shop.example/orders?id=SB-1001&amp;from=mail']);
    // Gmail cuts a message at 102 kB; ten is plenty.
    expect(Buffer.byteLength(html)).toBeLessThan(12_000);
  });

  it('says all that the text says', () => {
    const written = letter('order.review', 'en');
    const html = htmlOf(written);
    for (const said of [written.greeting, written.heading, ...written.sentences, ...written.smallPrint])
      expect(html).toContain(said);
    for (const { label, value } of written.rows)
      expect(html).toMatch(new RegExp(`${label}</td>\\s*<td[^>]*>${value}`));
  });

  it('names its language and adapts to dark mode', () => {
    expect(htmlOf(letter('order.paid', 'bn'))).toContain('<html lang="bn">');
    expect(htmlOf(letter('order.paid', 'en'))).toContain('@media(prefers-color-scheme:dark)');
  });
});

function letter(kind: LetterKind, locale: 'bn' | 'en') {
  const { order, fact } = orderFor(kind, { locale });
  return letterOf(order, fact, shop);
}
