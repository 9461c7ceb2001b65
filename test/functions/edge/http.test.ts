import { describe, expect, it } from 'vitest';
import {
  browserDoor,
  type DoorHandler,
  html,
  json,
  jsonDoor,
  seeOther,
} from '../../../functions/edge/http.ts';
import { waitingPage } from '../../../functions/edge/pages/waiting-page.ts';
import { ProblemError } from '../../../functions/edge/problem.ts';
import type { DoorRequest } from '../../../functions/edge/request.ts';
import { problemSchema } from '../../../shared/contract/problem.ts';
import { httpEvent, rememberedTelemetry } from './http-event.ts';

describe('a door', () => {
  it('gives the handler the request with its body decoded, headers in lower case and the bearer apart', async () => {
    const seen = await requestSeenFor(
      httpEvent({
        method: 'POST',
        path: '/orders/SB-1/cancel',
        params: { orderId: 'SB-1' },
        query: 'status=success&paymentID=a%2Bb',
        headers: { Authorization: 'Bearer sk_local', 'X-Other': '1' },
        body: Buffer.from('{"a":"খ"}').toString('base64'),
        isBase64Encoded: true,
      }),
    );
    expect(seen).toMatchObject({
      method: 'POST',
      path: '/orders/SB-1/cancel',
      params: { orderId: 'SB-1' },
      requestId: 'request-1',
      bearer: 'sk_local',
    });
    expect({ ...seen.query }).toEqual({ status: 'success', paymentID: 'a+b' });
    expect(seen.headers['x-other']).toBe('1');
    expect(seen.rawBody.toString()).toBe('{"a":"খ"}');
  });

  it.each([
    ['an answer', jsonDoor(async () => json(200, {}))],
    ['a redirect', jsonDoor(async () => seeOther('https://shop.example/'))],
    ['a refusal', jsonDoor(refusing)],
    ['a page', browserDoor(async () => html(200, aPage()))],
    ['an error page', browserDoor(refusing)],
  ])('forbids storing, referring and sniffing in %s', async (_what, door) => {
    expect((await door(httpEvent())).headers).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    });
  });

  it('lets a handler override none of these headers', async () => {
    const door = jsonDoor(async () => ({ status: 200, headers: { 'cache-control': 'public' } }));
    expect((await door(httpEvent())).headers?.['cache-control']).toBe('no-store');
  });

  it('redirects with 303', async () => {
    const answer = await jsonDoor(async () => seeOther('https://shop.example/?a=1'))(httpEvent());
    expect(answer).toMatchObject({ statusCode: 303, headers: { location: 'https://shop.example/?a=1' } });
  });

  it('answers a refusal as a problem that keeps the public schema', async () => {
    const answer = await jsonDoor(refusing)(httpEvent());
    expect(answer.statusCode).toBe(404);
    expect(answer.headers?.['content-type']).toBe('application/problem+json');
    expect(problemSchema.parse(JSON.parse(answer.body ?? ''))).toMatchObject({
      code: 'not_found',
      status: 404,
      detail: 'There is no such order.',
      requestId: 'request-1',
    });
  });

  it.each([
    ['a plain body of 8193 bytes', 'a'.repeat(8193), false],
    ['a body whose characters fit but whose bytes do not', 'খ'.repeat(2731), false],
    ['a base64 body of 8193 bytes', Buffer.alloc(8193).toString('base64'), true],
    ['a base64 body of a megabyte', Buffer.alloc(1 << 20).toString('base64'), true],
  ])('answers 413 to %s, before the handler runs', async (_what, body, isBase64Encoded) => {
    let ran = false;
    const door = jsonDoor(async () => {
      ran = true;
      return json(200, {});
    });
    const answer = await door(httpEvent({ method: 'POST', body, isBase64Encoded }));
    expect([answer.statusCode, ran]).toEqual([413, false]);
  });

  it.each([
    [false, 'a'.repeat(8192)],
    [true, Buffer.alloc(8192).toString('base64')],
  ])('takes a body of exactly 8 kB (base64: %s)', async (isBase64Encoded, body) => {
    const answer = await jsonDoor(async () => json(200, {}))(
      httpEvent({ method: 'POST', body, isBase64Encoded }),
    );
    expect(answer.statusCode).toBe(200);
  });

  it('takes more where the route says so', async () => {
    const door = jsonDoor(async ({ rawBody }) => json(200, rawBody.length), { maxBodyBytes: 65_536 });
    expect((await door(httpEvent({ body: 'a'.repeat(65_536) }))).statusCode).toBe(200);
    expect((await door(httpEvent({ body: 'a'.repeat(65_537) }))).statusCode).toBe(413);
  });

  it('refuses a parameter given twice when the handler asks for it, and only then', async () => {
    const asking = jsonDoor(async ({ query }) => json(200, query.status));
    const answer = await asking(httpEvent({ query: 'status=success&status=cancel&x=1' }));
    expect(answer.statusCode).toBe(400);
    expect(JSON.parse(answer.body ?? '').errors).toEqual([
      { path: 'status', message: 'may be given once only' },
    ]);
    const indifferent = jsonDoor(async ({ query }) => json(200, query.x));
    expect((await indifferent(httpEvent({ query: 'status=success&status=cancel&x=1' }))).body).toBe('"1"');
  });
});

