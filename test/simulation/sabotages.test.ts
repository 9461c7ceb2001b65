import { describe, expect, it } from 'vitest';
import type { Invariant } from './oracle/verdicts.ts';
import { sabotages } from './sabotage/sabotages.ts';
import { runHere } from './worlds.ts';

/**
 * Goal: an oracle that never fires is worth nothing. Method: each safeguard is removed where a world is put together,
 * and a bounded number of orders has to show it; together they make every invariant fire.
 */
const orders = 6_400;
const seconds = 60_000;
const broken = new Set<Invariant>();

const invariants: Invariant[] = [
  'I1 captured is known',
  'I2 paid is captured',
  'I3 final is final',
  'I4 one payment is kept',
  'I5 silence is not failure',
  'I6 one Execute',
  'I7 told once',
  'I8 two token calls an hour',
  'I9 refunds within the capture',
  'I11 no message vanishes',
  'rule 2: only what was agreed is executed',
  'rule 2: owed while in time',
  'rule 5: looks are far enough from the Execute',
  'rule 7: one live attempt',
  'rule 8: a happy payment is not asked about',
  'rule 10: nothing is overdue',
  'rule 14: a refund is sent once',
  'rule 15: every fact is told',
  'rule 17: nobody is turned away without cause',
  'rule 17: a gate hears of its own product',
];

describe('without the safeguard that', () => {
  it('has a name, at least one of 25', () => {
    expect(Object.keys(sabotages).length).toBeGreaterThanOrEqual(25);
  });

  it.each(Object.keys(sabotages))(
    'is called %s, a rule is broken',
    async (sabotage) => {
      const summary = await runHere({ seed: 1, orders, sabotage });
      expect(summary.violations).toBeGreaterThan(0);
      for (const { invariant } of summary.broken?.violations ?? []) broken.add(invariant);
    },
    seconds,
  );

  it('is any of these, every invariant is broken by one or another', () => {
    expect(invariants.filter((invariant) => !broken.has(invariant))).toEqual([]);
  });
});
