import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { signCallback, signOrderToken } from '../../shared/adapters/signing/hmac.ts';
import { aSecret } from '../functions/edge/a-secret.ts';
import { type Answer, openGateway, type Request } from './gateway.ts';
import { newWorld, portsOf, stage, wired } from './wired-world.ts';

vi.mock('../../functions/edge/wiring.ts', () => import('./wired-world.ts'));

/**
 * What a stranger learns by asking: nothing. Whether an order exists must show neither in the answer nor in what was
 * done for it, since a read of the table takes time that can be measured.
 */
let open: (request: Request) => Promise<Answer>;
let reads: number;
const [key] = aSecret.signingKeys;
if (!key) throw new Error('The made-up secret has no signing key.');
const stranger = { id: key.id, key: 'B'.repeat(43) };

beforeAll(async () => {
  open = await openGateway();
});
beforeEach(async () => {
  wired.world = newWorld();
  await wired.world.checkout();
  reads = 0;
  const { orders } = wired.world.table;
  const { find } = orders;
  orders.find = async (orderId) => {
    reads += 1;
    return find(orderId);
  };
});

const soon = () => Math.floor(wired.world.now / 1000) + 3600;
const token = (orderId: string, changes = {}) =>
  signOrderToken({ environment: stage.stage, orderId, expiresAtSeconds: soon(), key, ...changes });

/** For an order that is there and one that is not. */
const wrongTokens: Array<[string, (orderId: string) => string]> = [
  ['none', () => ''],
  ['empty', () => 'token='],
  ['malformed', () => 'token=v1.k1.abc.def'],
  ['a stranger’s', (orderId) => `token=${token(orderId, { key: stranger })}`],
  ['an unknown key’s', (orderId) => `token=${token(orderId).replace('v1.k1.', 'v1.k9.')}`],
  ['expired', (orderId) => `token=${token(orderId, { expiresAtSeconds: 1 })}`],
  ['another order’s', () => `token=${token('SB-2')}`],
  ['another stage’s', (orderId) => `token=${token(orderId, { environment: 'live' })}`],
  ['sent twice', (orderId) => `token=${token(orderId)}&token=${token(orderId)}`],
  ['a prototype’s name', () => 'token=__proto__&__proto__=1&constructor=2'],
];
const paths = ['SB-1', 'SB-none', '__proto__', 'constructor', '..', '%00', 'x'.repeat(65), 'এক'];

describe('a wrong token', () => {
  it.each([
    { method: 'GET', before: '/pay/', after: '' },
    { method: 'GET', before: '/orders/', after: '' },
    { method: 'GET', before: '/pay/', after: '/status' },
    { method: 'POST', before: '/pay/', after: '/claims' },
    { method: 'POST', before: '/orders/', after: '/claims' },
  ])(
    'is answered alike at $method $before…$after, whatever it is and whether the order is there',
    async ({ method, before, after }) => {
      const answers = new Set<string>();
      for (const [, query] of wrongTokens) {
        for (const orderId of paths) {
          const { status, headers, body } = await open({
            method,
            path: `${before}${encodeURIComponent(orderId)}${after}?${query(orderId)}`,
            ...(method === 'POST' && { body: '{"trxID":"DKN1A2B3C4"}' }),
          });
          answers.add(JSON.stringify({ status, headers, body }));
        }
      }
      expect(answers.size).toBe(1);
      expect([...answers][0]).toContain('"status":401');
      expect(reads).toBe(0);
    },
  );

  it('is answered alike at the two calls of bKash.js, and so is the shop’s key', async () => {
    const answers = new Set<string>();
    for (const orderId of paths) {
      const bearers = wrongTokens
        .filter(([name]) => name !== 'sent twice')
        .map(([, query]) => query(orderId).replace('token=', ''));
      for (const bearer of [...bearers, aSecret.storefrontKeys[0]]) {
        for (const call of ['create', 'execute']) {
          const path = `/orders/${encodeURIComponent(orderId)}/bkash/${call}`;
          const headers = { authorization: `Bearer ${bearer}` };
          const { status, body } = await open({ method: 'POST', path, headers, body: '{"nonsense":1}' });
          answers.add(`${status} ${body}`);
        }
      }
    }
    expect(answers.size).toBe(1);
    expect([...answers][0]).toContain('401');
    expect(reads).toBe(0);
  });

  it('hides behind no key either: each guess at the shop’s key is answered alike', async () => {
    const answers = new Set<string>();
    const [good = ''] = aSecret.storefrontKeys;
    for (const guess of [
      '',
      'x',
      good.slice(0, -1),
      `${good}x`,
      good.toUpperCase(),
      `${good} `,
      token('SB-1'),
    ]) {
      for (const [method, path] of [
        ['POST', '/checkouts'],
        ['POST', '/orders/SB-1/cancel'],
        ['POST', '/orders/SB-none/cancel'],
      ] as const) {
        const { status, body } = await open({ method, path, headers: { authorization: `Bearer ${guess}` } });
        answers.add(`${status} ${body}`);
      }
    }
    expect(answers.size).toBe(1);
    expect(reads).toBe(0);
  });
});

