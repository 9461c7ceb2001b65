import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Answer, openGateway, type Request } from './gateway.ts';
import { tokenOf } from './order-links.ts';
import { newWorld, wired } from './wired-world.ts';

vi.mock('../../functions/edge/wiring.ts', () => import('./wired-world.ts'));

/** What a customer learns by claiming TrxIDs: nothing about any of them. */
let open: (request: Request) => Promise<Answer>;

beforeAll(async () => {
  open = await openGateway();
});
beforeEach(async () => {
  wired.world = newWorld();
  await wired.world.checkout();
});

describe('a TrxID', () => {
  /** Of this order, of another one, of money without an order, and of nobody. */
  it('is answered alike, whoever it belongs to, and nothing is looked up by it', async () => {
    const { table } = wired.world;
    await table.ties.tie('DKN0000AB2', { orderId: 'SB-2', attempt: 1 });
    table.ties.ownerOf = () => Promise.reject(new Error('somebody asked whose it is'));
    const answers = new Set<string>();
    for (const trxID of ['DKN0000AB1', 'DKN0000AB2', 'DKN0000AB3']) {
      wired.world.passes(60 * 60_000);
      const path = () => `claims?token=${tokenOf()}`;
      const json = await open({
        method: 'POST',
        path: `/orders/SB-1/${path()}`,
        body: JSON.stringify({ trxID }),
      });
      wired.world.passes(60 * 60_000);
      const form = await open({ method: 'POST', path: `/pay/SB-1/${path()}`, body: `trxID=${trxID}` });
      const link = form.headers.location?.replace(/token=.*/, '');
      answers.add(JSON.stringify([json.status, json.body, form.status, link, form.body]));
    }
    expect([...answers]).toEqual([expect.stringMatching(/^\[202,.*,303,/)]);
  });
});
