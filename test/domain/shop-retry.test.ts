import { describe, expect, it } from 'vitest';
import { productionWaits } from '../../shared/config/stage.ts';
import { nextRetry, type ShopRetry } from '../../shared/domain/shop-retry.ts';

const now = Date.UTC(2026, 10, 28);
const minutes = 60_000;

/** Every pause until it is given up, with the same luck at each. */
function pauses(random: number): number[] {
  const all: number[] = [];
  let at = now;
  for (let retry: ShopRetry | undefined; ; at = retry.dueAt) {
    retry = nextRetry(retry, at, productionWaits, random);
    if (!retry) return all;
    all.push(retry.dueAt - at);
  }
}

describe('a message that the shop did not take', () => {
  it('is tried again after half a minute, then ever later, up to three hours apart', () => {
    const early = [0.5, 1, 2, 4, 8, 16, 32, 64, 128, 180, 180].map((pause) => pause * minutes);
    expect(pauses(0.5).slice(0, early.length)).toEqual(early);
  });

  it('is given up after three days, and not a minute before', () => {
    const last = pauses(0.5).reduce((sum, pause) => sum + pause, 0);
    expect(last).toBeGreaterThanOrEqual(3 * 24 * 60 * minutes);
    expect(last).toBeLessThan(3 * 24 * 60 * minutes + 3 * 60 * minutes);
    const retry = { since: now, dueAt: 0, tries: 5 };
    expect(nextRetry(retry, now + productionWaits.shopGiveUpMs - 1, productionWaits, 0.5)).toBeDefined();
    expect(nextRetry(retry, now + productionWaits.shopGiveUpMs, productionWaits, 0.5)).toBeUndefined();
  });

  it('costs two to three dozen requests, whatever the luck', () => {
    for (const random of [0, 0.5, 1]) {
      expect(pauses(random).length).toBeGreaterThan(20);
      expect(pauses(random).length).toBeLessThan(65);
    }
  });

  it('is spread over a whole pause: what failed together does not come back together', () => {
    const at = (random: number) => (nextRetry(undefined, now, productionWaits, random)?.dueAt ?? 0) - now;
    expect([at(0), at(1)]).toEqual([15_000, 45_000]);
  });
});
