import { describe, expect, it } from 'vitest';
import { lookAgain } from '../../shared/usecases/look-again.ts';
import { tellWait } from '../../shared/usecases/tell.ts';
import { captured } from '../fakes/bkash.ts';
import { silent, World } from '../fakes/world.ts';

/** What the alarms of the payment's decision are told: how long a customer waits, and who found his money. */
const unanswered = { kind: 'unanswered' as const, reason: 'silent', unauthorised: false };
const initiated = { kind: 'initiated' as const, verification: 'incomplete' as const };

/** As the consumer does it. */
async function look(world: World): Promise<void> {
  const order = await lookAgain(world.ports, world.order, { executeAbortMs: 28_000 });
  tellWait(world.telemetry, order, world.now);
}

describe('the wait of a customer', () => {
  it('is told after a look that decided nothing, in seconds since the Execute', async () => {
    const world = await silent();
    world.bkash.queries.push(unanswered);
    world.passes(1_000_000);
    await look(world);
    expect(world.telemetry.measured).toEqual([['UndecidedSeconds', 1000]]);
  });

  it('counts from the approval, however often bKash could not be reached since', async () => {
    const world = new World();
    await world.checkout();
    world.bkash.hasToken = false;
    await world.comesBack('success');
    world.passes(400_000);
    await look(world);
    world.bkash.hasToken = true;
    world.bkash.executes.push({ kind: 'unknown', reason: 'timeout' });
    world.passes(400_000);
    await look(world);
    world.bkash.queries.push(unanswered);
    world.passes(400_000);
    await look(world);
    expect(world.telemetry.measured.map(([, seconds]) => seconds)).toEqual([400, 800, 1200]);
  });

  it('is over with bKash’s word: money moved, or twice that it knows of none', async () => {
    const paid = await silent();
    paid.bkash.queries.push({ kind: 'completed', captured: captured() });
    paid.passes(35_000);
    await look(paid);
    const doubtful = await silent();
    doubtful.bkash.queries.push(initiated, initiated);
    doubtful.passes(35_000);
    await look(doubtful);
    doubtful.passes(115_000);
    await look(doubtful);
    expect(doubtful.order.attempts).toMatchObject([{ state: 'doubtful' }]);
    expect(paid.telemetry.measured).toEqual([]);
    expect(doubtful.telemetry.measured).toEqual([['UndecidedSeconds', 35]]);
  });

  it('is none for an order that nobody has approved', async () => {
    const world = new World();
    await world.checkout();
    world.passes(1_000_000);
    await look(world);
    expect(world.telemetry.measured).toEqual([]);
  });
});

describe('a payment that a look found', () => {
  it('is counted once, whoever looked', async () => {
    const world = await silent();
    world.bkash.queries.push({ kind: 'completed', captured: captured() });
    world.passes(35_000);
    await Promise.all([look(world), look(world)]);
    expect(countOf(world)).toBe(1);
  });

  it('is none when the Execute’s own answer told of it', async () => {
    const world = new World();
    await world.checkout();
    await world.comesBack('success');
    await look(world);
    expect(countOf(world)).toBe(0);
  });

  it('is none when the look found nothing', async () => {
    const world = await silent();
    world.bkash.queries.push(initiated);
    world.passes(35_000);
    await look(world);
    expect(countOf(world)).toBe(0);
  });
});

function countOf(world: World): number {
  return world.telemetry.counted.filter((name) => name === 'SettledByLook').length;
}
