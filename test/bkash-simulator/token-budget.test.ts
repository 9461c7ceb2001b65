import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spendTokenCall, type TokenBudget } from '../../infra/local/bkash/machine/token-budget.ts';

const minute = 60_000;
const fresh: TokenBudget = { allowedCalls: [], lockedUntil: null };

describe('the token budget of bKash', () => {
  it('never lets more than two calls pass in any rolling hour', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(45 * minute), { maxLength: 40 }), (waits) => {
        const passed = callsAt(waits).filter(({ allowed }) => allowed);
        for (const { at } of passed) {
          const within = passed.filter((other) => other.at > at - 60 * minute && other.at <= at);
          expect(within.length).toBeLessThanOrEqual(2);
        }
      }),
      { numRuns: 2000, seed: 1 },
    );
  });

  it('locks for an hour from the call too many, and calls during the lock-out do not prolong it', () => {
    const calls = callsAt([0, 0, 0, 30 * minute, 29 * minute, minute]);
    expect(calls.map(({ allowed }) => allowed)).toEqual([true, true, false, false, false, true]);
  });

  it('lets a call a second after each hour pass for ever', () => {
    expect(callsAt(Array(50).fill(30 * minute + 1000)).every(({ allowed }) => allowed)).toBe(true);
  });
});

function callsAt(waits: number[]): Array<{ at: number; allowed: boolean }> {
  let now = 1_000_000;
  let budget = fresh;
  return waits.map((waitMs) => {
    now += waitMs;
    const decision = spendTokenCall(budget, now);
    budget = decision.budget;
    return { at: now, allowed: decision.allowed };
  });
}
