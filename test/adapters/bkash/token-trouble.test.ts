import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fleetOf, renew, settle, usable } from './token-fleet.ts';

const hour = 3_600_000;

beforeEach(() => void vi.useFakeTimers({ now: 1_700_000_000_000 }));
afterEach(() => void vi.useRealTimers());

describe('a token that bKash rejected', () => {
  it('is renewed once, though every function hears the rejection', async () => {
    const fleet = fleetOf(30);
    const [token] = await settle(Promise.all(fleet.functions.map((one) => one.usable())));
    if (!token) throw new Error('there is a token');
    vi.setSystemTime(Date.now() + 61_000);
    await settle(Promise.all(fleet.functions.map((one) => one.rejected(token))));
    const after = await settle(Promise.all(fleet.functions.map((one) => one.usable())));
    expect(new Set(after.map((one) => one?.value))).toEqual(new Set(['token-2']));
    expect(fleet.sent).toEqual(['grant', 'refresh']);
  });

  it('costs no call when another function has renewed it already', async () => {
    const fleet = fleetOf(2);
    const old = await settle(usable(fleet, 0));
    await settle(usable(fleet, 1));
    if (!old) throw new Error('there is a token');
    expect(await settle(renew(fleet, 0, old))).toBe('renewed');
    await settle(fleet.functions[1]?.rejected(old));
    expect((await settle(usable(fleet, 1)))?.value).toBe('token-2');
    expect(fleet.sent).toEqual(['grant', 'refresh']);
  });
});

describe('a rejection that was false', () => {
  it('costs one call of the two, though the new token is rejected as well', async () => {
    const fleet = fleetOf(10);
    const first = await settle(usable(fleet));
    vi.setSystemTime(Date.now() + hour);
    const second = await settle(usable(fleet));
    expect(fleet.sent).toEqual(['grant', 'refresh']);
    if (!first || !second) throw new Error('there are tokens');
    for (let burst = 0; burst < 5; burst += 1) {
      await settle(Promise.all(fleet.functions.map((one) => one.rejected(second))));
      expect((await settle(usable(fleet)))?.value).toBe(second.value);
      vi.setSystemTime(Date.now() + 10_000);
    }
    expect(fleet.sent).toHaveLength(2);
  });

  it('leaves the token in use when no other can be had, so that payments go on', async () => {
    const fleet = fleetOf(10);
    await settle(usable(fleet));
    let token: Awaited<ReturnType<typeof usable>>;
    for (let rejections = 0; rejections < 3; rejections += 1) {
      token = await settle(usable(fleet));
      vi.setSystemTime(Date.now() + 120_000);
      await settle(Promise.all(fleet.functions.map((one) => token && one.rejected(token))));
    }
    const served = await settle(Promise.all(fleet.functions.map((one) => one.usable())));
    expect(new Set(served.map((one) => one?.value))).toEqual(new Set(['token-2']));
    expect(fleet.sent).toEqual(['grant', 'refresh']);
  });

  it('is served while another function is calling for a new one and does not get it', async () => {
    const fleet = fleetOf(2);
    const old = await settle(usable(fleet, 1));
    if (!old) throw new Error('there is a token');
    vi.setSystemTime(Date.now() + 120_000);
    await settle(fleet.functions[1]?.rejected(old));
    fleet.answerAfterMs = 10 * hour;
    const [first, second] = await settle(Promise.all([usable(fleet, 0), usable(fleet, 1)]));
    expect([first?.value, second?.value]).toEqual([old.value, old.value]);
  });
});

describe('a lock-out', () => {
  it('fails nobody while the old token lives, and ends an hour after the second call that met it', async () => {
    const fleet = fleetOf(5);
    const old = await settle(usable(fleet));
    if (!old) throw new Error('there is a token');
    vi.setSystemTime(old.expiresAt - 600_000);
    fleet.answers = { kind: 'locked_out' };
    expect(await settle(renew(fleet, 0, old))).toBe('failed');
    expect(fleet.sent).toEqual(['grant', 'refresh']);
    expect(await settle(renew(fleet, 1, old))).toBe('not_now');
    expect((await settle(usable(fleet, 2)))?.value).toBe(old.value);
    for (let minutes = 0; minutes < 68; minutes += 1) {
      vi.setSystemTime(Date.now() + 60_000);
      await settle(Promise.all(fleet.functions.map((one) => one.usable())));
    }
    expect(fleet.sent).toEqual(['grant', 'refresh', 'refresh']);
    fleet.answers = undefined;
    vi.setSystemTime(Date.now() + 240_000);
    expect((await settle(usable(fleet)))?.value).toBe('token-4');
  });
});
