import { describe, expect, it } from 'vitest';
import { paymentBrowser } from '../../shared/client/src/browser.ts';
import type { Order } from '../../shared/client/src/contract.ts';
import { paidOrder, pendingOrder } from '../../shared/contract/openapi/examples.ts';
import { jumpingTime, scriptedFetch } from './scripted-fetch.ts';

const token = 'v1.k1.1798005600.made-up';
const page = (script: Parameters<typeof scriptedFetch>[0]) => {
  const scripted = scriptedFetch(script);
  const time = jumpingTime();
  const options = { baseUrl: 'https://pay.example', orderId: 'SB-20481', token, fetch: scripted.fetch, time };
  return { ...scripted, time, order: paymentBrowser(options) };
};
const as = (order: Order) => ({ status: 200, body: order });
const failed = (code: string, status: number) => ({ status, body: { code, detail: 'why', requestId: 'r' } });

describe('the customer’s page', () => {
  it('follows its order until it is decided, and hears of each change once', async () => {
    const review = { ...pendingOrder, status: 'review', updatedAt: '2026-11-23T06:01:00.000Z' } as const;
    const { order, sent } = page([as(pendingOrder), as(pendingOrder), as(review), as(review), as(paidOrder)]);
    const heard: string[] = [];
    expect(await order.follow({ onChange: ({ status }) => heard.push(status) })).toEqual(paidOrder);
    expect(heard).toEqual(['pending', 'review', 'paid']);
    expect(sent).toHaveLength(5);
  });

  it('asks less and less often, never slower than every 24 s, and for half an hour at most', async () => {
    const { order, time } = page([as(pendingOrder)]);
    expect(await order.follow()).toEqual(pendingOrder);
    expect(time.pauses[0]).toBe(2_000);
    expect(time.pauses.at(-1)).toBe(20_000);
    expect(time.now()).toBeGreaterThan(30 * 60_000 - 1);
    expect(time.now()).toBeLessThan(31 * 60_000);
  });

  it('waits out what passes', async () => {
    const { order } = page(['refused', failed('internal', 500), { status: 503, text: '' }, as(paidOrder)]);
    expect(await order.follow()).toEqual(paidOrder);
  });

  it('stops at what does not pass', async () => {
    const { order, sent } = page([failed('unauthorized', 401)]);
    await expect(order.follow()).rejects.toMatchObject({ code: 'unauthorized' });
    expect(sent).toHaveLength(1);
  });

  it('stops when the page is left', async () => {
    const controller = new AbortController();
    const { order, sent } = page([as(pendingOrder)]);
    const following = order.follow({ signal: controller.signal, onChange: () => controller.abort() });
    await expect(following).rejects.toMatchObject({ name: 'AbortError' });
    expect(sent).toHaveLength(1);
  });

  it('carries its token in the header, never in an address', async () => {
    const { order, sent } = page([as(paidOrder)]);
    await order.getOrder();
    expect(sent).toMatchObject([{ headers: { authorization: `Bearer ${token}` } }]);
    expect(sent[0]?.url).toBe('https://pay.example/orders/SB-20481');
  });

  it.each<[string, (order: ReturnType<typeof page>['order']) => Promise<unknown>, string, unknown]>([
    [
      'reads what the customer was told',
      (order) => order.getNotifications(),
      'GET /notifications',
      undefined,
    ],
    ['marks it read', (order) => order.markRead('n-1'), 'POST /notifications/n-1/read', undefined],
    ['says “I paid”', (order) => order.claim('DKN1A2B3C4'), 'POST /claims', { trxID: 'DKN1A2B3C4' }],
    ['opens a payment for bKash.js', (order) => order.createPayment(), 'POST /bkash/create', undefined],
    ['executes it', (order) => order.executePayment('TR1'), 'POST /bkash/execute', { paymentID: 'TR1' }],
  ])('%s', async (_, act, route, body) => {
    const answered = { items: [], unread: 0 };
    const { order, sent } = page([{ status: 200, body: answered }]);
    expect(await act(order)).toEqual(answered);
    const [method = '', path = ''] = route.split(' ');
    expect(sent).toMatchObject([{ method, url: `https://pay.example/orders/SB-20481${path}`, body }]);
  });

  it.each(['', '.', '..'])('has no way from a notification’s id "%s" to another address', async (id) => {
    const { order, sent } = page([{ status: 200, body: {} }]);
    await expect(order.markRead(id)).rejects.toMatchObject({ code: 'invalid_request' });
    await order.markRead('a/../b?c');
    expect(sent.map(({ url }) => url)).toEqual([
      'https://pay.example/orders/SB-20481/notifications/a%2F..%2Fb%3Fc/read',
    ]);
  });

  it.each<[string, (order: ReturnType<typeof page>['order']) => Promise<unknown>]>([
    ['a claim', (order) => order.claim('DKN1A2B3C4')],
    ['a create', (order) => order.createPayment()],
    ['an execute', (order) => order.executePayment('TR1')],
    ['a mark', (order) => order.markRead('n-1')],
  ])('sends %s once only, whatever happens to it', async (_, act) => {
    for (const trouble of ['refused', failed('internal', 500), failed('slow_down', 429)] as const) {
      const { order, sent } = page([trouble]);
      await expect(act(order)).rejects.toMatchObject({ name: 'PaymentError' });
      expect(sent).toHaveLength(1);
    }
  });
});
