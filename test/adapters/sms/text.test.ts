import { describe, expect, it } from 'vitest';
import { type LetterKind, messages } from '../../../shared/adapters/ses/messages.ts';
import { notes } from '../../../shared/adapters/ses/notes.ts';
import { smsTextOf } from '../../../shared/adapters/sms/text.ts';
import type { Order } from '../../../shared/domain/order.ts';
import { orderFor } from '../ses/orders.ts';

/**
 * What an SMS costs is counted in parts. A text of GSM 03.38's letters has 160 to a part, or 153 to each of several;
 * with one letter that is none of them it is UCS-2, 70 or 67.
 */
const gsm = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
const isGsm = (text: string) => [...text].every((letter) => gsm.has(letter));
const partsOf = (text: string) => {
  const [whole, each] = isGsm(text) ? [160, 153] : [70, 67];
  return text.length <= whole ? 1 : Math.ceil(text.length / each);
};

const kinds = Object.keys(messages) as LetterKind[];
const locales = ['bn', 'en'] as const;
const cases = kinds.flatMap((kind) => locales.map((locale) => ({ kind, locale })));
const withoutLink = cases.filter(({ kind }) => kind !== 'order.payment_link');
/** As the demo shop's orders are numbered, behind an address of the shop's own. */
const link =
  'https://pay.shop.example/pay/SB-0123456789ABCDEFGHJK?token=v1.k1.1783000000.AbCdEfGhIjKlMnOpQrStUv';

describe('an SMS', () => {
  it('says who, what and which order, and nothing of the customer', () => {
    expect(text('order.paid', 'en')).toBe(
      'SundarBan: Your bKash payment of Tk 1,050.00 has been received. There is nothing more to pay. (SB-1001)',
    );
    expect(text('order.refunded', 'bn')).toBe('SundarBan: ৳৬০০.০০ আপনার বিকাশে ফেরত দেওয়া হয়েছে। (SB-1001)');
    for (const { kind, locale } of cases)
      expect(text(kind, locale)).not.toMatch(/rahela|khatun|017|@|\{|undefined/i);
  });

  it.each(withoutLink)(
    'keeps within two parts, however long order, shop and amount are: $kind in $locale',
    ({ kind, locale }) => {
      const longest = { orderId: 'O'.repeat(64), amountPoisha: 9_999_999_999 };
      const said = text(kind, locale, longest, 'S'.repeat(60));
      expect(partsOf(said), said).toBeLessThanOrEqual(2);
    },
  );

  it.each(cases)('in English is written in the letters that cost least: $kind', ({ kind }) => {
    expect([...text(kind, 'en')].filter((letter) => !gsm.has(letter))).toEqual([]);
    expect(partsOf(text(kind, 'en'))).toBe(1);
  });

  it('that sends a customer to pay has the whole link, in two parts; only a longer address takes a third', () => {
    for (const locale of locales) {
      const said = text('order.payment_link', locale);
      expect(said.endsWith(link)).toBe(true);
      expect(partsOf(said), said).toBeLessThanOrEqual(2);
    }
    const gateway = 'https://abcdefghij.execute-api.ap-southeast-1.amazonaws.com';
    const longer = link.replace('https://pay.shop.example', gateway);
    expect(partsOf(text('order.payment_link', 'bn', {}, 'SundarBan', longer))).toBe(3);
  });

  it('shows the end of a long order number, which tells it apart', () => {
    expect(text('order.paid', 'en', { orderId: `${'O'.repeat(30)}-TheEndOfIt1` })).toMatch(
      /\(\.\.-TheEndOfIt1\)$/,
    );
  });
});

describe('the notes', () => {
  it.each(Object.entries(notes))('are written in both languages, with the same gaps: %s', (_, { bn, en }) => {
    expect(bn).toMatch(/\p{Script=Bengali}/u);
    expect(bn.replace('{amount}', '')).not.toMatch(/[A-Za-z0-9]/);
    expect(isGsm(en.replace('{amount}', ''))).toBe(true);
    expect(bn.includes('{amount}')).toBe(en.includes('{amount}'));
  });

  it.each(locales)('never call an order free of charge beside late money, in %s', (locale) => {
    const uncharged = { bn: 'টাকা কাটা হয়নি', en: 'Nothing was taken' }[locale];
    const said = Object.entries(notes).filter(([, { [locale]: note }]) => note.includes(uncharged));
    expect(said.map(([kind]) => kind)).toEqual(['order.expired', 'order.cancelled']);
  });
});

function text(
  kind: LetterKind,
  locale: Order['locale'],
  changes: Partial<Order> = {},
  shopName = 'SundarBan',
  url = link,
): string {
  const { order, fact } = orderFor(kind, { locale });
  return smsTextOf({ ...order, ...changes }, fact, { shopName, linkTo: () => url });
}
