import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { PaymentError } from '../../shared/client/src/payment-error.ts';
import { pauseMs } from '../../shared/client/src/retry.ts';
import { paymentServer } from '../../shared/client/src/server.ts';
import { paidOrder } from '../../shared/contract/openapi/examples.ts';
import { jumpingTime, scriptedFetch } from './scripted-fetch.ts';

const key = 'sk_made_up_for_this_test';
const problem = (code: string, status: number) => ({
  status,
  body: { type: 'urn:x', title: 'x', status, detail: 'why', code, requestId: 'r-1' },
});
const ok = { status: 200, body: paidOrder };

function serverOn(script: Parameters<typeof scriptedFetch>[0], more: object = {}) {
  const scripted = scriptedFetch(script);
  const time = jumpingTime();
  const { fetch } = scripted;
  return {
    ...scripted,
    time,
    server: paymentServer({ baseUrl: 'https://pay.example', key, fetch, time, ...more }),
  };
}

const caught = (call: Promise<unknown>) =>
  call.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('a call that is safe to repeat', () => {
  it.each<[string, Parameters<typeof scriptedFetch>[0][number]]>([
    ['nobody listens', 'refused'],
    ['the gateway throttles', { status: 429, body: { message: 'Too Many Requests' } }],
    ['the gateway gives up', { status: 503, body: { message: 'Service Unavailable' } }],
    ['the API fails', problem('internal', 500)],
    ['something in between answers a page', { status: 502, text: '<html>' }],
  ])('is sent again when %s, after a pause', async (_, trouble) => {
    const { server, sent, time } = serverOn([trouble, ok]);
    expect(await server.getOrder('SB-1')).toEqual(paidOrder);
    expect(sent).toHaveLength(2);
    expect(time.pauses).toEqual([125]);
  });

  it('is sent three times at most, and says what the last one said', async () => {
    const { server, sent, time } = serverOn([problem('internal', 500)]);
    expect(await caught(server.cancelOrder('SB-1'))).toMatchObject({ code: 'internal', requestId: 'r-1' });
    expect(sent).toHaveLength(3);
    expect(time.pauses).toEqual([125, 250]);
  });

  it.each([
    ['invalid_request', 400],
    ['unauthorized', 401],
    ['forbidden', 403],
    ['not_found', 404],
    ['order_conflict', 409],
    ['over_refund', 422],
  ])('is not sent again after %s', async (code, status) => {
    const { server, sent } = serverOn([problem(code, status)]);
    expect(await caught(server.getOrder('SB-1'))).toMatchObject({ code, status, detail: 'why' });
    expect(sent).toHaveLength(1);
  });

  it('is the same request each time', async () => {
    const { server, sent } = serverOn(['refused', 'refused', { status: 202, body: { refundId: 'R-1' } }]);
    await server.requestRefund('SB-1', { refundId: 'R-1', amount: '5.00', reason: 'broken' });
    expect(new Set(sent.map((one) => JSON.stringify(one))).size).toBe(1);
  });

  it('pauses by chance, longer each time', () => {
    expect([1, 2, 3].map((tries) => pauseMs(tries, 0))).toEqual([0, 0, 0]);
    expect([1, 2, 3].map((tries) => pauseMs(tries, 0.999))).toEqual([250, 500, 999]);
  });
});

describe('time', () => {
  it('ends a try that nobody answers', async () => {
    const { server, sent } = serverOn(['silent', ok], { timeoutMs: 20 });
    expect(await server.getOrder('SB-1')).toEqual(paidOrder);
    expect(sent).toHaveLength(2);
  });

  it('ends a call: no pause outlasts its deadline', async () => {
    const { server, sent } = serverOn(['refused'], { deadlineMs: 200 });
    const error = await caught(server.getOrder('SB-1'));
    expect(error).toMatchObject({ code: 'no_answer', status: undefined });
    expect((error as Error).message).toContain('ECONNREFUSED');
    expect(sent).toHaveLength(2);
  });

  it('is the caller’s: his signal ends the call with his reason, and nothing is sent again', async () => {
    const { server, sent } = serverOn(['silent']);
    const controller = new AbortController();
    const call = caught(server.getOrder('SB-1', { signal: controller.signal }));
    controller.abort(new Error('the customer left'));
    expect(await call).toEqual(new Error('the customer left'));
    expect(sent).toHaveLength(1);
  });
});

