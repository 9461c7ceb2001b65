import type { OrderView } from '../../../shared/contract/order-view.ts';
import type { Poisha } from '../../../shared/domain/money.ts';

export type Locale = OrderView['locale'];

/** A choice made before wins; else the first of our languages that the browser asks for; else Bangla. */
export function chooseLocale(chosen: string | undefined, acceptLanguage: string | undefined): Locale {
  if (chosen === 'bn' || chosen === 'en') return chosen;
  const asked = (acceptLanguage ?? '').toLowerCase().match(/\b(bn|en)\b/)?.[1];
  return asked === 'en' ? 'en' : 'bn';
}

/** 125000 → `৳ ১,২৫০` or `৳ 1,250`; poisha are shown only where there are any. Lakh grouping in both languages. */
export function showMoney(locale: Locale, poisha: Poisha): string {
  const decimals = poisha % 100 === 0 ? 0 : 2;
  const format = new Intl.NumberFormat(locale === 'bn' ? 'bn-BD' : 'en-IN', {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
  return `৳\u00a0${format.format(poisha / 100)}`;
}

export function showNumber(locale: Locale, value: number): string {
  return new Intl.NumberFormat(locale === 'bn' ? 'bn-BD' : 'en-IN').format(value);
}

/** An ISO time as a customer in Bangladesh reads it. */
export function showTime(locale: Locale, iso: string): string {
  return new Intl.DateTimeFormat(locale === 'bn' ? 'bn-BD' : 'en-GB', {
    dateStyle: 'medium',
    timeStyle: 'short',
    hourCycle: 'h23',
    timeZone: 'Asia/Dhaka',
  }).format(new Date(iso));
}

/** `০১৭১২-৩৪৫৬৭৮` → `01712345678`: people type the digits of their own keyboard, and spaces where they like. */
export function latinDigits(text: string): string {
  return text
    .replace(/[০-৯]/g, (digit) => String(digit.charCodeAt(0) - 0x09e6))
    .replace(/[\s()\u200b-\u200d-]/g, '');
}
