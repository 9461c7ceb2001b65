import { describe, expect, it } from 'vitest';
import { statusOf } from '../../shared/domain/status.ts';
import { lookAgain } from '../../shared/usecases/look-again.ts';
import { readOrder } from '../../shared/usecases/read-order.ts';
import { captured } from '../fakes/bkash.ts';
import { silent, World } from '../fakes/world.ts';

const initiated = { kind: 'initiated' as const, verification: 'incomplete' as const };

/** Goal: in production the first look comes within 45 s and the verdict within 180 s, though the schedule runs each minute. */
describe('somebody comes back', () => {
  it('to nothing: a happy order sends no message', async () => {
    const world = new World();
    await world.checkout();
    await world.comesBack('success');
    expect(statusOf(world.order)).toBe('paid');
    expect(world.queued).toEqual([]);
  });

  it('within 45 s of an Execute that nobody answered, and has a verdict within 180 s', async () => {
    const world = await silent();
    const sentAt = world.now;
    world.passes(25_000);
    const looksAt: number[] = [];
    while (world.order.attempts[0]?.state !== 'doubtful') {
      const next = world.queued.shift();
      if (!next) throw new Error('Nobody was sent to look again.');
      world.now = Math.max(world.now, sentAt + next.delaySeconds * 1000);
      world.bkash.queries.push(initiated);
      const before = world.bkash.count('query');
      await lookAgain(world.ports, world.order, { executeAbortMs: 28_000 });
      if (world.bkash.count('query') > before) looksAt.push((world.now - sentAt) / 1000);
      for (const later of world.queued) later.delaySeconds += (world.now - sentAt) / 1000;
    }
    expect(looksAt[0]).toBeLessThanOrEqual(45);
    expect(looksAt[1]).toBeLessThanOrEqual(180);
    expect(looksAt).toHaveLength(2);
  });

  it('because of nobody who only reads before the look is due', async () => {
    const world = await silent();
    const { length } = world.queued;
    await readOrder(world.ports, 'SB-1');
    expect(world.queued).toHaveLength(length);
  });

  it('at once to an Execute that is owed', async () => {
    const world = new World();
    await world.checkout();
    world.bkash.hasToken = false;
    await world.comesBack('success');
    expect(world.queued).toEqual([{ message: { kind: 'look', orderId: 'SB-1' }, delaySeconds: 0 }]);
  });

  it('not by a message that SQS could not delay so long: that look is the schedule’s', async () => {
    const world = await silent();
    for (const ms of [35_000, 115_000, 300_000, 600_000]) {
      world.passes(ms);
      world.bkash.queries.push(initiated);
      await lookAgain(world.ports, world.order, {});
    }
    const delays = world.queued.map(({ delaySeconds }) => delaySeconds);
    expect(delays.every((seconds) => seconds <= 900)).toBe(true);
    expect(delays).toHaveLength(4);
  });

  it('by the schedule alone when the queue is down, and the customer notices nothing', async () => {
    const world = new World();
    await world.checkout();
    world.bkash.executes.push({ kind: 'unknown', reason: 'timeout' });
    world.queueIsDown = true;
    const order = await world.comesBack('success');
    expect(order && statusOf(order)).toBe('pending');
    expect(world.telemetry.told).toContainEqual({ name: 'LookNotQueued', orderId: 'SB-1' });
    world.passes(35_000);
    world.bkash.queries.push({ kind: 'completed', captured: captured() });
    await lookAgain(world.ports, world.order, {});
    expect(statusOf(world.order)).toBe('paid');
  });
});
