import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createSigner, signCallback, signOrderToken } from '../../shared/adapters/signing/hmac.ts';
import type { SigningKey } from '../../shared/adapters/signing/port.ts';
import { aSecret } from '../functions/edge/a-secret.ts';
import { type Answer, openGateway, type Request } from './gateway.ts';
import { newWorld, stage, wired } from './wired-world.ts';

vi.mock('../../functions/edge/wiring.ts', () => import('./wired-world.ts'));

/**
 * Every proof that one order's customer holds, tried on everything else: another order, another attempt, another
 * stage, another key, the other purpose. Only the one right combination opens; all wrong ones are told alike, and
 * none of them writes or calls anything.
 */
let open: (request: Request) => Promise<Answer>;
const own = signingKey(aSecret.signingKeys[0]);
const strangers = { id: own.id, key: 'B'.repeat(43) };
const orders = ['SB-A', 'SB-B'] as const;
const attempts = [1, 2] as const;
const environments = [stage.stage, 'live'] as const;
const keys = { own, strangers };

beforeAll(async () => {
  open = await openGateway();
});

/** Two orders with two attempts each; the second one of each is live. */
beforeEach(async () => {
  wired.world = newWorld();
  for (const orderId of orders) await wired.world.checkout({ orderId });
  wired.world.passes(11 * 60_000);
  for (const orderId of orders) await open({ method: 'GET', path: payPath(orderId, tokenOf(orderId)) });
  expect(wired.world.bkash.count('create')).toBe(4);
});

describe('a payment link and an order', () => {
  const tokens = orders.flatMap((orderId) =>
    environments.flatMap((environment) =>
      (['own', 'strangers'] as const).map((key) => ({ orderId, environment, key })),
    ),
  );
  const pairs = tokens.flatMap((token) => orders.map((order) => ({ ...token, order })));

  it.each(pairs)('$order with the token of $orderId in $environment by $key key', async (pair) => {
    const { orderId, environment, key, order } = pair;
    const right = orderId === order && environment === stage.stage && key === 'own';
    const token = tokenOf(orderId, environment, keys[key]);
    const before = everything();
    const page = await open({ method: 'GET', path: payPath(order, token) });
    const byQuery = await open({ method: 'GET', path: `/orders/${order}?token=${token}` });
    const headers = { authorization: `Bearer ${token}` };
    const byHeader = await open({ method: 'GET', path: `/orders/${order}`, headers });
    expect([page.status, byQuery.status, byHeader.status]).toEqual(right ? [303, 200, 200] : [401, 401, 401]);
    const status = await open({ method: 'GET', path: payPath(order, token).replace('?', '/status?') });
    const form = { method: 'POST', path: payPath(order, token).replace('?', '/claims?') };
    const byForm = await open({ ...form, body: 'trxID=DKN1A2B3C4' });
    const claim = { method: 'POST', path: `/orders/${order}/claims`, headers };
    const byJson = await open({ ...claim, body: '{"trxID":"DKN1A2B3C4"}' });
    expect([status.status, byForm.status, byJson.status]).toEqual(right ? [200, 303, 202] : [401, 401, 401]);
    if (!right) expect(everything()).toEqual(before);
  });

  it('is not the shop’s: no token cancels an order or starts a checkout', async () => {
    const headers = { authorization: `Bearer ${tokenOf('SB-A')}` };
    const before = everything();
    for (const path of ['/orders/SB-A/cancel', '/checkouts']) {
      expect((await open({ method: 'POST', path, headers, body: '{}' })).status).toBe(401);
    }
    expect(everything()).toEqual(before);
  });
});

