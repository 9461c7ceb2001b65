import { html } from '../../../shared/adapters/markup/html.ts';
import type { ProblemCode } from '../../../shared/contract/problem.ts';
import { type Page, page } from './layout.ts';
import type { Locale } from './locale.ts';

/** An error as a customer reads it: what is the case, what to do next, and that no money is lost by it. */
export function errorPage(options: { code: ProblemCode; locale: Locale; requestId: string }): Page {
  const { code, locale, requestId } = options;
  const text = (texts[code] ?? texts.internal)[locale];
  return page({
    locale,
    mood: 'stop',
    title: text.title,
    body: html`<p>${text.body}</p>
<p class="fine">${locale === 'bn' ? 'সহায়তার জন্য নম্বর' : 'Reference'}: ${requestId}</p>`,
  });
}

interface Text {
  title: string;
  body: string;
}

type Texts = Record<Locale, Text>;

const nothingFound: Texts = {
  bn: {
    title: 'এই ঠিকানায় কিছু নেই',
    body: 'লিংকটি সঠিক নয় বা অসম্পূর্ণ। দোকানের অর্ডার পাতা থেকে আবার খুলুন।',
  },
  en: {
    title: 'There is nothing at this address',
    body: 'The link is wrong or incomplete. Open it again from the order page of the shop.',
  },
};

const linkInvalid: Texts = {
  bn: {
    title: 'লিংকটি আর কাজ করে না',
    body: 'লিংকটির মেয়াদ শেষ অথবা এটি সঠিক নয়। আপনার টাকা নিরাপদ। দোকানের অর্ডার পাতা থেকে নতুন লিংক নিন।',
  },
  en: {
    title: 'This link no longer works',
    body: 'It has expired or is not right. Your money is safe. Get a new link from the order page of the shop.',
  },
};

const notUnderstood: Texts = {
  bn: {
    title: 'অনুরোধটি বোঝা যায়নি',
    body: 'লিংকটি বদলে গেছে বা অসম্পূর্ণ। দোকানের অর্ডার পাতা থেকে আবার খুলুন।',
  },
  en: {
    title: 'This request could not be understood',
    body: 'The link was changed or cut off. Open it again from the order page of the shop.',
  },
};

const notNow: Texts = {
  bn: {
    title: 'এই অর্ডারের টাকা এখন দেওয়া যাবে না',
    body: 'অর্ডারটির অবস্থা দোকানের অর্ডার পাতায় দেখুন।',
  },
  en: {
    title: 'This order cannot be paid now',
    body: 'See on the order page of the shop how the order stands.',
  },
};

const laterAgain: Texts = {
  bn: { title: 'একটু পরে আবার চেষ্টা করুন', body: 'এক মিনিট অপেক্ষা করে একই লিংক আবার খুলুন।' },
  en: { title: 'Please try again in a moment', body: 'Wait a minute and open the same link again.' },
};

const ourFault: Texts = {
  bn: {
    title: 'আমাদের দিকে একটি সমস্যা হয়েছে',
    body: 'আপনার টাকা নিরাপদ: টাকা কাটা হয়ে থাকলে অর্ডারে নিজে থেকেই জমা হবে। একটু পরে একই লিংক আবার খুলুন।',
  },
  en: {
    title: 'Something failed on our side',
    body: 'Your money is safe: if it was taken, it reaches your order by itself. Open the same link again in a moment.',
  },
};

/** Codes a browser route can meet; every other one reads as our own failure. */
const texts: Partial<Record<ProblemCode, Texts>> & { internal: Texts } = {
  invalid_request: notUnderstood,
  too_large: notUnderstood,
  unauthorized: linkInvalid,
  forbidden: linkInvalid,
  not_found: nothingFound,
  order_not_payable: notNow,
  too_many_attempts: notNow,
  slow_down: laterAgain,
  bkash_unavailable: laterAgain,
  internal: ourFault,
};
