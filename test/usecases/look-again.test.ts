import { describe, expect, it } from 'vitest';
import { productionWaits } from '../../shared/config/stage.ts';
import { orderDueAt } from '../../shared/domain/due.ts';
import { statusOf } from '../../shared/domain/status.ts';
import { lookAgain } from '../../shared/usecases/look-again.ts';
import { captured } from '../fakes/bkash.ts';
import { silent, World } from '../fakes/world.ts';

const initiated = { kind: 'initiated' as const, verification: 'incomplete' as const };
const paid = { kind: 'completed' as const, captured: captured() };

function look(world: World, executeAbortMs: number | undefined = 28_000) {
  return lookAgain(world.ports, world.order, executeAbortMs === undefined ? {} : { executeAbortMs });
}

describe('looking again after silence', () => {
  it('asks bKash 35 s after the send, not before, and is paid when bKash says Completed', async () => {
    const world = await silent();
    world.bkash.queries.push(paid);
    world.passes(34_999);
    await look(world);
    expect(world.bkash.count('query')).toBe(0);
    world.passes(1);
    await look(world);
    expect(world.bkash.count('query')).toBe(1);
    expect(statusOf(world.order)).toBe('paid');
  });

  it('asks once, however many look at once', async () => {
    const world = await silent();
    world.bkash.queries.push(initiated);
    world.passes(35_000);
    const readAtOnce = Array.from({ length: 50 }, () => world.order);
    await Promise.all(readAtOnce.map((order) => lookAgain(world.ports, order, {})));
    expect(world.bkash.count('query')).toBe(1);
  });

  it('turns doubtful only after two answered looks 115 s apart, and stays pending', async () => {
    const world = await silent();
    world.bkash.queries.push(initiated, initiated);
    world.passes(35_000);
    await look(world);
    expect(world.order.attempts).toMatchObject([{ state: 'unknown' }]);
    expect(orderDueAt(world.order, productionWaits)).toBe(world.now + 115_000);
    world.passes(115_000);
    await look(world);
    expect(world.order.attempts).toMatchObject([{ state: 'doubtful' }]);
    expect(world.order.executingAttempt).toBeUndefined();
    expect(statusOf(world.order)).toBe('pending');
  });

  it('counts no look that bKash did not answer, and asks again after 30 s, 60 s, 120 s', async () => {
    const world = await silent();
    world.passes(35_000);
    for (const pauseMs of [30_000, 60_000, 120_000, 240_000, 300_000, 300_000]) {
      await look(world);
      expect(orderDueAt(world.order, productionWaits)).toBe(world.now + pauseMs);
      expect(world.order.attempts).toMatchObject([{ state: 'unknown', looks: [] }]);
      expect(world.order.executingAttempt).toBe(1);
      world.passes(pauseMs);
    }
  });

  it('finds an Execute whose sender died, though nothing was ever reported', async () => {
    const world = new World();
    await world.checkout();
    world.bkash.meanwhile = () => Promise.reject(new Error('the function died'));
    await expect(world.comesBack('success')).rejects.toThrow();
    expect(world.order.attempts).toMatchObject([{ state: 'executing' }]);
    world.bkash.queries.push(paid);
    world.passes(35_000);
    await look(world);
    expect(statusOf(world.order)).toBe('paid');
  });

  it('takes 2056 for a refusal once Query says Initiated', async () => {
    const world = new World();
    await world.checkout();
    const refusal = {
      code: '2056',
      handling: 'premature' as const,
      message: { en: 'Invalid state', bn: 'ভুল' },
    };
    world.bkash.executes.push({ kind: 'premature', refusal });
    await world.comesBack('success');
    world.bkash.queries.push(initiated);
    world.passes(35_000);
    await look(world);
    expect(world.order.attempts).toMatchObject([{ state: 'refused', refusal: { code: '2056' } }]);
  });

  it('looks at a doubtful attempt after 5, 15, 30 minutes, then hourly, and lets it lapse after 24 h 15 min', async () => {
    const world = await silent();
    const began = world.now;
    const looks: number[] = [];
    for (let steps = 0; steps < 60 && world.order.attempts[0]?.state !== 'lapsed'; steps += 1) {
      world.now = orderDueAt(world.order, productionWaits) ?? Number.NaN;
      world.bkash.queries.push(initiated);
      await look(world);
      looks.push(Math.round((world.now - began - 150_000) / 60_000));
    }
    expect(looks.slice(1, 7)).toEqual([0, 5, 15, 30, 60, 120]);
    expect(world.order.attempts).toMatchObject([{ state: 'lapsed', reason: 'never_captured' }]);
    expect(looks.at(-1)).toBeGreaterThanOrEqual(24 * 60 + 12);
  });

  it('pays an order whose doubtful attempt completes after all, and closes the money put aside for it', async () => {
    const world = await silent();
    world.bkash.queries.push(initiated, initiated, paid);
    world.table.unclaimedMoney.set('DKN1A2B3C4', {
      trxId: 'DKN1A2B3C4',
      amountPoisha: 1,
      reason: 'no_order',
      messageId: 'm-1',
      at: 0,
    });
    for (const pauseMs of [35_000, 115_000, 300_000]) {
      world.passes(pauseMs);
      await look(world);
    }
    expect(statusOf(world.order)).toBe('paid');
    expect(world.table.closedMoney).toEqual(['DKN1A2B3C4']);
  });
});

describe('looking again at what is owed', () => {
  async function owed(): Promise<World> {
    const world = new World();
    await world.checkout();
    world.bkash.hasToken = false;
    await world.comesBack('success');
    return world;
  }

  it('executes it as soon as there is a token', async () => {
    const world = await owed();
    world.bkash.hasToken = true;
    await look(world);
    expect(statusOf(world.order)).toBe('paid');
  });

  it('leaves it to the consumer when somebody only reads', async () => {
    const world = await owed();
    world.bkash.hasToken = true;
    await lookAgain(world.ports, world.order, {});
    expect(world.bkash.count('execute')).toBe(0);
    expect(world.order.attempts).toMatchObject([{ state: 'authorised' }]);
  });

  it('does not ask in a circle while there is still no token', async () => {
    const world = await owed();
    await look(world);
    await look(world);
    const due = orderDueAt(world.order, productionWaits) ?? 0;
    expect(due).toBeGreaterThan(world.now);
  });

  it('gives it up when it is no longer owed, uncharged', async () => {
    const world = await owed();
    world.passes(25 * 60 * 60_000);
    await look(world);
    expect(world.bkash.count('execute')).toBe(0);
    expect(world.order.attempts).toMatchObject([{ state: 'lapsed', reason: 'never_executed' }]);
    expect(statusOf(world.order)).toBe('expired');
  });
});
