import * as fc from 'fast-check';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { expectDescribed } from './described.ts';
import { spoilt } from './fuzz.ts';
import { type Answer, openGateway, type Request } from './gateway.ts';
import { amazon } from './genuine-webhook.ts';
import { aBody, authorization, goodRequests } from './good-requests.ts';
import { newWorld, portsOf, wired } from './wired-world.ts';

vi.mock('../../functions/edge/wiring.ts', () => import('./wired-world.ts'));

/**
 * Ten thousand requests that are almost right, over every route, with a fixed seed: none may end in a failure of ours,
 * and none may hold the processor for long, since a Lambda that computes answers nobody else.
 *
 * The processor's time of this thread is measured, not the clock's, so that a busy machine changes nothing; a request
 * that seems slow is sent again, because compiling and collecting garbage are not its doing. `FUZZ_SEED` gives another
 * ten thousand.
 */
const seed = Number(process.env.FUZZ_SEED ?? 20_261_123);
const runs = 10_000;
const longestCpuMs = 50;

let open: (request: Request) => Promise<Answer>;
let notification: Record<string, string>;

beforeAll(async () => {
  const { fetch, envelope } = await amazon();
  vi.stubGlobal('fetch', fetch);
  const paid = { trxID: 'DKN1A2B3C4', transactionStatus: 'Completed', currency: 'BDT', amount: '1050' };
  notification = envelope({ ...paid, merchantInvoiceNumber: 'local.SB-1-1', debitMSISDN: '8801770618575' });
  open = await openGateway();
});
beforeEach(again);

describe('ten thousand requests that are almost right', () => {
  it('are all answered as the description says, none by a failure of ours, none holding the processor for 50 ms', async () => {
    const good = goodRequests(notification);
    const statuses = new Map<number, number>();
    let sent = 0;
    await fc.assert(
      fc.asyncProperty(spoilt(good), async (request) => {
        // Orders that were cancelled or paid on the way answer less and less.
        if (sent % 500 === 0) await again();
        sent += 1;
        const { answer, cpuMs } = await measured(() => open(request));
        statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
        expectSound(answer);
        expectDescribed(request, answer);
        if (cpuMs > longestCpuMs) expect(await leastOf(3, () => open(request))).toBeLessThan(longestCpuMs);
      }),
      { numRuns: runs, seed },
    );
    expect(sent).toBe(runs);
    // They got past the first door: every kind of answer was among them.
    for (const status of [200, 201, 303, 400, 401, 403, 404, 413]) {
      expect(statuses.get(status) ?? 0, `of status ${status}`).toBeGreaterThan(0);
    }
  }, 300_000);

  it('begin with good ones, which all succeed', async () => {
    for (const request of goodRequests(notification)) {
      const answer = await open(request);
      expect(answer.status, `${request.method} ${request.path}`).toBeLessThan(400);
      expectDescribed(request, answer);
    }
  });
});

