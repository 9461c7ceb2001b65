import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { handler } from '../../functions/describe-api.ts';
import { openApiDocument } from '../../shared/contract/openapi/document.ts';
import { operations } from '../../shared/contract/openapi/operations.ts';
import { answerSchemas } from '../../shared/contract/openapi/schemas.ts';
import { httpEvent } from './edge/http-event.ts';

const get = (path: string, headers: Record<string, string> = {}) => handler(httpEvent({ path, headers }));
const phoneKb = 40;

describe('GET /openapi.json', () => {
  it('answers the description, which nobody may store', async () => {
    const { statusCode, headers, body } = await get('/openapi.json');
    expect(statusCode).toBe(200);
    expect(headers).toMatchObject({ 'content-type': 'application/json', 'cache-control': 'no-store' });
    expect(JSON.parse(body ?? '')).toEqual(JSON.parse(JSON.stringify(openApiDocument())));
  });
});

describe('GET /docs', async () => {
  const { statusCode, headers, body: html = '' } = await get('/docs');

  it('is a page that nobody may store', () => {
    expect(statusCode).toBe(200);
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
    });
  });

  it('loads nothing and runs nothing: its policy allows its one style sheet and no more', () => {
    const [, style = ''] = /<style>([^<]*)<\/style>/.exec(html) ?? [];
    expect(style.length).toBeGreaterThan(10_000);
    const hash = createHash('sha256').update(style).digest('base64');
    expect(headers?.['content-security-policy']).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    );
    expect(html.match(/<style/g)).toHaveLength(1);
    expect(html).not.toMatch(/<(?:script|img|link|iframe|object|form)\b| on\w+=| style=|@import|url\(/i);
  });

  it('holds nothing that only a script could answer', () => {
    expect(html).not.toMatch(/<(?:button|select|input|label|svg)\b| (?:tabindex|role)=/);
  });

  it('leads from its menu to every operation', () => {
    const links = [...html.matchAll(/href="#([^"]+)"/g)].map((match) => match[1] ?? '');
    for (const { id } of Object.values(operations)) {
      expect(
        links.some((link) => link.endsWith(`/operation/${id}`)),
        id,
      ).toBe(true);
    }
    for (const link of links) expect(html, link).toContain(`id="${link}"`);
  });

  it('shows every field of every object that an operation takes or gives', () => {
    const shown = new Set([...html.matchAll(/property-name"[^>]*>([^<]+)</g)].map((match) => match[1]));
    const fields = Object.values(answerSchemas).flatMap((schema) => Object.keys(schema.shape));
    expect(fields.filter((field) => !shown.has(field))).toEqual([]);
  });

  it(`travels packed, under ${phoneKb} kB, to every browser`, async () => {
    const packed = await get('/docs', { 'accept-encoding': 'gzip, deflate, br' });
    expect(packed).toMatchObject({ isBase64Encoded: true, headers: { 'content-encoding': 'gzip' } });
    const bytes = Buffer.from(packed.body ?? '', 'base64');
    expect(bytes.length).toBeLessThan(phoneKb * 1000);
    expect(gunzipSync(bytes).toString()).toBe(html);
  });

  it.each(['', 'br', 'gzip;q=0', 'xgzip'])('travels as it is to who accepts "%s"', async (accepted) => {
    const plain = await get('/docs', { 'accept-encoding': accepted });
    expect(plain.headers).not.toHaveProperty('content-encoding');
    expect(plain.body).toBe(html);
  });
});
