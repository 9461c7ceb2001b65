import { readFileSync } from 'node:fs';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { paymentEventTypes } from '../../shared/contract/payment-event.ts';

const page = readFileSync(new URL('../../docs/shop-webhooks.md', import.meta.url), 'utf8');
const [, , example = ''] = /<!-- verifier.*-->\n(```js\n)([\s\S]*?)```/.exec(page) ?? [];
const { isGenuine } = await import(`data:text/javascript,${encodeURIComponent(example)}`);

/** The page's own example, held to the library. */
const [secret, other] = ['s', 'o'].map((letter) => `whsec_${Buffer.alloc(32, letter).toString('base64')}`);
const body = '{"type":"order.paid"}';
const sentAt = new Date('2026-11-28T06:00:00Z');
const sign = (by = secret) => new Webhook(by ?? '').sign('msg_1', sentAt, body);
const headers = (signature = sign()) => ({
  'webhook-id': 'msg_1',
  'webhook-timestamp': String(sentAt.getTime() / 1000),
  'webhook-signature': signature,
});

describe('the verifier of the page', () => {
  it('takes what the library signed, also beside the signature of another secret', () => {
    expect(isGenuine(secret, headers(), body, sentAt.getTime())).toBe(true);
    expect(isGenuine(secret, headers(`${sign(other)} ${sign()}`), body, sentAt.getTime())).toBe(true);
  });

  it('refuses another body, another secret, another time, and what is not signed at all', () => {
    const now = sentAt.getTime();
    expect(isGenuine(secret, headers(), `${body} `, now)).toBe(false);
    expect(isGenuine(other, headers(), body, now)).toBe(false);
    expect(isGenuine(secret, headers(), body, now + 301_000)).toBe(false);
    expect(isGenuine(secret, headers(), body, now - 301_000)).toBe(false);
    expect(isGenuine(secret, {}, body, now)).toBe(false);
    expect(isGenuine(secret, headers('v1,'), body, now)).toBe(false);
  });
});

describe('the table of the page', () => {
  it('has every message that the contract has, and no other', () => {
    const rows = page.split('\n').filter((line) => line.startsWith('| `'));
    const named = rows.flatMap((row) => (row.split('|')[1] ?? '').match(/[a-z]+\.[a-z_]+/g) ?? []);
    expect(named.sort()).toEqual([...paymentEventTypes].sort());
  });
});