describe('a callback that is not ours', () => {
  const mac = (orderId: string, attempt = 1) =>
    signCallback({ environment: stage.stage, orderId, attempt, key });

  it('is answered alike, whether order, attempt and payment are there or not', async () => {
    const answers = new Set<string>();
    for (const path of [
      `SB-1/1/${'A'.repeat(43)}`,
      `SB-none/1/${'A'.repeat(43)}`,
      `SB-1/2/${mac('SB-1', 1)}`,
      `SB-1/9999/${mac('SB-1', 9999)}`,
      `SB-none/1/${mac('SB-none')}`,
      `SB-1/1/${mac('SB-1')}`,
      '__proto__/1/constructor',
    ]) {
      const query = 'paymentID=TR0011other&status=success';
      const { status, headers, body } = await open({
        method: 'GET',
        path: `/callbacks/bkash/${path}?${query}`,
      });
      answers.add(JSON.stringify({ status, headers, body }));
    }
    expect(answers.size).toBe(1);
    expect([...answers][0]).toContain('"status":404');
  });

  it('costs no read of the table without a genuine MAC', async () => {
    for (const orderId of ['SB-1', 'SB-none']) {
      await open({
        method: 'GET',
        path: `/callbacks/bkash/${orderId}/1/${'A'.repeat(43)}?paymentID=TR00111&status=success`,
      });
    }
    expect(reads).toBe(0);
  });

  it('is checked before its parameters are: a wrong MAC learns nothing from a 400', async () => {
    const wrong = await open({ method: 'GET', path: `/callbacks/bkash/SB-1/1/${'A'.repeat(43)}` });
    const right = await open({ method: 'GET', path: `/callbacks/bkash/SB-1/1/${mac('SB-1')}` });
    expect([wrong.status, right.status]).toEqual([404, 400]);
  });
});

describe('a right token for an order that is gone', () => {
  it('is 404, once it has proved itself', async () => {
    expect((await open({ method: 'GET', path: `/pay/SB-none?token=${token('SB-none')}` })).status).toBe(404);
    for (const path of ['/orders/SB-none', '/pay/SB-none/status']) {
      expect((await open({ method: 'GET', path: `${path}?token=${token('SB-none')}` })).status).toBe(404);
    }
    const body = '{"trxID":"DKN1A2B3C4"}';
    for (const path of ['/orders/SB-none/claims', '/pay/SB-none/claims']) {
      const answer = await open({ method: 'POST', path: `${path}?token=${token('SB-none')}`, body });
      expect(answer.status).toBe(404);
    }
  });

  it('of the world itself opens, so that the refusals above mean something', async () => {
    const { links } = portsOf(wired.world);
    const { pathname, search } = new URL(links.payUrl(wired.world.order));
    expect((await open({ method: 'GET', path: pathname + search })).status).toBe(303);
  });
});
