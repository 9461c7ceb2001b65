import { gzipSync } from 'node:zlib';
import document from '../shared/contract/openapi/openapi.json' with { type: 'json' };
import page from '../shared/contract/openapi/reference-page.json' with { type: 'json' };
import { type DoorResponse, jsonDoor } from './edge/http.ts';

/** `GET /openapi.json` and `GET /docs`: what `npm run openapi` wrote. Reads no data, no secret and no configuration. */
export const handler = jsonDoor(async ({ path, headers }) => {
  const { text, packed, ...answer } = path.endsWith('/docs') ? docs : openapi;
  return acceptsGzip(headers['accept-encoding'] ?? '')
    ? {
        ...answer,
        headers: { ...answer.headers, 'content-encoding': 'gzip' },
        body: packed,
        isBase64Encoded: true,
      }
    : { ...answer, body: text };
});

const openapi = prepared(JSON.stringify(document, undefined, 2), { 'content-type': 'application/json' });
const docs = prepared(page.html, {
  'content-type': 'text/html; charset=utf-8',
  'content-language': 'en',
  'content-security-policy': page.contentSecurityPolicy,
});

type Prepared = Omit<DoorResponse, 'body'> & { text: string; packed: string };

/** An HTTP API compresses nothing, and the page is nine times lighter packed: once, while the function starts. */
function prepared(text: string, headers: Record<string, string>): Prepared {
  return { status: 200, headers, text, packed: gzipSync(text).toString('base64') };
}

function acceptsGzip(acceptEncoding: string): boolean {
  return /(?:^|,)\s*gzip\s*(?:,|$|;\s*q=(?:1|0\.\d*[1-9]))/i.test(acceptEncoding);
}
