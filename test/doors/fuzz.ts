import * as fc from 'fast-check';
import type { Request } from './gateway.ts';

/**
 * Requests that are almost right: a good one, changed in up to three places. Purely random ones would all end at the
 * first check.
 */
export function spoilt(good: readonly Request[]): fc.Arbitrary<Request> {
  return fc
    .tuple(fc.constantFrom(...good), fc.array(change, { maxLength: 3 }))
    .map(([request, changes]) => changes.reduce((spoilt, one) => one(spoilt), request));
}

type Change = (request: Request) => Request;

/** Names, numbers and texts that programs stumble over. */
const oddText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.constantFrom(
    ...[
      '__proto__',
      'constructor',
      'toString',
      'null',
      'undefined',
      'NaN',
      '-0',
      '1e400',
      '0x10',
      '..',
      '%00',
    ],
    ...[
      '%',
      '%zz',
      '%2F%2E',
      '\r\nSet-Cookie: a=b',
      '\u2028',
      '\ud800',
      '"><script>',
      "' OR 1=1",
      '#{7*7}',
      '{{7}}',
    ],
    ...[
      'a'.repeat(8_000),
      'a'.repeat(9_000),
      '1'.repeat(8_000),
      '['.repeat(4_000),
      ' '.repeat(4_000),
      'a@'.repeat(2_000),
      'এ'.repeat(500),
    ],
  ),
);
const oddValue: fc.Arbitrary<unknown> = fc.oneof(
  oddText,
  fc.constantFrom(null, true, 0, -1, 1.5, 2 ** 60, [], {}, [[]], { length: 1 }, ''),
  fc.jsonValue({ maxDepth: 4 }),
);

const inPath: fc.Arbitrary<Change> = fc
  .tuple(fc.nat(6), oddText, fc.boolean())
  .map(([index, text, encode]) => (request) => {
    const [path = '', query] = request.path.split('?');
    const parts = path.split('/');
    if (parts.length > 1) parts[1 + (index % (parts.length - 1))] = encode ? encoded(text) : text;
    return { ...request, path: parts.join('/') + (query === undefined ? '' : `?${query}`) };
  });

const inQuery: fc.Arbitrary<Change> = fc
  .tuple(
    fc.constantFrom('token', 'paymentID', 'status', 'signature', 'lang', 'claim', '__proto__', 'x'),
    oddText,
    fc.nat(2),
  )
  .map(([name, text, manner]) => (request) => {
    const [path = '', query = ''] = request.path.split('?');
    const added = `${name}=${encoded(text)}`;
    const rest = query.split('&').filter((one) => manner > 0 && !one.startsWith(`${name}=`));
    const queries = manner === 2 ? [query, added, added] : [...rest, added];
    return { ...request, path: `${path}?${queries.join('&')}` };
  });

const inHeader: fc.Arbitrary<Change> = fc
  .tuple(
    fc.constantFrom(
      'authorization',
      'content-type',
      'accept-language',
      'user-agent',
      'sec-purpose',
      'host',
      'x',
    ),
    fc.oneof(
      oddText,
      fc.constant(undefined),
      oddText.map((text) => `Bearer ${text}`),
    ),
  )
  .map(([name, value]) => ({ headers, ...request }) => {
    const { [name]: _, ...rest } = headers ?? {};
    return { ...request, headers: value === undefined ? rest : { ...rest, [name]: value } };
  });

const inBody: fc.Arbitrary<Change> = fc.oneof(
  fc.tuple(fc.nat(12), oddValue).map(
    ([index, value]) =>
      (request: Request) =>
        withField(request, index, value),
  ),
  fc.tuple(fc.nat(400), fc.nat(255)).map(([at, byte]) => (request: Request) => {
    const bytes = Buffer.from(request.body ?? '');
    if (bytes.length > 0) bytes[at % bytes.length] = byte;
    return { ...request, body: bytes.toString('base64'), isBase64Encoded: true };
  }),
  fc
    .nat(400)
    .map((length) => (request: Request) => ({ ...request, body: request.body?.slice(0, length) ?? '' })),
  oddText.map((body) => (request: Request) => ({ ...request, body })),
  fc.uint8Array({ maxLength: 9_000 }).map((bytes) => (request: Request) => {
    return { ...request, body: Buffer.from(bytes).toString('base64'), isBase64Encoded: true };
  }),
);

const inMethod: fc.Arbitrary<Change> = fc
  .constantFrom('GET', 'POST', 'HEAD', 'PUT', 'DELETE', 'OPTIONS', 'get', 'TRACE')
  .map((method) => (request) => ({ ...request, method }));

const change: fc.Arbitrary<Change> = fc.oneof(
  { weight: 3, arbitrary: inBody },
  { weight: 3, arbitrary: inQuery },
  { weight: 2, arbitrary: inPath },
  { weight: 2, arbitrary: inHeader },
  { weight: 1, arbitrary: inMethod },
);

/** Replaces one field of a JSON body, or of the customer in it. */
function withField(request: Request, index: number, value: unknown): Request {
  try {
    const body = JSON.parse(request.body ?? '');
    const within = index % 4 === 0 && body.customer ? body.customer : body;
    const names = Object.keys(within);
    const name = names[index % Math.max(1, names.length)] ?? 'x';
    Object.defineProperty(within, name, { value, enumerable: true, configurable: true, writable: true });
    return { ...request, body: JSON.stringify(body) };
  } catch {
    return request;
  }
}

/** As a client would write it into a URL; half a character has no such spelling. */
function encoded(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}
