import { amountFromPoisha, type Poisha } from '../../domain/money.ts';
import type { LetterLocale } from './messages.ts';

/** 105000 → `১,০৫০.০০` or `1,050.00`: Bengali digits in Bangla, grouped by lakh as Bangladesh counts, in both. */
export function spokenAmount(poisha: Poisha, locale: LetterLocale): string {
  return amountFormat[locale].format(Number(amountFromPoisha(poisha)));
}

/** Epoch ms → `২৩ নভেম্বর ২০২৬, সন্ধ্যা ৬:৫৩` or `23 November 2026, 6:53 pm`, by the clocks of Bangladesh. */
export function spokenTime(at: number, locale: LetterLocale): string {
  const parts = Object.fromEntries(
    timeFormat[locale].formatToParts(at).map(({ type, value }) => [type, value]),
  );
  const { day, month, year, hour, minute, dayPeriod = '' } = parts;
  // ICU says রাত্রি, the word of books; people say রাত.
  const partOfDay = dayPeriod.replace('রাত্রি', 'রাত');
  const clock = [`${hour}:${minute}`, partOfDay];
  return `${day} ${month} ${year}, ${(locale === 'bn' ? clock.reverse() : clock).join(unbroken)}`;
}

/**
 * The name as a greeting may carry it: on one line, nothing that reorders the text around it. Whoever orders types a
 * name and an email address freely, so a name that a mail program would turn into a link is not repeated: our letter
 * must not carry a stranger's advertisement. Undefined when nothing fit is left.
 */
export function addressableName(name: string | undefined): string | undefined {
  const cleaned = name?.replace(unprintable, ' ').replace(/\s+/g, ' ').trim();
  return cleaned && /[\p{L}\p{M}]/u.test(cleaned) && !linkLike.test(cleaned) ? cleaned : undefined;
}

/** A line may not end between the two words of a time of day. */
const unbroken = '\u00a0';

/** Control characters, line breaks and bidirectional controls. The joiners of Bangla script (U+200C, U+200D) stay. */
const unprintable = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;
const linkLike = /:\/\/|www\.|@|[\p{L}\p{M}\p{N}]\.[\p{L}\p{M}]{2,}/iu;

const inTaka = { minimumFractionDigits: 2, maximumFractionDigits: 2 };
const amountFormat: Record<LetterLocale, Intl.NumberFormat> = {
  bn: new Intl.NumberFormat('bn-BD', inTaka),
  // India's English is the one whose grouping Bangladesh shares.
  en: new Intl.NumberFormat('en-IN', inTaka),
};

const inDhaka = {
  timeZone: 'Asia/Dhaka',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
  hour12: true,
} as const;
const timeFormat: Record<LetterLocale, Intl.DateTimeFormat> = {
  bn: new Intl.DateTimeFormat('bn-BD', { ...inDhaka, dayPeriod: 'short' }),
  en: new Intl.DateTimeFormat('en-GB', inDhaka),
};
