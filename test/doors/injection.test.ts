import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { aSecret } from '../functions/edge/a-secret.ts';
import { type Answer, openGateway, type Request } from './gateway.ts';
import { newWorld, wired } from './wired-world.ts';

vi.mock('../../functions/edge/wiring.ts', () => import('./wired-world.ts'));

/** A request that tries to be more than data: a header, markup, a field of ours. */
let open: (request: Request) => Promise<Answer>;
const authorization = `Bearer ${aSecret.storefrontKeys[0]}`;
const good = {
  orderId: 'SB-1',
  amount: '1050.00',
  currency: 'BDT',
  customer: { name: 'Rahima', email: 'rahima@example.com', phone: '01712345678' },
  returnUrl: 'https://shop.example/orders',
};

beforeAll(async () => {
  open = await openGateway();
});
beforeEach(() => {
  wired.world = newWorld();
});

function post(body: string, headers: Record<string, string> = {}): Promise<Answer> {
  return open({ method: 'POST', path: '/checkouts', headers: { authorization, ...headers }, body });
}

const breaks = {
  CR: '\r',
  LF: '\n',
  CRLF: '\r\n',
  NEL: '\u0085',
  VT: '\v',
  FF: '\f',
  NUL: '\0',
  ESC: '\u001b',
};
const unicodeBreaks = { 'line separator': '\u2028', 'paragraph separator': '\u2029' };

describe('a line break in a field', () => {
  const fields = ['orderId', 'name', 'email', 'phone', 'amount', 'currency', 'locale', 'mode'] as const;
  const tries = fields.flatMap((field) =>
    Object.entries({ ...breaks, ...unicodeBreaks }).map(([name, text]) => ({ field, name, text })),
  );

  it.each(tries)('of $field is refused: $name', async ({ field, name, text }) => {
    const value = `x${text}Bcc: karim@example.com`;
    const inCustomer = field === 'name' || field === 'email' || field === 'phone';
    const customer = inCustomer ? { ...good.customer, [field]: value } : good.customer;
    const { status } = await post(
      JSON.stringify({ ...good, customer, ...(!inCustomer && { [field]: value }) }),
    );
    // A name may hold what breaks no header and no mail: it is spoken in the letter's body alone.
    expect(status).toBe(field === 'name' && name in unicodeBreaks ? 201 : 400);
  });
});

describe('a page', () => {
  it('quotes nothing of the request: neither path nor query nor header', async () => {
    const mark = '"><script>alert(1)</script>';
    for (const path of [
      `/pay/${encodeURIComponent(mark)}`,
      `/callbacks/bkash/${encodeURIComponent(mark)}/1/x`,
    ]) {
      const { body } = await open({
        method: 'GET',
        path: `${path}?token=${encodeURIComponent(mark)}&status=${encodeURIComponent(mark)}`,
        headers: { 'accept-language': mark, 'user-agent': mark, host: mark, referer: mark },
      });
      expect(body).not.toContain('alert(1)');
    }
  });
});

describe('JSON that tries to be more than data', () => {
  const withField = (text: string) => `${JSON.stringify(good).slice(0, -1)},${text}}`;

  it.each([
    ['a prototype', withField('"__proto__":{"customer":{"email":"karim@example.com"}}')],
    [
      'a prototype in the customer',
      JSON.stringify(good).replace('"name"', '"__proto__":{"isAdmin":true},"name"'),
    ],
    ['a constructor', withField('"constructor":{"prototype":{"isAdmin":true}}')],
    ['a toJSON', withField('"toJSON":"x"')],
    ['a field that is ours', withField('"attempts":[{"state":"completed"}]')],
    ['a status', withField('"status":"paid"')],
    ['an amount as a list', withField('"amount":["1.00","2.00"]')],
    ['an amount as an object', withField('"amount":{"toString":"1.00"}')],
    ['a list for an object', `[${JSON.stringify(good)}]`],
    ['a text in a text', JSON.stringify(JSON.stringify(good))],
    ['nesting as deep as 8 kB allow', `${'['.repeat(4_000)}${']'.repeat(4_000)}`],
    ['nested objects', `${'{"a":'.repeat(1_300)}1${'}'.repeat(1_300)}`],
    ['nesting in a field', withField(`"returnUrl":${'['.repeat(3_500)}${']'.repeat(3_500)}`)],
    ['a hundred unknown fields', withField(Array.from({ length: 500 }, (_, n) => `"f${n}":1`).join())],
    ['a number beyond all bounds', withField('"expiresInMinutes":1e400')],
    ['UTF-16', Buffer.from(JSON.stringify(good), 'utf16le').toString('latin1')],
    ['a byte order mark and nothing', '\ufeff'],
    ['two documents', `${JSON.stringify(good)}${JSON.stringify(good)}`],
  ])('is refused, and changes no object of ours: %s', async (_, body) => {
    const { status, body: answer } = await post(body);
    expect(status).toBe(400);
    expect(answer.length).toBeLessThan(6_000);
    expect(({} as { isAdmin?: boolean; customer?: unknown }).isAdmin).toBeUndefined();
    expect(({} as { customer?: unknown }).customer).toBeUndefined();
    expect(wired.world.table.written).toEqual([]);
  });

  it('is no body twice: of a repeated field the last one counts, as everywhere', async () => {
    expect((await post(withField('"amount":"2.00"'))).status).toBe(201);
    expect(wired.world.order.amountPoisha).toBe(200);
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', 'application/jsonp'])(
    'is not read from a body of %s',
    async (type) => {
      expect((await post(JSON.stringify(good), { 'content-type': type })).status).toBe(400);
    },
  );

  it('is refused by size before it is read', async () => {
    expect((await post(`{"a":"${'x'.repeat(9_000)}"}`)).status).toBe(413);
    const asBase64 = Buffer.from(`{"a":"${'x'.repeat(9_000)}"}`).toString('base64');
    const request = { method: 'POST', path: '/checkouts', body: asBase64, isBase64Encoded: true };
    expect((await open({ ...request, headers: { authorization } })).status).toBe(413);
  });
});
