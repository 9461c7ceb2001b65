import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { signOrderToken } from '../../shared/adapters/signing/hmac.ts';
import { aSecret } from '../functions/edge/a-secret.ts';
import { type Answer, openGateway, type Request } from './gateway.ts';
import { newWorld, portsOf, stage, wired } from './wired-world.ts';

vi.mock('../../functions/edge/wiring.ts', () => import('./wired-world.ts'));

/**
 * What `swaps.test.ts` does with links and MACs, with the two calls of bKash.js: a paymentID is executed by the token of
 * its own order only, and only if it was opened inside the page.
 */
let open: (request: Request) => Promise<Answer>;
const payments: Record<string, string> = { 'SB-C': 'FRAMETR00111', 'SB-D': 'FRAMETR00112' };
const [own] = aSecret.signingKeys;

beforeAll(async () => {
  open = await openGateway();
});

/** Two orders with an open frame, and one that is paid on bKash's own page. */
beforeEach(async () => {
  wired.world = newWorld();
  await wired.world.checkout({ orderId: 'SB-A' });
  for (const orderId of Object.keys(payments)) {
    await wired.world.checkout({ orderId, mode: 'sdk' });
    expect((await call(orderId, tokenOf(orderId), 'create')).status).toBe(200);
  }
});

describe('the frame in the shop’s page', () => {
  const orders = ['SB-A', ...Object.keys(payments)];

  it('executes one order’s payment by that order’s token alone', async () => {
    for (const order of orders) {
      for (const holder of orders) {
        for (const paymentID of [...Object.values(payments), 'TR00111']) {
          if (order === holder && payments[order] === paymentID) continue;
          const before = everything();
          const { status } = await call(order, tokenOf(holder), 'execute', { paymentID });
          expect(status, `${order} ${holder} ${paymentID}`).toBe(order === holder ? 404 : 401);
          expect(everything()).toEqual(before);
        }
      }
    }
    const right = await call('SB-C', tokenOf('SB-C'), 'execute', { paymentID: payments['SB-C'] });
    expect(JSON.parse(right.body)).toMatchObject({ status: 'paid' });
    expect(wired.world.frame?.script.calls.at(-1)).toEqual({ operation: 'execute', of: payments['SB-C'] });
  });

  it('opens nothing for an order of bKash’s own page, nor by a token of another stage or key', async () => {
    const before = everything();
    expect((await call('SB-A', tokenOf('SB-A'), 'create')).status).toBe(409);
    expect((await call('SB-C', forged('live', own?.key ?? ''), 'create')).status).toBe(401);
    expect((await call('SB-C', forged(stage.stage, 'B'.repeat(43)), 'create')).status).toBe(401);
    expect(everything()).toEqual(before);
  });
});

function call(orderId: string, token: string, what: 'create' | 'execute', body?: object): Promise<Answer> {
  const headers = { authorization: `Bearer ${token}` };
  const path = `/orders/${orderId}/bkash/${what}`;
  return open({ method: 'POST', path, headers, ...(body && { body: JSON.stringify(body) }) });
}

function tokenOf(orderId: string): string {
  const order = wired.world.table.stored.get(orderId);
  if (!order) throw new Error(`There is no order ${orderId}.`);
  return portsOf(wired.world).links.orderToken(order);
}

function forged(environment: string, key: string): string {
  const expiresAtSeconds = wired.world.table.stored.get('SB-C')?.token.expiresAt ?? 0;
  return signOrderToken({ environment, orderId: 'SB-C', expiresAtSeconds, key: { id: own?.id ?? '', key } });
}

/** What any wrong proof must leave as it was. */
function everything() {
  const { table, bkash, frame } = wired.world;
  const calls = [...bkash.calls, ...(frame?.script.calls ?? [])];
  return structuredClone({ stored: table.stored, calls, writes: table.written.length });
}
