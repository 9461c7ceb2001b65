import { describe, expect, it } from 'vitest';
import { messages, phrases } from '../../../shared/adapters/ses/messages.ts';

const placeholders = /\{(\w+)\}/g;

describe.each(Object.entries(messages))('the letter of %s', (_kind, { bn, en }) => {
  it.each(Object.entries({ bn, en }))('says everything in %s', (_locale, message) => {
    const said = [message.subject, message.preheader, message.heading, ...message.sentences];
    expect(message.sentences.length).toBeGreaterThanOrEqual(2);
    for (const text of said) {
      expect(text.trim()).toBe(text);
      expect(text.length).toBeGreaterThan(8);
      for (const [, name] of text.matchAll(placeholders)) expect(['shop', 'order', 'amount']).toContain(name);
    }
  });

  it('is Bangla in Bangla and not in English', () => {
    for (const text of [bn.subject, bn.preheader, bn.heading, ...bn.sentences]) {
      // Only placeholders may be Latin: a word left in English would stand out.
      expect(text.replace(placeholders, '')).not.toMatch(/[A-Za-z0-9]/);
      expect(text).toMatch(/\p{Script=Bengali}/u);
    }
    for (const text of [en.subject, en.preheader, en.heading, ...en.sentences])
      expect(text).not.toMatch(/\p{Script=Bengali}(?<!৳)/u);
  });

  it('says the same in both: as many sentences, the same order and amount in the subject', () => {
    const inSubject = (text: string) => [...text.matchAll(placeholders)].map(([, name]) => name).sort();
    expect(bn.sentences.length).toBe(en.sentences.length);
    expect(inSubject(bn.subject)).toEqual(inSubject(en.subject));
    expect(inSubject(bn.subject)).toContain('order');
  });
});

describe('what a letter says about money', () => {
  const uncharged = { bn: 'কোনো টাকা কাটা হয়নি', en: 'Nothing was taken' };
  const comesBack = { bn: 'ফেরত দেওয়া হবে', en: 'will be returned' };

  it.each(['bn', 'en'] as const)('never calls an order free of charge beside late money, in %s', (locale) => {
    for (const [kind, { [locale]: message }] of Object.entries(messages)) {
      const all = [message.subject, message.preheader, message.heading, ...message.sentences].join(' ');
      expect([kind, all.includes(uncharged[locale])]).toEqual([
        kind,
        ['order.expired', 'order.cancelled', 'order.payment_link'].includes(kind),
      ]);
      expect([kind, all.includes(comesBack[locale])]).toEqual([kind, kind.endsWith('late money')]);
    }
  });
});

describe('the phrases of every letter', () => {
  it('are all said in both languages', () => {
    expect(Object.keys(phrases.bn).sort()).toEqual(Object.keys(phrases.en).sort());
    for (const phrase of Object.values(phrases.bn)) expect(phrase).toMatch(/\p{Script=Bengali}/u);
    for (const phrase of Object.values(phrases.en)) expect(phrase).toMatch(/^(?:[A-Z{]|bKash)/);
  });
});
