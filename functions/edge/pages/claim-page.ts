import { html } from '../../../shared/adapters/markup/html.ts';
import type { Order } from '../../../shared/domain/order.ts';
import { extrasOf, type Page, page } from './layout.ts';
import type { Locale } from './locale.ts';
import { orderLine } from './order-line.ts';
import type { PageLinks } from './page-links.ts';

/** Why the form is shown again. */
export type ClaimTrouble = 'not_a_trx_id' | 'too_many';

/** "I paid": asks for the TrxID. A page of its own, because one that follows the order would wipe out what is typed. */
export function claimPage(options: {
  order: Order;
  shopName: string;
  locale: Locale;
  links: PageLinks;
  trouble?: ClaimTrouble;
  /** What stood in the field. */
  typed?: string;
}): Page {
  const { order, shopName, locale, links, trouble, typed } = options;
  const text = texts[locale];
  return page({
    locale,
    mood: 'yours',
    title: text.title,
    lead: html`<p>${text.body}</p>`,
    otherLanguageUrl: links.inOtherLanguage.claimForm,
    extras,
    body: html`<form method="post" action="${links.claims}">
<label for="trxID">TrxID</label>
<input id="trxID" name="trxID" value="${typed?.slice(0, longestShown)}" required maxlength="40" autocomplete="off" autocapitalize="characters" spellcheck="false" ${trouble && html`aria-invalid="true"`} aria-describedby="${trouble ? 'trouble hint' : 'hint'}">
${trouble && html`<p id="trouble" class="trouble" role="alert">${text[trouble]}</p>`}
<p id="hint" class="soft">${text.hint}</p>
<button class="button">${text.send}</button>
</form>
<p><a href="${links.status}">${text.back}</a></p>
${orderLine(order, shopName, locale)}`,
  });
}

/** A TrxID has ten letters; whatever is much longer is not worth sending back. */
const longestShown = 40;

const extras = /* @__PURE__ */ extrasOf({
  style: `
form{margin-top:20px;text-align:left}
label{display:block;font-weight:600}
input{width:100%;margin-top:4px;padding:12px;border:2px solid var(--soft);border-radius:10px;background:var(--ground);color:var(--ink);font:inherit;letter-spacing:.08em}
input:focus-visible{outline:3px solid var(--leaf);outline-offset:2px}
input[aria-invalid]{border-color:var(--stop)}
.trouble{color:var(--stop)}
`,
});

interface ClaimText extends Record<ClaimTrouble, string> {
  title: string;
  body: string;
  hint: string;
  send: string;
  back: string;
}

const texts: Record<Locale, ClaimText> = {
  bn: {
    title: 'আমি টাকা দিয়েছি',
    body: 'বিকাশের এসএমএস বা অ্যাপে লেখা TrxID দিন। আমরা এখনই আপনার পেমেন্ট খুঁজে দেখব।',
    hint: 'TrxID-তে ১০টি অক্ষর ও সংখ্যা থাকে, যেমন DKN1A2B3C4। ছোট হাতের অক্ষর বা ফাঁকা জায়গা থাকলেও চলবে।',
    send: 'খোঁজ নিন',
    back: 'অর্ডারের অবস্থায় ফিরুন',
    not_a_trx_id: 'এটি TrxID নয়। এসএমএস থেকে TrxID-র ১০টি অক্ষর ও সংখ্যা দেখে লিখুন; মোবাইল নম্বর নয়।',
    too_many: 'এক ঘণ্টায় কয়েকবার জানিয়েছেন। আমরা খোঁজ নিচ্ছি; এক ঘণ্টা পরে আবার জানাতে পারবেন।',
  },
  en: {
    title: 'I have paid',
    body: 'Give us the TrxID from the SMS or the app of bKash. We look for your payment at once.',
    hint: 'A TrxID has 10 letters and digits, such as DKN1A2B3C4. Small letters and spaces do not matter.',
    send: 'Look for my payment',
    back: 'Back to the order',
    not_a_trx_id:
      'This is not a TrxID. Copy its 10 letters and digits from the SMS; not the telephone number.',
    too_many: 'You have told us several times within an hour. We are looking; tell us again in an hour.',
  },
};
