import { describe, expect, it } from 'vitest';
import { castOf } from './cast.ts';
import { drawsFrom } from './draws.ts';
import { planOf } from './killer.ts';

describe('a chaos run', () => {
  it('has the same cast and kills the same for the same seed, and others for another', () => {
    expect(castOf(200, drawsFrom(1))).toEqual(castOf(200, drawsFrom(1)));
    expect(castOf(200, drawsFrom(1))).not.toEqual(castOf(200, drawsFrom(2)));
    expect(planOf(500, drawsFrom(1))).toEqual(planOf(500, drawsFrom(1)));
    expect(planOf(500, drawsFrom(1))).not.toEqual(planOf(500, drawsFrom(2)));
  });

  it.each([1, 40, 100, 500])(
    'of %i orders has as many customers, each with an order of his own',
    (orders) => {
      const cast = castOf(orders, drawsFrom(3));
      expect(new Set(cast.map(({ orderId }) => orderId)).size).toBe(orders);
    },
  );

  it('shows every fate and kills everything also where it is small', () => {
    expect(new Set(castOf(40, drawsFrom(4)).map(({ fate }) => fate)).size).toBe(15);
    expect(new Set(planOf(40 * 2.6, drawsFrom(4)).map(({ kill }) => kill)).size).toBe(5);
  });

  it('kills nothing before the token is there, and nothing after most of its steps', () => {
    const plan = planOf(1_300, drawsFrom(5));
    expect(plan.length).toBeGreaterThan(30);
    for (const { afterSteps } of plan) {
      expect(afterSteps).toBeGreaterThanOrEqual(5);
      expect(afterSteps).toBeLessThan(1_300 * 0.9);
    }
  });
});
