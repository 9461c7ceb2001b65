import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fleetOf, renew, settle, usable } from './token-fleet.ts';

const hour = 3_600_000;

beforeEach(() => void vi.useFakeTimers({ now: 1_700_000_000_000 }));
afterEach(() => void vi.useRealTimers());

describe('the shared token', () => {
  it('is granted once, though 200 functions without one ask at the same moment', async () => {
    const fleet = fleetOf(200);
    const tokens = await settle(Promise.all(fleet.functions.map((one) => one.usable())));
    expect(fleet.sent).toEqual(['grant']);
    expect(new Set(tokens.map((token) => token?.value))).toEqual(new Set(['token-1']));
  });

  it('is granted once for many purchases in one process', async () => {
    const fleet = fleetOf(1);
    await settle(Promise.all(Array.from({ length: 50 }, () => fleet.functions[0]?.usable())));
    expect(fleet.sent).toEqual(['grant']);
    expect(fleet.reads()).toBe(1);
  });

  it('is read once, then served from memory until a minute before it expires', async () => {
    const fleet = fleetOf(1);
    await settle(usable(fleet));
    const reads = fleet.reads();
    vi.setSystemTime(Date.now() + hour - 61_000);
    expect((await usable(fleet))?.value).toBe('token-1');
    expect(fleet.reads()).toBe(reads);
    vi.setSystemTime(Date.now() + 2_000);
    expect((await settle(usable(fleet)))?.value).toBe('token-2');
    expect(fleet.sent).toEqual(['grant', 'refresh']);
  });

  it('is not waited for longer than 5 s; the call goes on and the next one finds its token', async () => {
    const fleet = fleetOf(2, { answerAfterMs: 7_000 });
    const began = Date.now();
    const [first, second] = await settle(Promise.all([usable(fleet, 0), usable(fleet, 1)]));
    expect([first, second]).toEqual([undefined, undefined]);
    expect(Date.now() - began).toBeLessThanOrEqual(5_100);
    await vi.advanceTimersByTimeAsync(3_000);
    expect((await settle(usable(fleet, 1)))?.value).toBe('token-1');
    expect(fleet.sent).toEqual(['grant']);
  });

  it('is fetched by another function when the one that held the lease died', async () => {
    const fleet = fleetOf(2, { answerAfterMs: 10 * hour });
    await settle(usable(fleet, 0));
    fleet.answerAfterMs = 100;
    vi.setSystemTime(Date.now() + 32_000);
    expect((await settle(usable(fleet, 1)))?.value).toBe('token-2');
    expect(fleet.sent).toEqual(['grant', 'grant']);
  });

  it('costs at most two calls an hour, whatever they answer and however many ask', async () => {
    const fleet = fleetOf(20, { answers: { kind: 'refused', reason: 'http_500' } });
    for (let minutes = 0; minutes < 60; minutes += 1) {
      await settle(Promise.all(fleet.functions.map((one) => one.usable())));
      vi.setSystemTime(Date.now() + 50_000);
    }
    expect(fleet.sent).toHaveLength(2);
    vi.setSystemTime(Date.now() + hour);
    await settle(usable(fleet));
    expect(fleet.sent).toHaveLength(3);
  });

  it('does not count calls that never opened a connection', async () => {
    const fleet = fleetOf(1, { answers: { kind: 'not_sent' } });
    await settle(usable(fleet));
    await settle(usable(fleet));
    expect(fleet.sent.length).toBeGreaterThan(2);
    fleet.answers = undefined;
    expect(await settle(usable(fleet))).toBeDefined();
  });

  it('does not send when the process was frozen between counting the call and sending it', async () => {
    const fleet = fleetOf(1);
    fleet.afterWrite = () => {
      fleet.afterWrite = undefined;
      vi.setSystemTime(Date.now() + 60_000);
    };
    expect(await settle(usable(fleet))).toBeUndefined();
    await vi.advanceTimersByTimeAsync(100);
    expect(fleet.sent).toEqual([]);
    expect(fleet.record().calls).toEqual([]);
  });

  it('sets the ledger right when the call cannot be made at all', async () => {
    const fleet = fleetOf(1, { answers: new Error('no secret') });
    await expect(settle(usable(fleet))).rejects.toThrow('no secret');
    expect(fleet.record()).toMatchObject({ calls: [] });
    expect(fleet.record().lease).toBeUndefined();
  });
});

describe('a token call', () => {
  it('is counted as made on demand for whoever needed a token, and not for the renewer', async () => {
    const fleet = fleetOf(1);
    const token = await settle(usable(fleet));
    if (!token) throw new Error('there is a token');
    expect(await settle(renew(fleet, 0, token))).toBe('renewed');
    expect(fleet.counted).toEqual(['TokenCall', 'TokenCallOnDemand', 'TokenCall']);
  });

  it('that never left is not counted', async () => {
    const fleet = fleetOf(1, { answers: { kind: 'not_sent' } });
    await settle(usable(fleet));
    expect(fleet.counted).not.toContain('TokenCallOnDemand');
  });
});

describe('the renewal', () => {
  it('serves the old token meanwhile, and keeps it when bKash gives no new one', async () => {
    const fleet = fleetOf(3);
    const old = await settle(usable(fleet, 0));
    if (!old) throw new Error('there is a token');
    fleet.answers = { kind: 'refused', reason: 'http_500' };
    const renewal = renew(fleet, 0, old);
    expect((await settle(usable(fleet, 1)))?.value).toBe('token-1');
    expect(await settle(renewal)).toBe('failed');
    expect((await settle(usable(fleet, 2)))?.value).toBe('token-1');
  });

  it('is made by one of two that try, and not beyond the budget', async () => {
    const fleet = fleetOf(2);
    const old = await settle(usable(fleet, 0));
    if (!old) throw new Error('there is a token');
    const outcomes = await settle(Promise.all([renew(fleet, 0, old), renew(fleet, 1, old)]));
    expect(outcomes.sort()).toEqual(['busy', 'renewed']);
    const renewed = await settle(fleet.functions[0]?.stored());
    expect(await settle(renew(fleet, 0, old))).toBe('superseded');
    expect(renewed && (await settle(renew(fleet, 0, renewed)))).toBe('not_now');
  });
});
