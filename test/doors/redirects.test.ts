import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { aSecret } from '../functions/edge/a-secret.ts';
import { type Answer, openGateway, type Request } from './gateway.ts';
import { newWorld, portsOf, publicBaseUrl, wired } from './wired-world.ts';

vi.mock('../../functions/edge/wiring.ts', () => import('./wired-world.ts'));

/** The one list of places that a customer may be sent to is the stage's; here it has `https://shop.example` alone. */
let open: (request: Request) => Promise<Answer>;
const authorization = `Bearer ${aSecret.storefrontKeys[0]}`;

beforeAll(async () => {
  open = await openGateway();
});
beforeEach(() => {
  wired.world = newWorld();
});

function checkout(returnUrl: string, headers: Record<string, string> = {}) {
  const order = { orderId: 'SB-1', amount: '1050.00', currency: 'BDT', customer: {}, returnUrl };
  const body = JSON.stringify(order);
  return open({ method: 'POST', path: '/checkouts', headers: { authorization, ...headers }, body });
}

const elsewhere = [
  'https://shop.example@evil.example/',
  'https://shop.example:443@evil.example/',
  'https://user:shop.example@evil.example/',
  'https://shop.example%2F@evil.example/',
  'https://shop.example\\@evil.example/',
  'https://shop.example/\\evil.example',
  'https://user@shop.example/orders',
  'https://:secret@shop.example/orders',
  'https://@shop.example/orders',
  'https://shop.example/a\r\nSet-Cookie: a=b',
  'https://shop.example/a\u2028b',
  'https://shop.example/a\u0085b',
  'https://shop.example/a b',
  'https:\\\\evil.example\\shop.example',
  'https:/evil.example/',
  'https:evil.example',
  '//evil.example/',
  '/\\evil.example',
  '\\\\evil.example\\',
  'https://shop.example.evil.example/',
  'https://evil-shop.example/',
  'https://evilshop.example/',
  'https://shop.example.',
  'https://shop.exampl',
  'https://sub.shop.example/',
  'https://shop.example:8443/',
  'https://shop.example:0443@evil.example/',
  'http://shop.example/',
  'javascript:alert(1)//https://shop.example',
  'JaVaScRiPt://shop.example/%0aalert(1)',
  'java\tscript://shop.example/%0aalert(1)',
  'data:text/html,https://shop.example',
  'blob:https://shop.example/uuid',
  'filesystem:https://shop.example/temporary/x',
  'view-source:https://shop.example/',
  'ftp://shop.example/',
  'file://shop.example/etc/passwd',
  'mailto:a@shop.example',
  // Letters of other scripts that look the same, or that hosts are folded to.
  'https://ѕhop.example/',
  'https://shoр.example/',
  'https://shop.exampⅼe.evil.example/',
  'https://shop。example。evil.example/',
  'https://ⓔvil.example/#shop.example',
  'https://evil.example／shop.example',
  'https://evil.example?@shop.example/',
  'https://evil.example#@shop.example/',
  'https://xn--shop-example-9va.com/',
  'https://[::1]/',
  'https://127.0.0.1/',
  'https://0x7f.1/',
  'https://evil.example/https://shop.example/',
  'null',
  '',
];

describe('the address that a customer goes back to', () => {
  it.each(elsewhere)('is not %j', async (returnUrl) => {
    const { status, body } = await checkout(returnUrl);
    expect(status).toBe(400);
    expect(JSON.parse(body).errors[0]).toMatchObject({ path: 'returnUrl' });
    expect(wired.world.table.written).toEqual([]);
  });

  /** Each of these is the shop's own origin to every browser, however odd it looks. */
  it.each([
    'https://shop.example',
    'https://shop.example:443/orders',
    'HTTPS://SHOP.EXAMPLE/orders?a=1#there',
    'https://shop.example//evil.example/',
    'https://shop.example/@evil.example',
    'https://shop.example/?next=https://evil.example',
    'https://ｓｈｏｐ.example/orders',
    'https://shop.example/অর্ডার?ধাপ=২',
    'https://shop.example/a%0d%0aSet-Cookie:%20a=b',
  ])('may be %j, and leads there and nowhere else', async (returnUrl) => {
    expect((await checkout(returnUrl)).status).toBe(201);
    const { location = '' } = (await comesBack('cancel')).headers;
    expect(location).toMatch(/^[\x21-\x7e]+$/);
    expect(new URL(location).origin).toBe('https://shop.example');
    expect(new URL(location).searchParams.getAll('status')).toEqual(['cancelled']);
  });

  it('keeps its own query, but its status and orderId are ours', async () => {
    await checkout('https://shop.example/done?basket=7&status=paid&status=paid&orderId=SB-2#top');
    const { location = '' } = (await comesBack('cancel')).headers;
    expect(location).toBe('https://shop.example/done?basket=7&status=cancelled&orderId=SB-1#top');
  });
});

describe('our own addresses', () => {
  it.each([
    { Host: 'evil.example' },
    { 'X-Forwarded-Host': 'evil.example', 'X-Forwarded-Proto': 'http' },
    { Forwarded: 'host=evil.example;proto=http' },
    { 'X-Original-URL': 'https://evil.example/', 'X-Rewrite-URL': '/evil' },
    { Origin: 'https://evil.example', Referer: 'https://evil.example/' },
  ])('come from the configuration, whatever a request says: %j', async (headers) => {
    const { status, body } = await checkout('https://shop.example/', headers as Record<string, string>);
    expect(status).toBe(201);
    expect(JSON.parse(body).payUrl).toMatch(new RegExp(`^${publicBaseUrl}/pay/SB-1\\?token=`));
    expect(body).not.toContain('evil');
  });
});

function comesBack(status: string): Promise<Answer> {
  const { links } = portsOf(wired.world);
  const { pathname } = new URL(links.callbackUrl(wired.world.order, 1));
  return open({ method: 'GET', path: `${pathname}?paymentID=TR00111&status=${status}` });
}
