import { describe, expect, it } from 'vitest';
import { violationText } from './report.ts';
import { runHere, runOne, summaryOf, type WorldReport, worldsOf } from './worlds.ts';

/**
 * Goal: the simulation finds nothing, finds the same nothing each time, and shows what it finds. Method: a few
 * thousand orders here; `npm run simulate` runs as many as one likes. Safe: nothing leaves this process.
 */
const seconds = 60_000;

describe('the simulated shop', () => {
  it(
    'breaks no rule, whatever goes wrong',
    async () => {
      const summary = await runHere({ seed: 1, orders: 2_000 });
      expect(summary.broken).toBeUndefined();
      expect(summary.orders).toBe(2_000);
      const kinds = [
        'drop_before',
        'apply_then_drop',
        'duplicate',
        'delay',
        'reorder',
        'throttle',
        'crash_after',
      ];
      for (const kind of [
        ...kinds,
        'partial_batch',
        'bkash_outage',
        'token_lockout',
        'webhook_lost',
        'return_lost',
        'page_died',
      ])
        expect(summary.faults[kind], kind).toBeGreaterThan(0);
      for (const state of [
        'doubtful',
        'completed',
        'refused',
        'lapsed',
        'order expired',
        'order partially_refunded',
      ])
        expect(summary.reached[state], state).toBeGreaterThan(0);
    },
    seconds,
  );

  it(
    'takes the same course from the same seed, and another from another',
    async () => {
      const once = await runHere({ seed: 2, orders: 320 });
      expect(await runHere({ seed: 2, orders: 320 })).toEqual(once);
      expect((await runHere({ seed: 3, orders: 320 })).traceHash).not.toBe(once.traceHash);
    },
    seconds,
  );

  it('takes the same course whether its trace is read or not', async () => {
    const run = { seed: 4, orders: 96 };
    const hashes = await Promise.all([runOne(run, 2), runOne(run, 2, true)]);
    expect(hashes[0]?.hash).toBe(hashes[1]?.hash);
  });

  it('is as large as it was asked to be', () => {
    expect(worldsOf({ seed: 1, orders: 33 })).toBe(2);
  });
});

describe('a broken rule', () => {
  it('is shown with its place, its order and the command that shows it again, which it does', async () => {
    const run = { seed: 1, orders: 320, sabotage: 'execute-retried' };
    const { broken } = await runHere(run);
    if (!broken) throw new Error('Nothing was broken.');
    const again = await runOne(run, broken.world, true);
    expect(again.violations).toEqual(broken.violations);
    const text = violationText(run, again);
    expect(text).toContain(`Seed 1, world ${broken.world}, step ${broken.violations[0]?.step}`);
    expect(text).toContain('I6 one Execute');
    expect(text).toMatch(/orders\.save .* executing/);
    expect(text).toContain(
      `npm run simulate -- --orders 320 --seed 1 --sabotage execute-retried --world ${broken.world}`,
    );
  });

  it('is the first of them, whichever world was over first', () => {
    const report = (index: number, isBroken: boolean): WorldReport => ({
      index,
      hash: `${index}`,
      orders: 32,
      faults: {},
      reached: {},
      simulatedMs: 0,
      violations: isBroken ? [{ invariant: 'I6 one Execute', at: '', step: 0, message: '' }] : [],
    });
    const run = { seed: 1, orders: 128 };
    const one = summaryOf(run, [report(0, false), report(1, true), report(2, false), report(3, true)]);
    const other = summaryOf(run, [report(3, true), report(1, true), report(0, false)]);
    expect(one).toEqual(other);
    expect(one).toMatchObject({ orders: 64, broken: { world: 1 } });
  });
});
