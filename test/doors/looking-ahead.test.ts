import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Answer, openGateway, type Request, routes } from './gateway.ts';
import { newWorld, portsOf, wired } from './wired-world.ts';

vi.mock('../../functions/edge/wiring.ts', () => import('./wired-world.ts'));

/** Programs that open links for people: nothing of the order may move, and nothing of it may be shown. */
let open: (request: Request) => Promise<Answer>;
let payLink: string;
let callback: string;

beforeAll(async () => {
  open = await openGateway();
});
beforeEach(async () => {
  wired.world = newWorld();
  await wired.world.checkout();
  // Old enough to be replaced: whoever opens the payment link now starts another attempt.
  wired.world.passes(11 * 60_000);
  const { links } = portsOf(wired.world);
  payLink = pathOf(links.payUrl(wired.world.order));
  callback = `${pathOf(links.callbackUrl(wired.world.order, 1))}?paymentID=TR00111&status=success`;
});

const aPerson = { 'user-agent': 'Mozilla/5.0 (Linux; Android 14; SM-A055F) Mobile Safari/537.36' };

const ahead: Array<[string, Record<string, string>, number]> = [
  ['a browser that fetches in advance', { ...aPerson, 'Sec-Purpose': 'prefetch' }, 403],
  ['a browser that renders in advance', { ...aPerson, 'Sec-Purpose': 'prefetch;prerender' }, 403],
  ['a proxy that fetches in advance', { 'sec-purpose': 'prefetch;anonymous-client-ip' }, 403],
  ['an older Chrome', { purpose: 'prefetch' }, 403],
  ['an older Firefox', { 'X-Moz': 'prefetch' }, 403],
  ['Safari’s top sites', { 'X-Purpose': 'preview' }, 403],
  ['WhatsApp', { 'user-agent': 'WhatsApp/2.23.20.0 A' }, 200],
  [
    'Facebook',
    { 'user-agent': 'facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)' },
    200,
  ],
  ['Telegram', { 'user-agent': 'TelegramBot (like TwitterBot)' }, 200],
  ['Slack', { 'user-agent': 'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)' }, 200],
  ['a search engine', { 'user-agent': 'Mozilla/5.0 (compatible; Googlebot/2.1)' }, 200],
];

describe('a payment link', () => {
  it('starts a new attempt for a person, which makes the silence below mean something', async () => {
    expect(await open({ method: 'GET', path: payLink, headers: aPerson })).toMatchObject({ status: 303 });
    expect(wired.world.bkash.count('create')).toBe(2);
  });

  it.each(ahead)('starts nothing for %s', async (_, headers, status) => {
    const before = structuredClone(wired.world.order);
    expectNothingShown(await open({ method: 'GET', path: payLink, headers }), status);
    expect(wired.world.bkash.count('create')).toBe(1);
    expect(wired.world.order).toEqual(before);
  });

  it.each(ahead)('shows %s no status page either', async (_, headers, status) => {
    const path = payLink.replace('?', '/status?');
    expectNothingShown(await open({ method: 'GET', path, headers }), status);
    expect((await open({ method: 'GET', path, headers: aPerson })).body).toContain('SB-1');
  });

  it('shows the same to a program whether its token is right or wrong', async () => {
    const headers = { 'user-agent': 'WhatsApp/2.23.20.0 A' };
    const right = await open({ method: 'GET', path: payLink, headers });
    expect(await open({ method: 'GET', path: '/pay/SB-none?token=x', headers })).toEqual(right);
  });

  it('opens in the browsers inside messengers, which are people', async () => {
    const inMessenger = `${aPerson['user-agent']} [FB_IAB/Orca-Android;FBAV/440.0.0.0;] FBAN`;
    const answer = await open({ method: 'GET', path: payLink, headers: { 'user-agent': inMessenger } });
    expect(answer.status).toBe(303);
  });
});

describe('the way back from bKash', () => {
  it('executes for a person, which makes the silence below mean something', async () => {
    expect(await open({ method: 'GET', path: callback, headers: aPerson })).toMatchObject({ status: 303 });
    expect(wired.world.bkash.count('execute')).toBe(1);
  });

  it.each(ahead)('executes nothing for %s', async (_, headers, status) => {
    const before = structuredClone(wired.world.order);
    expectNothingShown(await open({ method: 'GET', path: callback, headers }), status);
    expect(wired.world.bkash.count('execute')).toBe(0);
    expect(wired.world.order).toEqual(before);
  });

  it.each(['cancel', 'failure'])('takes no %s from them either', async (status) => {
    const before = structuredClone(wired.world.order);
    await open({
      method: 'GET',
      path: callback.replace('success', status),
      headers: { 'sec-purpose': 'prefetch' },
    });
    expect(wired.world.order).toEqual(before);
  });
});

describe('a HEAD of either', () => {
  it('is no route: API Gateway answers it and no function runs', async () => {
    expect(routes.filter(({ route }) => !/^(GET|POST) /.test(route))).toEqual([]);
    for (const path of [payLink, callback]) {
      const before = structuredClone(wired.world.order);
      expect((await open({ method: 'HEAD', path, headers: aPerson })).status).toBe(404);
      expect(wired.world.order).toEqual(before);
    }
  });
});

function expectNothingShown({ status, headers, body }: Answer, wanted: number): void {
  expect(status).toBe(wanted);
  expect(headers.location).toBeUndefined();
  expect(headers['cache-control']).toBe('no-store');
  expect(body).toContain('<meta name="robots" content="noindex">');
  // Should a person see it after all, his browser asks again by itself.
  expect(body).toContain('http-equiv="refresh" content="1"');
  expect(body).not.toMatch(/SB-1|1050|SundarBan/);
}

function pathOf(url: string): string {
  const { pathname, search } = new URL(url);
  return `${pathname}${search}`;
}
