import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { waitingOn } from '../../infra/local/bkash/waiting.ts';

describe("a wait on bKash's clock", () => {
  it('is over when a moved clock says so, each wait by itself', async () => {
    let offsetMs = 0;
    const waiting = waitingOn(() => Date.now() + offsetMs);
    const over: string[] = [];
    void waiting.wait(60_000).then(() => over.push('a minute'));
    void waiting.wait(3600_000).then(() => over.push('an hour'));
    offsetMs = 60_000;
    waiting.clockMoved();
    await sleep(0);
    expect(over).toEqual(['a minute']);
    offsetMs = 3600_000;
    waiting.clockMoved();
    await sleep(0);
    expect(over).toEqual(['a minute', 'an hour']);
  });

  it('is over by itself when nobody moves the clock', async () => {
    const waiting = waitingOn(Date.now);
    const startedAt = performance.now();
    await Promise.all([waiting.wait(40), waiting.wait(20)]);
    expect(performance.now() - startedAt).toBeGreaterThan(35);
  });

  it('is never over once bKash has stopped, even if its clock moves on', async () => {
    let offsetMs = 0;
    const waiting = waitingOn(() => Date.now() + offsetMs);
    let isOver = false;
    void waiting.wait(10).then(() => {
      isOver = true;
    });
    waiting.close();
    offsetMs = 60_000;
    waiting.clockMoved();
    await sleep(50);
    expect(isOver).toBe(false);
  });
});