describe('the way back from bKash', () => {
  const macs = orders.flatMap((orderId) =>
    attempts.flatMap((attempt) =>
      environments.flatMap((environment) =>
        (['own', 'strangers'] as const).map((key) => ({ orderId, attempt, environment, key })),
      ),
    ),
  );
  const payments = ['TR00111', 'TR00112', 'TR00113', 'TR00114'];
  /** In the order in which bKash made them. */
  const paymentOf: Record<string, string> = {
    'SB-A/1': 'TR00111',
    'SB-B/1': 'TR00112',
    'SB-A/2': 'TR00113',
    'SB-B/2': 'TR00114',
  };

  it.each(macs)('by the MAC of $orderId/$attempt in $environment by $key key', async (given) => {
    const mac = signCallback({ ...given, key: keys[given.key] });
    for (const orderId of orders) {
      for (const attempt of attempts) {
        for (const paymentID of payments) {
          const mine = given.environment === stage.stage && given.key === 'own';
          const right =
            mine &&
            given.orderId === orderId &&
            given.attempt === attempt &&
            paymentOf[`${orderId}/${attempt}`] === paymentID;
          const before = everything();
          const path = `/callbacks/bkash/${orderId}/${attempt}/${mac}?paymentID=${paymentID}&status=cancel`;
          const { status } = await open({ method: 'GET', path });
          expect(status, path).toBe(right ? 303 : 404);
          if (!right) expect(everything(), path).toEqual(before);
        }
      }
    }
  });

  it('takes no order token for a MAC, and a payment link no MAC for a token', async () => {
    const mac = signCallback({ environment: stage.stage, orderId: 'SB-A', attempt: 2, key: own });
    const [, , , tokenMac = ''] = tokenOf('SB-A').split('.');
    const before = everything();
    const back = `/callbacks/bkash/SB-A/2/${tokenMac}?paymentID=TR00113&status=success`;
    expect((await open({ method: 'GET', path: back })).status).toBe(404);
    const expiry = wired.world.table.stored.get('SB-A')?.token.expiresAt;
    const asToken = `v1.${own.id}.${expiry}.${mac}`;
    expect((await open({ method: 'GET', path: payPath('SB-A', asToken) })).status).toBe(401);
    expect(everything()).toEqual(before);
  });

  it('takes no other spelling of the same MAC, number or order', async () => {
    const mac = signCallback({ environment: stage.stage, orderId: 'SB-A', attempt: 2, key: own });
    const before = everything();
    for (const path of [
      `SB-A/02/${mac}`,
      `SB-A/2.0/${mac}`,
      `SB-A/%2B2/${mac}`,
      `SB-A/2e0/${mac}`,
      `SB-A/2/${mac}=`,
      `SB-A/2/${mac}%20`,
      `SB-A/2/${mac.replaceAll('-', '+').replaceAll('_', '/').replace('/', '%2F')}=`,
      `sb-a/2/${mac}`,
      `SB-A%00/2/${mac}`,
      `SB-A%20/2/${mac}`,
    ]) {
      const query = '?paymentID=TR00113&status=success';
      expect((await open({ method: 'GET', path: `/callbacks/bkash/${path}${query}` })).status, path).toBe(
        404,
      );
    }
    expect(everything()).toEqual(before);
    // The right one, so that the silence above means something.
    const right = `/callbacks/bkash/SB-A/2/${mac}?paymentID=TR00113&status=success`;
    expect((await open({ method: 'GET', path: right })).status).toBe(303);
    expect(wired.world.bkash.count('execute')).toBe(1);
  });
});

/** What any wrong proof must leave as it was. */
function everything() {
  const { table, bkash } = wired.world;
  return structuredClone({
    stored: table.stored,
    claims: table.claimsOf,
    calls: bkash.calls,
    writes: table.written.length,
  });
}

function tokenOf(orderId: string, environment: string = stage.stage, key: SigningKey = own): string {
  const expiresAt = wired.world.table.stored.get(orderId)?.token.expiresAt ?? 0;
  if (key !== own) return signOrderToken({ environment, orderId, expiresAtSeconds: expiresAt, key });
  return createSigner({ environment, keys: aSecret.signingKeys }).orderToken(orderId, expiresAt, own.id);
}

function payPath(orderId: string, token: string): string {
  return `/pay/${orderId}?token=${token}`;
}

function signingKey(key: SigningKey | undefined): SigningKey {
  if (!key) throw new Error('The made-up secret has no signing key.');
  return key;
}
