import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Answer, openGateway, type Request } from '../doors/gateway.ts';
import { tokenOf } from '../doors/order-links.ts';
import { newWorld, wired } from '../doors/wired-world.ts';
import { captured } from '../fakes/bkash.ts';
import { aSecret } from './edge/a-secret.ts';

vi.mock('../../functions/edge/wiring.ts', () => import('../doors/wired-world.ts'));

/** The deployed handlers behind their routes, on an order that is paid. */
let open: (request: Request) => Promise<Answer>;
const key = `Bearer ${aSecret.storefrontKeys[0]}`;
const list = '/orders/SB-1/notifications';
const read = `${list}/order.paid/read`;

beforeAll(async () => {
  open = await openGateway();
});
beforeEach(async () => {
  wired.world = newWorld();
  wired.world.now = Date.now();
  await wired.world.checkout();
  wired.world.bkash.executes.push({ kind: 'completed', captured: captured() });
  await wired.world.comesBack('success');
});

function ask(method: 'GET' | 'POST', path: string, authorization = `Bearer ${tokenOf()}`): Promise<Answer> {
  return open({ method, path, headers: { authorization } });
}

describe('the notifications of an order', () => {
  it('are shown to whoever holds its token, in its language', async () => {
    const { status, body, headers } = await ask('GET', list);
    expect(status).toBe(200);
    expect(headers['cache-control']).toBe('no-store');
    expect(JSON.parse(body)).toMatchObject({
      items: [
        { id: 'order.paid', fact: 'order.paid', readAt: null, text: expect.stringMatching(/^বিকাশে ৳/) },
      ],
      unread: 1,
    });
    expect((await open({ method: 'GET', path: `${list}?token=${tokenOf()}` })).status).toBe(200);
  });

  it('are marked as read by the same token', async () => {
    const { status, body } = await ask('POST', read);
    expect(status).toBe(200);
    expect(JSON.parse(body)).toMatchObject({ id: 'order.paid', readAt: expect.stringMatching(/Z$/) });
  });

  it.each<['GET' | 'POST', string]>([
    ['GET', list],
    ['POST', read],
  ])(
    'answer %s %s 401 to a key, to no token and to a foreign one, before anything else',
    async (method, path) => {
      for (const authorization of ['', key, `Bearer ${tokenOf()}x`]) {
        expect((await ask(method, path, authorization)).status).toBe(401);
        expect((await ask(method, path.replace('order.paid', '%3F'), authorization)).status).toBe(401);
      }
      expect((await ask(method, path.replace('SB-1', 'SB-2'))).status).toBe(401);
    },
  );

  it('answer 404 where the order is gone, or has no such notification', async () => {
    expect((await ask('POST', `${list}/order.expired/read`)).status).toBe(404);
    const token = `Bearer ${tokenOf()}`;
    wired.world.table.stored.clear();
    expect((await ask('GET', list, token)).status).toBe(404);
    expect((await ask('POST', read, token)).status).toBe(404);
  });

  it('answer 400 to an id that is none', async () => {
    const { status, body } = await ask('POST', `${list}/${encodeURIComponent('<b>')}/read`);
    expect(status).toBe(400);
    expect(JSON.parse(body).errors[0].path).toBe('id');
  });

  it('never ask bKash', async () => {
    const before = wired.world.bkash.calls.length;
    await ask('GET', list);
    await ask('POST', read);
    expect(wired.world.bkash.calls).toHaveLength(before);
  });
});
