import { describe, expect, it } from 'vitest';
import { json, jsonDoor } from '../../../functions/edge/http.ts';
import type { DoorRequest } from '../../../functions/edge/request.ts';
import { httpEvent } from './http-event.ts';

describe('a request', () => {
  it('reaches the handler with its body decoded, headers in lower case and the bearer apart', async () => {
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

  it('may use parameter names that every object has', async () => {
    const { query, repeated } = await requestSeenFor(
      httpEvent({ query: 'constructor=1&__proto__=2&toString=3' }),
    );
    expect(Object.entries(query)).toEqual([
      ['constructor', '1'],
      ['__proto__', '2'],
      ['toString', '3'],
    ]);
    expect(repeated.size).toBe(0);
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

async function requestSeenFor(event: ReturnType<typeof httpEvent>): Promise<DoorRequest> {
  let seen: DoorRequest | undefined;
  await jsonDoor(async (request) => {
    seen = request;
    return json(200, {});
  })(event);
  if (!seen) throw new Error('the handler was not called');
  return seen;
}
