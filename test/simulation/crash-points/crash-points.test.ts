import { describe, expect, it } from 'vitest';
import { doors, doorsInPage } from './doors.ts';
import type { Scene } from './scene.ts';
import { scenes } from './scenes.ts';
import { pointsOf, swept } from './sweep.ts';

/**
 * Goal: whoever of us dies, at whatever moment, no payment is lost, none is taken twice and the customer is told the
 * truth once. Method: every use case is played in every situation that changes what it does; at each call it makes to
 * anything outside, its container dies once before the call and once after it was done, for good; then each door
 * alone goes on with what is left, and the schedule after it. The world is production's use cases, domain, translations
 * and waits on the in-memory ports and the simulator's own bank. In the end the order has to equal bKash's ledger.
 */
const counted: Array<{ scene: Scene; points: number; ways: number; deaths: number }> = [];
for (const scene of scenes) {
  const ways = (scene.doors ?? doors).length;
  const points = await pointsOf(scene);
  counted.push({ scene, points, ways, deaths: points * 2 * ways });
}
const points = counted.reduce((sum, one) => sum + one.points, 0);
const deaths = counted.reduce((sum, one) => sum + one.deaths, 0);

const timeoutMs = 60_000;

describe(`${scenes.length} situations, ${points} points × 2 × up to ${doorsInPage.length} doors: ${deaths} deaths`, () => {
  it.each(counted)(
    '$scene.name ($points points × 2 × $ways doors) converges',
    async ({ scene, deaths: expected }) => {
      const { runs, violations } = await swept(scene);
      expect(violations).toEqual([]);
      expect(runs).toBe(expected);
    },
    timeoutMs,
  );
});
