import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressableName, spokenAmount, spokenTime } from '../../../shared/adapters/ses/wording.ts';

describe('an amount', () => {
  it.each([
    [1, '০.০১', '0.01'],
    [100, '১.০০', '1.00'],
    [105_000, '১,০৫০.০০', '1,050.00'],
    [50_000_000, '৫,০০,০০০.০০', '5,00,000.00'],
    [9_999_999_999, '৯,৯৯,৯৯,৯৯৯.৯৯', '9,99,99,999.99'],
  ])('of %i poisha is grouped by lakh, in the digits of its language', (poisha, bn, en) => {
    expect(spokenAmount(poisha, 'bn')).toBe(bn);
    expect(spokenAmount(poisha, 'en')).toBe(en);
  });
});

describe('a time', () => {
  it.each([
    [2, 'রাত ২:০৫', '2:05 am'],
    [6, 'সকাল ৬:০৫', '6:05 am'],
    [14, 'দুপুর ২:০৫', '2:05 pm'],
    [17, 'বিকাল ৫:০৫', '5:05 pm'],
    [22, 'রাত ১০:০৫', '10:05 pm'],
  ])('is told by the clocks of Bangladesh, as people there say it: %i o’clock', (hour, bn, en) => {
    const at = Date.UTC(2026, 10, 23, hour - 6, 5);
    expect(spokenTime(at, 'bn').replaceAll('\u00a0', ' ')).toBe(`২৩ নভেম্বর ২০২৬, ${bn}`);
    expect(spokenTime(at, 'en').replaceAll('\u00a0', ' ')).toBe(`23 November 2026, ${en}`);
  });
});

describe('amounts and times', () => {
  const inTaka = { minimumFractionDigits: 2, maximumFractionDigits: 2 };
  const inDhaka = {
    timeZone: 'Asia/Dhaka',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    hour12: true,
  } as const;

  it('are what Intl says, for any amount', () => {
    const [bn, en] = ['bn-BD', 'en-IN'].map((locale) => new Intl.NumberFormat(locale, inTaka));
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9_999_999_999 }), (poisha) => {
        expect(spokenAmount(poisha, 'bn')).toBe(bn?.format(poisha / 100));
        expect(spokenAmount(poisha, 'en')).toBe(en?.format(poisha / 100));
      }),
    );
  });

  it('are what Intl says, for any time, save that people say রাত where its book says রাত্রি', () => {
    const bn = new Intl.DateTimeFormat('bn-BD', { ...inDhaka, dayPeriod: 'short' });
    const en = new Intl.DateTimeFormat('en-GB', inDhaka);
    const partsOf = (format: Intl.DateTimeFormat, at: number) =>
      Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
    const between = { min: Date.UTC(2026, 0, 1), max: Date.UTC(2036, 0, 1) };
    fc.assert(
      fc.property(fc.integer(between), (at) => {
        const [there, here] = [partsOf(bn, at), partsOf(en, at)];
        const partOfDay = there.dayPeriod?.replace('রাত্রি', 'রাত');
        const plain = (text: string) => text.replaceAll('\u00a0', ' ');
        expect(plain(spokenTime(at, 'bn'))).toBe(
          `${there.day} ${there.month} ${there.year}, ${partOfDay} ${there.hour}:${there.minute}`,
        );
        expect(plain(spokenTime(at, 'en'))).toBe(
          `${here.day} ${here.month} ${here.year}, ${here.hour}:${here.minute} ${here.dayPeriod}`,
        );
      }),
      { numRuns: 500 },
    );
  });
});

describe('a name in a greeting', () => {
  it.each(['Rahela Khatun', 'রাহেলা খাতুন', 'Md. A. Karim', "D'Costa", 'র\u200d্যাব', '李 明'])(
    'is kept as it was given: %s',
    (name) => {
      expect(addressableName(name)).toBe(name);
    },
  );

  it.each([
    ['line breaks', 'Rahela\r\nBcc: x', 'Rahela Bcc: x'],
    ['line separators', 'Rahela\u2028Khatun', 'Rahela Khatun'],
    ['control characters', '\u0000Rahela\u001b[31m', 'Rahela [31m'],
    ['what turns the text around', 'Rahela\u202Enutahk', 'Rahela nutahk'],
    ['space around it', '  Rahela   Khatun ', 'Rahela Khatun'],
  ])('loses %s', (_what, name, kept) => {
    expect(addressableName(name)).toBe(kept);
  });

  it.each([
    'win at https://evil.example',
    'www.evil',
    'evil.com',
    'EVIL.CoM now',
    'me@evil',
    'বিকাশ.বাংলা',
    '৳৳৳',
    '',
    ' ',
  ])('is left out when a mail program might make a link of it, or it is no name: %s', (name) => {
    expect(addressableName(name)).toBeUndefined();
  });
});
