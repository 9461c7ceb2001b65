import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { errorPage } from '../../../../functions/edge/pages/error-page.ts';
import type { Page } from '../../../../functions/edge/pages/layout.ts';
import { type Locale, preferredLocale } from '../../../../functions/edge/pages/locale.ts';
import { pageLinks } from '../../../../functions/edge/pages/page-links.ts';
import { waitScript } from '../../../../functions/edge/pages/wait-script.ts';
import { type WaitReason, waitingPage } from '../../../../functions/edge/pages/waiting-page.ts';
import { html } from '../../../../shared/adapters/markup/html.ts';
import { type ProblemCode, statusOfProblem } from '../../../../shared/contract/problem.ts';
import { pendingOrder } from '../../../adapters/ses/orders.ts';

const locales: Locale[] = ['bn', 'en'];
const reasons: WaitReason[] = ['bkash_silent', 'bkash_silent_told', 'stopped', 'checking'];
const codes = Object.keys(statusOfProblem) as ProblemCode[];

const pages: Array<[name: string, page: Page]> = locales.flatMap((locale) => [
  ...reasons.map((reason): [string, Page] => [`${reason} ${locale}`, waiting({ reason, locale })]),
  ...codes.map((code): [string, Page] => [
    `${code} ${locale}`,
    errorPage({ code, locale, requestId: 'request-1' }),
  ]),
]);

describe.each(pages)('the page %s', (name, { locale, text, policy }) => {
  it('says its language, fits a phone and is under 5 kB', () => {
    expect(text).toContain(`<html lang="${locale}">`);
    expect(text).toContain('width=device-width');
    expect(Buffer.byteLength(text)).toBeLessThan(5_000);
  });

  it('loads nothing, and runs nothing but the script that waits', () => {
    const [, script] = /<script>([\s\S]*)<\/script>/.exec(text) ?? [];
    expect(script).toBe(reasons.some((reason) => name.startsWith(reason)) ? waitScript : undefined);
    const hash = `'sha256-${createHash('sha256').update(waitScript).digest('base64')}'`;
    expect(policy.includes(`script-src ${hash}`)).toBe(script !== undefined);
    expect(text.replace(waitScript, '')).not.toMatch(
      /<script [^>]|<link|<img|<iframe|\son\w+=|url\(|https?:|@import/i,
    );
  });

  it('has its style sheet allowed by the policy, byte for byte', () => {
    const style = /<style>([\s\S]*)<\/style>/.exec(text)?.[1] ?? '';
    expect(policy).toContain(createHash('sha256').update(style).digest('base64'));
  });

  it('is in one language throughout', () => {
    const words = text
      .replace(/<(style|script)>[\s\S]*?<\/\1>|<a class="language".*<\/a>/g, '')
      .replace(/<[^>]*>/g, ' ');
    const ownWords = words.replaceAll(/request-1|SundarBan|SB-1001|৳/g, '');
    expect(ownWords).not.toMatch(locale === 'en' ? /[\u0980-\u09ff]/ : /[A-Za-z]{2,}/);
  });
});

describe('the waiting page', () => {
  it('asks again by itself every four seconds, without JavaScript as well', () => {
    const { text } = waiting();
    expect(text).toContain('<noscript><meta http-equiv="refresh" content="4"></noscript>');
    expect(text).toContain('setTimeout(knock, 4000)');
  });

  it.each(pages.filter(([name]) => reasons.some((reason) => name.startsWith(reason))))(
    'never says failed, cancelled or expired: %s',
    (_name, { text }) => {
      expect(text).not.toMatch(/fail|cancel|expire|ব্যর্থ|বাতিল|মেয়াদ/i);
    },
  );

  it('shows the order and its amount', () => {
    expect(waiting({ locale: 'en' }).text).toContain('SundarBan · SB-1001 · ৳1,050.00');
  });
});

describe('a template', () => {
  it('escapes every text wherever it stands, and only once', () => {
    const hostile = `<script>"&'`;
    expect(html`<p title="${hostile}">${hostile}</p>`.text).toBe(
      '<p title="&lt;script&gt;&quot;&amp;&#39;">&lt;script&gt;&quot;&amp;&#39;</p>',
    );
    expect(html`<b>${html`<i>${'<'}</i>`}</b>`.text).toBe('<b><i>&lt;</i></b>');
    expect(html`${['<', html`<br>`, 1, undefined]}`.text).toBe('&lt;<br>1');
  });

  it('lets no text open a tag or leave an attribute', () => {
    fc.assert(fc.property(fc.string(), (text) => !/[<>"']/.test(html`${text}`.text)));
  });

  it('escapes what a shop or a caller put into a page', () => {
    const order = { ...pendingOrder(), orderId: '"><script>' };
    const { text } = waiting({ shopName: '<b>x</b>', order });
    expect(text.replace(waitScript, '')).not.toMatch(/<b>|<script>[^<]/);
    expect(errorPage({ code: 'internal', locale: 'en', requestId: '<u>' }).text).not.toContain('<u>');
  });
});

describe('the language of a page', () => {
  it.each([
    ['', 'bn'],
    ['bn', 'bn'],
    ['en', 'en'],
    ['EN-us', 'en'],
    ['en-GB,en;q=0.9,bn;q=0.8', 'en'],
    ['fr,bn;q=0.5,en;q=0.6', 'en'],
    ['en;q=0,bn;q=0.1', 'bn'],
    ['en;q=0', 'bn'],
    ['fr-FR', 'bn'],
    ['*', 'bn'],
    [`${'x,'.repeat(100)}en`, 'bn'],
  ])('is, for Accept-Language "%s", %s', (acceptLanguage, locale) => {
    expect(preferredLocale(acceptLanguage)).toBe(locale);
  });
});

function waiting(given: Partial<Parameters<typeof waitingPage>[0]> = {}): Page {
  const { order = pendingOrder(), locale = 'bn' } = given;
  return waitingPage({
    reason: 'checking',
    order,
    locale,
    shopName: 'SundarBan',
    links: pageLinks(order, 'v1.k1.1.x', locale),
    ...given,
  });
}
