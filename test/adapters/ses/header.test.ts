import { describe, expect, it } from 'vitest';
import { senderHeader } from '../../../shared/adapters/ses/header.ts';

describe('the sender of an email', () => {
  it('is the shop by its name', () => {
    expect(senderHeader('SundarBan', 'shop@example.com')).toBe('"SundarBan" <shop@example.com>');
  });

  it('keeps quotes and backslashes inside the name', () => {
    expect(senderHeader('The "Ban" \\ shop', 'a@b.co')).toBe('"The \\"Ban\\" \\\\ shop" <a@b.co>');
  });

  it.each(['সুন্দরবনের মধু ও কাঁকড়ার দোকান, খুলনা, বাংলাদেশ', 'Shop\r\nBcc: x@y.z', '🍯'.repeat(30)])(
    'is encoded where the name is not plain ASCII, in words of 75 characters at most: %j',
    (name) => {
      const header = senderHeader(name, 'a@b.co');
      expect(header).toMatch(/^[ -~]+$/);
      const words = [...header.matchAll(/=\?UTF-8\?B\?([^?]*)\?=/g)];
      for (const [word] of words) expect(word.length).toBeLessThanOrEqual(75);
      expect(words.map(([, base64 = '']) => Buffer.from(base64, 'base64').toString()).join('')).toBe(name);
      expect(header.replaceAll(/=\?[^ ]*\?= /g, '')).toBe('<a@b.co>');
    },
  );
});
