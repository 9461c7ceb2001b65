import { amountFromPoisha, type Poisha } from '../../domain/money.ts';
import type { LetterLocale } from './messages.ts';

// By hand, although `Intl` would do: its first use loads 19 ms of tables, a fifth of a cold start. A test holds this
// to what `Intl` says.

/** 105000 → `১,০৫০.০০` or `1,050.00`: Bengali digits in Bangla, grouped by lakh as Bangladesh counts, in both. */
export function spokenAmount(poisha: Poisha, locale: LetterLocale): string {
  const [taka = '', rest = ''] = amountFromPoisha(poisha).split('.');
  return digitsOf[locale](`${taka.replace(lakhGroups, '$1,')}.${rest}`);
}

/** Epoch ms → `২৩ নভেম্বর ২০২৬, সন্ধ্যা ৬:৫৩` or `23 November 2026, 6:53 pm`, by the clocks of Bangladesh. */
export function spokenTime(at: number, locale: LetterLocale): string {
  const there = new Date(at + dhakaAheadMs);
  const hour = there.getUTCHours();
  const date = `${there.getUTCDate()} ${months[locale][there.getUTCMonth()]} ${there.getUTCFullYear()}`;
  const clock = `${hour % 12 || 12}:${String(there.getUTCMinutes()).padStart(2, '0')}`;
  const partOfDay = partsOfDay[locale].findLast(([from]) => hour >= from)?.[1] ?? '';
  const time = locale === 'bn' ? [partOfDay, clock] : [clock, partOfDay];
  return digitsOf[locale](`${date}, ${time.join(unbroken)}`);
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

/** The gaps of a text. One pass, so that a value that looks like a placeholder stays what it is. */
export function filled(template: string, values: Record<string, string>): string {
  return template.replace(/\{(\w+)\}/g, (placeholder, name: string) => values[name] ?? placeholder);
}

/** A line may not end between the two words of a time of day. */
const unbroken = '\u00a0';

/** Control characters, line breaks and bidirectional controls. The joiners of Bangla script (U+200C, U+200D) stay. */
const unprintable = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;
const linkLike = /:\/\/|www\.|@|[\p{L}\p{M}\p{N}]\.[\p{L}\p{M}]{2,}/iu;

/** A digit that pairs of digits and a last one follow: 12,34,567. */
const lakhGroups = /(\d)(?=(?:\d\d)+\d$)/g;

const digitsOf: Record<LetterLocale, (text: string) => string> = {
  bn: (text) => text.replace(/\d/g, (digit) => '০১২৩৪৫৬৭৮৯'[Number(digit)] ?? digit),
  en: (text) => text,
};

/** UTC+6 the year round. */
const dhakaAheadMs = 6 * 60 * 60_000;

// biome-ignore format: a row of months reads best as a row
const months: Record<LetterLocale, string[]> = {
  bn: ['জানুয়ারি', 'ফেব্রুয়ারি', 'মার্চ', 'এপ্রিল', 'মে', 'জুন', 'জুলাই', 'আগস্ট', 'সেপ্টেম্বর', 'অক্টোবর', 'নভেম্বর', 'ডিসেম্বর'],
  en: ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'],
};

/** From which hour on it is what people there call it. */
const partsOfDay: Record<LetterLocale, Array<[fromHour: number, name: string]>> = {
  bn: [
    [0, 'রাত'],
    [4, 'ভোর'],
    [6, 'সকাল'],
    [12, 'দুপুর'],
    [16, 'বিকাল'],
    [18, 'সন্ধ্যা'],
    [20, 'রাত'],
  ],
  en: [
    [0, 'am'],
    [12, 'pm'],
  ],
};
