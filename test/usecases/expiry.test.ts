import { describe, expect, it } from 'vitest';
import { productionWaits } from '../../shared/config/stage.ts';
import { orderDueAt } from '../../shared/domain/due.ts';
import { statusOf } from '../../shared/domain/status.ts';
import { lookAgain } from '../../shared/usecases/look-again.ts';
import { captured } from '../fakes/bkash.ts';
import { World } from '../fakes/world.ts';

const paid = { kind: 'completed' as const, captured: captured() };
const look = (world: World) => lookAgain(world.ports, world.order, { executeAbortMs: 28_000 });

describe('looking again at an order whose time is over', () => {
  it('closes it 15 minutes after expiry, and nothing before', async () => {
    const world = new World();
    await world.checkout({ expiresInMinutes: 10 });
    world.passes(10 * 60_000 + 899_999);
    await look(world);
    expect(statusOf(world.order)).toBe('pending');
    world.passes(1);
    await look(world);
    expect(statusOf(world.order)).toBe('expired');
    expect(world.order.attempts).toMatchObject([{ state: 'lapsed', reason: 'order_closed' }]);
    expect(orderDueAt(world.order, productionWaits)).toBeUndefined();
  });

  it('closes nothing when the customer comes back in the last millisecond, just before the write', async () => {
    const world = new World();
    await world.checkout({ expiresInMinutes: 10 });
    world.passes(25 * 60_000);
    world.bkash.executes.push({ kind: 'unknown', reason: 'timeout' });
    world.table.beforeNextSave(() => world.comesBack('success'));
    await look(world);
    expect(world.order.closed).toBeUndefined();
    expect(world.order.attempts).toMatchObject([{ state: 'unknown' }]);
  });

  it('leaves no attempt creating whose sender died', async () => {
    const world = new World();
    world.bkash.meanwhile = () => Promise.reject(new Error('the function died'));
    await expect(world.checkout({ expiresInMinutes: 10 })).rejects.toThrow();
    world.passes(25 * 60_000);
    await look(world);
    expect(statusOf(world.order)).toBe('expired');
    expect(world.order.attempts).toMatchObject([{ state: 'lapsed', reason: 'order_closed' }]);
  });

  it('never says expired while an Execute may have been performed; its late capture pays', async () => {
    const world = new World();
    await world.checkout({ expiresInMinutes: 10 });
    world.bkash.executes.push({ kind: 'unknown', reason: 'timeout' });
    await world.comesBack('success');
    world.passes(3 * 60 * 60_000);
    await look(world);
    expect(statusOf(world.order)).toBe('pending');
    world.bkash.queries.push(paid);
    world.passes(300_000);
    await look(world);
    expect(statusOf(world.order)).toBe('paid');
  });

  it('is closed at once after a quick look, and by the next visitor after one that took the time of this one', async () => {
    for (const [queryMs, status] of [
      [100, 'expired'],
      [21_000, 'failed'],
    ] as const) {
      const world = new World();
      await world.checkout({ expiresInMinutes: 10 });
      const refusal = {
        code: '2056',
        handling: 'premature' as const,
        message: { en: 'Invalid state', bn: 'ভুল' },
      };
      world.bkash.executes.push({ kind: 'premature', refusal });
      await world.comesBack('success');
      world.passes(60 * 60_000);
      world.bkash.queries.push({ kind: 'initiated', verification: 'incomplete' });
      world.bkash.meanwhile = async () => world.passes(queryMs);
      await look(world);
      expect(statusOf(world.order)).toBe(status);
    }
  });
});