describe('an answer', () => {
  it.each<[string, { status: number; body?: unknown; text?: string }]>([
    ['of the gateway', { status: 404, body: { message: 'Not Found' } }],
    ['with a code that we do not know', problem('new_code', 409)],
    ['that is no JSON', { status: 200, text: 'hello' }],
    ['that is no object', { status: 200, text: '"paid"' }],
  ])('%s is unreadable, never guessed at', async (_, answer) => {
    const { server } = serverOn([answer]);
    expect(await caught(server.getOrder('SB-1'))).toMatchObject({
      code: 'unreadable_answer',
      status: answer.status,
    });
  });

  it('tells which fields were at fault', async () => {
    const refusal = problem('invalid_request', 400);
    const errors = [{ path: 'amount', message: 'must be above zero' }];
    const { server } = serverOn([{ ...refusal, body: { ...refusal.body, errors } }]);
    expect(await caught(server.getOrder('SB-1'))).toMatchObject({ errors });
  });
});

describe('the key', () => {
  it('goes into one header, and follows no redirect', async () => {
    const { server, sent } = serverOn([ok]);
    await server.getOrder('SB-1');
    expect(sent[0]?.headers).toEqual({ authorization: `Bearer ${key}` });
    expect(sent[0]?.url).not.toContain(key);
    expect(sent[0]?.redirect).toBe('error');
  });

  it.each<[string, Parameters<typeof scriptedFetch>[0][number]]>([
    ['a refusal', problem('unauthorized', 401)],
    ['silence', 'silent'],
    ['a page', { status: 500, text: `<html>Bearer ${key}</html>` }],
  ])('is in nothing that can be printed after %s', async (_, trouble) => {
    const { server } = serverOn([trouble], { timeoutMs: 5 });
    const error = await caught(server.getOrder('SB-1'));
    expect(error).toBeInstanceOf(PaymentError);
    const printed = [error, server].map((one) => inspect(one, { depth: 9, showHidden: true }));
    expect(printed.join() + JSON.stringify([error, server]) + (error as Error).stack).not.toContain(key);
  });

  it('is not quoted by a transport’s error either', async () => {
    const fetch = async () => {
      throw new TypeError(`Bearer ${key} is an invalid header value`);
    };
    const { server } = serverOn([], { fetch });
    expect(inspect(await caught(server.getOrder('SB-1')))).not.toContain(key);
  });

  it.each(['', `${key}\n`, 'sk with blanks'])('is refused at once when it cannot be one', (bad) => {
    const options = { baseUrl: 'https://pay.example', key: bad };
    expect(() => paymentServer(options)).toThrow(/^The key or token is empty or malformed\.$/);
  });
});

describe('the address', () => {
  it.each(['https://pay.example', 'https://pay.example/', 'http://localhost:3001', 'http://127.0.0.1:1'])(
    'may be %s',
    async (baseUrl) => {
      const { server, sent } = serverOn([ok], { baseUrl });
      await server.getOrder('SB-1');
      expect(sent[0]?.url).toBe(`${baseUrl.replace(/\/$/, '')}/orders/SB-1`);
    },
  );

  it.each([
    'http://pay.example',
    'pay.example',
    'https://u@pay.example',
    'https://pay.example?x=1',
    'ftp://x',
    '',
  ])('may not be %s: the key would travel in the open, or elsewhere', (baseUrl) => {
    expect(() => paymentServer({ baseUrl, key })).toThrow('baseUrl must be an https address');
  });

  it.each(['..', '../checkouts', '', 'SB/1', 'এক', 'x'.repeat(65)])(
    'of an order is not left by "%s"',
    async (id) => {
      const { server, sent } = serverOn([ok]);
      expect(await caught(server.getOrder(id))).toMatchObject({ code: 'invalid_request' });
      expect(sent).toEqual([]);
    },
  );
});
