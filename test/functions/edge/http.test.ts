import { describe, expect, it } from 'vitest';
import {
  browserDoor,
  type DoorHandler,
  html,
  json,
  jsonDoor,
  seeOther,
} from '../../../functions/edge/http.ts';
import { pageLinks } from '../../../functions/edge/pages/page-links.ts';
import { waitingPage } from '../../../functions/edge/pages/waiting-page.ts';
import { ProblemError } from '../../../functions/edge/problem.ts';
import { problemSchema } from '../../../shared/contract/problem.ts';
import { pendingOrder } from '../../adapters/ses/orders.ts';
import { rememberedTelemetry } from '../../fakes/telemetry.ts';
import { httpEvent } from './http-event.ts';

describe('a door', () => {
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

function aPage() {
  const order = pendingOrder();
  const locale = 'bn';
  const links = pageLinks(order, 'v1.k1.1.x', locale);
  return waitingPage({ reason: 'checking', order, locale, shopName: 'SundarBan', links });
}
