import { describe, expect, it } from 'vitest';
import { Random } from '../time/random.ts';
import { doors } from './doors.ts';
import { scenes } from './scenes.ts';
import { add, pointsOf, type Swept } from './sweep.ts';

/**
 * Goal: a second death, in whatever takes up what the first one left, is no worse than one. Method: pairs drawn from a
 * seed (`CRASH_SEED` draws others): the first at a call of the act, the second up to thirty calls later.
 */
const seed = Number(process.env.CRASH_SEED ?? 20_261_128);
const pairs = 1_500;
const laterBy = 30;
const timeoutMs = 60_000;

describe(`pairs of deaths, seed ${seed}`, () => {
  it(
    `converge, all ${pairs} of them`,
    async () => {
      const random = new Random(seed);
      const result: Swept = { points: 0, runs: 0, alone: 0, violations: [] };
      const when = () => random.pick(['before', 'after'] as const);
      for (let pair = 0; pair < pairs; pair += 1) {
        const scene = random.pick(scenes);
        const call = random.between(1, await pointsOf(scene));
        const first = { call, when: when() };
        const second = { call: call + random.between(1, laterBy), when: when() };
        await add(result, { scene, deaths: [first, second], door: random.pick(scene.doors ?? doors) });
      }
      expect(result.violations).toEqual([]);
      expect(result.runs).toBe(pairs);
    },
    timeoutMs,
  );
});
