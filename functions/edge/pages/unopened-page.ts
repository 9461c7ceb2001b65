import { html } from '../../../shared/adapters/markup/html.ts';
import { type Page, page } from './layout.ts';
import type { Locale } from './locale.ts';

/** At once, should a person see it after all: the browser then asks again, and no longer in advance. */
const refreshSeconds = 1;

/** What a program sees that looks ahead for a person: that there is a link to open, and nothing of the order. */
export function unopenedPage(locale: Locale): Page {
  const { title, body } = texts[locale];
  return page({ locale, mood: 'wait', title, body: html`<p>${body}</p>`, refreshSeconds });
}

const texts: Record<Locale, { title: string; body: string }> = {
  bn: { title: 'বিকাশে টাকা দেওয়ার লিংক', body: 'টাকা দিতে বা অর্ডারের অবস্থা দেখতে লিংকটি খুলুন।' },
  en: { title: 'Payment link for bKash', body: 'Open the link to pay or to see how your order stands.' },
};
