import { html } from '../../../shared/adapters/markup/html.ts';
import type { Order } from '../../../shared/domain/order.ts';
import { extrasOf, type Page, page } from './layout.ts';
import type { Locale } from './locale.ts';
import { orderLine } from './order-line.ts';
import type { PageLinks } from './page-links.ts';
import { checkingText } from './scene-texts.ts';
import { refreshSeconds, waitScript } from './wait-script.ts';

/**
 * Why the customer waits: bKash cannot open a payment now (`_mail`: he will be told when), the shop takes no new ones,
 * or one is not decided yet.
 */
export type WaitReason = 'bkash_silent' | 'bkash_silent_told' | 'stopped' | 'checking';

/** Asks the same address again by itself, also without JavaScript; never says that anything has failed. */
export function waitingPage(options: {
  reason: WaitReason;
  order: Order;
  locale: Locale;
  shopName: string;
  links: PageLinks;
}): Page {
  const { reason, order, locale, shopName, links } = options;
  const text = texts[reason][locale];
  return page({
    locale,
    mood: 'wait',
    refreshSeconds,
    title: text.title,
    otherLanguageUrl: links.inOtherLanguage.pay,
    lead: html`<p>${text.body}</p>`,
    extras,
    body: html`<div id="rest"><p class="soft">${text.follow}</p>
<p><a href="${links.status}">${statusLink[locale]}</a></p>
${orderLine(order, shopName, locale)}</div>`,
  });
}

const extras = /* @__PURE__ */ extrasOf({ script: waitScript });

const statusLink: Record<Locale, string> = { bn: 'অর্ডারের অবস্থা দেখুন', en: 'See how your order stands' };

const bkashSilent = {
  bn: {
    title: 'বিকাশ এখন সাড়া দিচ্ছে না',
    body: 'আপনার অর্ডার ঠিক আছে। বিকাশ সাড়া দিলেই টাকা দেওয়ার পাতা খুলবে।',
  },
  en: {
    title: 'bKash is not answering right now',
    body: 'Your order is safe. The payment page opens as soon as bKash does.',
  },
};

const texts: Record<WaitReason, Record<Locale, { title: string; body: string; follow: string }>> = {
  bkash_silent: {
    bn: {
      ...bkashSilent.bn,
      follow: 'এই পাতা নিজে থেকেই আবার চেষ্টা করবে। পরে একই লিংক থেকেও টাকা দিতে পারবেন।',
    },
    en: {
      ...bkashSilent.en,
      follow: 'This page tries again by itself. You can also pay later with the same link.',
    },
  },
  bkash_silent_told: {
    bn: {
      ...bkashSilent.bn,
      follow: 'এই পাতা নিজে থেকেই আবার চেষ্টা করবে। পাতা বন্ধ করলেও বিকাশ চালু হলে লিংক পাঠিয়ে দেব।',
    },
    en: {
      ...bkashSilent.en,
      follow: 'This page tries again by itself. If you close it, we send you the link once bKash is back.',
    },
  },
  stopped: {
    bn: {
      title: 'দোকান এখন নতুন পেমেন্ট নিচ্ছে না',
      body: 'আপনার অর্ডার ঠিক আছে, কোনো টাকা কাটা হয়নি। আবার নেওয়া শুরু হলে টাকা দেওয়ার পাতা খুলবে।',
      follow: 'এই পাতা নিজে থেকেই আবার চেষ্টা করবে। পরে একই লিংক থেকেও টাকা দিতে পারবেন।',
    },
    en: {
      title: 'The shop is not taking new payments right now',
      body: 'Your order is safe and nothing was charged. The payment page opens when the shop takes payments again.',
      follow: 'This page tries again by itself. You can also pay later with the same link.',
    },
  },
  checking: {
    bn: {
      ...checkingText.bn,
      follow: 'এই পাতা নিজে থেকেই হালনাগাদ হবে। পাতা বন্ধ করলেও পেমেন্ট হারাবে না।',
    },
    en: {
      ...checkingText.en,
      follow: 'This page updates by itself. Closing it does not lose your payment.',
    },
  },
};