describe('an exception nobody expected', () => {
  const secret = 'customer 01712345678 has token v1.k1.99';
  const failing: DoorHandler = async () => {
    throw new TypeError(secret);
  };

  it.each([
    ['JSON', jsonDoor],
    ['a page', browserDoor],
  ])('becomes 500 as %s with nothing of it in the answer', async (_form, makeDoor) => {
    const answer = await makeDoor(failing, { telemetry: rememberedTelemetry() })(httpEvent());
    expect(answer.statusCode).toBe(500);
    expect(JSON.stringify(answer)).not.toMatch(/TypeError|01712345678|v1\.k1|\.ts:/);
    expect(answer.body).toContain('request-1');
  });

  it('is logged once and counted once, without its message', async () => {
    const telemetry = rememberedTelemetry();
    await jsonDoor(failing, { telemetry })(httpEvent());
    expect(telemetry.told).toEqual([
      {
        name: 'HandlerFailed',
        requestId: 'request-1',
        errorName: 'TypeError',
        thrownAt: expect.stringMatching(/^http\.test\.ts:\d+:\d+/),
      },
    ]);
    expect(telemetry.counted).toEqual(['HandlerFailed']);
  });

  it('is not what a refusal is: that one is neither logged nor counted', async () => {
    const telemetry = rememberedTelemetry();
    await jsonDoor(refusing, { telemetry })(httpEvent());
    expect([telemetry.told, telemetry.counted]).toEqual([[], []]);
  });
});

describe('a browser door', () => {
  it.each([
    ['en-GB,en;q=0.9', 'en', 'There is nothing at this address'],
    ['bn-BD,bn;q=0.9,en;q=0.8', 'bn', 'এই ঠিকানায় কিছু নেই'],
    ['fr', 'bn', 'এই ঠিকানায় কিছু নেই'],
  ])('answers %s with a page in %s', async (acceptLanguage, locale, title) => {
    const answer = await browserDoor(refusing)(httpEvent({ headers: { 'accept-language': acceptLanguage } }));
    expect(answer.statusCode).toBe(404);
    expect(answer.headers?.['content-type']).toBe('text/html; charset=utf-8');
    expect(answer.headers?.['content-language']).toBe(locale);
    expect(answer.body).toContain(title);
  });

  it('allows its pages no script, no frame and no other origin', async () => {
    const csp = String((await browserDoor(refusing)(httpEvent())).headers?.['content-security-policy']);
    expect(csp).toContain("default-src 'none'");
    expect(csp).toContain("frame-ancestors 'none'");
    expect(csp).not.toMatch(/script-src|unsafe-inline|\*/);
  });
});

async function refusing(): Promise<never> {
  throw new ProblemError('not_found', 'There is no such order.');
}

async function requestSeenFor(event: ReturnType<typeof httpEvent>): Promise<DoorRequest> {
  let seen: DoorRequest | undefined;
  await jsonDoor(async (request) => {
    seen = request;
    return json(200, {});
  })(event);
  if (!seen) throw new Error('the handler was not called');
  return seen;
}

function aPage() {
  return waitingPage({
    reason: 'checking',
    locale: 'bn',
    shopName: 'SundarBan',
    orderId: 'SB-1',
    amount: '10.00',
    refreshSeconds: 5,
  });
}
