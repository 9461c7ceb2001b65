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