describe('the longest and deepest that fit through the door', () => {
  const long = (unit: string, bytes: number) => unit.repeat(Math.floor(bytes / unit.length));
  const checkout = (body: string): Request => ({
    method: 'POST',
    path: '/checkouts',
    headers: { authorization },
    body,
  });
  const field = (name: string, value: string) => checkout(JSON.stringify({ ...aBody, [name]: value }));

  it.each<[string, Request]>([
    [
      'an email of many dots',
      checkout(JSON.stringify({ ...aBody, customer: { email: `${long('a.', 7_500)}@` } })),
    ],
    ['an email of many ats', checkout(JSON.stringify({ ...aBody, customer: { email: long('a@', 7_500) } }))],
    ['a name of one letter', checkout(JSON.stringify({ ...aBody, customer: { name: long('এ', 2_000) } }))],
    ['a phone of ones', checkout(JSON.stringify({ ...aBody, customer: { phone: long('01', 7_500) } }))],
    ['a return address of slashes', field('returnUrl', `https://shop.example/${long('/', 7_500)}`)],
    ['a return address of ats', field('returnUrl', `https:${long('/@', 7_500)}`)],
    ['an orderId', field('orderId', long('a-', 7_500))],
    ['an amount', field('amount', `${long('0', 7_500)}.00`)],
    ['nested lists', checkout(long('[', 8_000))],
    ['nested objects', checkout(long('{"a":', 8_000))],
    ['three thousand fields', checkout(`{${Array.from({ length: 1_000 }, (_, n) => `"f${n}":1`).join()}}`)],
    [
      'a bearer of blanks',
      { method: 'GET', path: '/orders/SB-1', headers: { authorization: `Bearer${long(' ', 9_000)}` } },
    ],
    [
      'languages',
      { method: 'GET', path: '/pay/SB-1', headers: { 'accept-language': long('bn;q=0.', 9_000) } },
    ],
    [
      'encodings',
      { method: 'GET', path: '/docs', headers: { 'accept-encoding': `${long('gzip;q=0.', 9_000)}, gzip` } },
    ],
    ['a user agent', { method: 'GET', path: '/pay/SB-1', headers: { 'user-agent': long('Slackbo', 9_000) } }],
    ['a thousand parameters', { method: 'GET', path: `/pay/SB-1?${long('token=v1.k1.1.&', 9_000)}` }],
    ['a token', { method: 'GET', path: `/pay/SB-1?token=v1.k1.${long('1', 9_000)}` }],
    [
      'a callback',
      { method: 'GET', path: `/callbacks/bkash/${long('a', 3_000)}/${long('1', 3_000)}/${long('-', 3_000)}` },
    ],
    ['a webhook of lists', { method: 'POST', path: '/webhooks/bkash', body: long('[', 65_000) }],
    [
      'a webhook of one field',
      { method: 'POST', path: '/webhooks/bkash', body: JSON.stringify({ Type: long('a', 65_000) }) },
    ],
    ['ten megabytes', { method: 'POST', path: '/webhooks/bkash', body: long('a', 10_000_000) }],
  ])('holds the processor for less than 50 ms: %s', async (_, request) => {
    expectSound(await open(request));
    expect(await leastOf(5, () => open(request))).toBeLessThan(longestCpuMs);
  });

  it.each([
    ['of one number', `trxID=${long('dkn ', 7_500)}`],
    ['of many fields', long('a=1&', 7_500)],
  ])('holds the processor for less than 50 ms: a claim %s', async (_, body) => {
    const { links } = portsOf(wired.world);
    const path = links.payUrl(wired.world.order).replace(/.*(\/pay\/.*)\?/, '$1/claims?');
    const request = { method: 'POST', path, body };
    expect((await open(request)).status).toBe(400);
    expect(await leastOf(5, () => open(request))).toBeLessThan(longestCpuMs);
  });

  it('would be noticed: a door that computes for 80 ms is measured as such', async () => {
    const busy = () => {
      const until = process.threadCpuUsage().user + 80_000;
      // Asking for the time is the system's work, which does not count, so it is not all that is done.
      while (process.threadCpuUsage().user < until) for (let n = 0; n < 100_000; n += 1) Math.sqrt(n);
    };
    expect(await leastOf(3, async () => busy())).toBeGreaterThan(longestCpuMs);
  });
});

async function again(): Promise<void> {
  wired.world = newWorld();
  for (const orderId of ['SB-1', 'SB-2']) await wired.world.checkout({ orderId });
  await wired.world.checkout({ orderId: 'SB-3', mode: 'sdk' });
}

function expectSound({ status, headers, body }: Answer): void {
  expect(status).toBeGreaterThanOrEqual(200);
  expect(status).toBeLessThan(500);
  for (const value of Object.values(headers)) expect(value).toMatch(/^[\x20-\x7e]*$/);
  expect(body).not.toMatch(/\bat .*:\d+:\d+|node_modules|functions\/|made-up/);
  if (headers['content-type']?.includes('json')) expect(() => JSON.parse(body)).not.toThrow();
}

async function measured<T>(act: () => Promise<T>): Promise<{ answer: T; cpuMs: number }> {
  const before = process.threadCpuUsage();
  const answer = await act();
  const { user, system } = process.threadCpuUsage(before);
  return { answer, cpuMs: (user + system) / 1000 };
}

async function leastOf(times: number, act: () => Promise<unknown>): Promise<number> {
  const each: number[] = [];
  for (let n = 0; n < times; n += 1) each.push((await measured(act)).cpuMs);
  return Math.min(...each);
}
