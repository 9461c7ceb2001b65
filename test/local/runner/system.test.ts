import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalSystem, startLocalSystem } from '../../../infra/local/runner/system.ts';
import { eventually, temporaryDirectory } from './fixture/running.ts';

describe('the local system', () => {
  const localDir = temporaryDirectory();
  const said: string[] = [];
  let system: LocalSystem;
  beforeAll(async () => {
    system = await startLocalSystem({ portBase: 0, localDir, log: (line) => said.push(line) });
  });
  afterAll(async () => {
    await system?.stop();
    rmSync(localDir, { recursive: true, force: true });
  });

  it('answers at all four addresses', async () => {
    const { storefront, api, bkash, inbox } = system.addresses;
    for (const url of [
      storefront,
      `${api}/health`,
      `${bkash}/simulator/stats`,
      `${inbox}/store`,
      `${inbox}/sms`,
    ]) {
      expect([url, (await fetch(url)).status]).toEqual([url, 200]);
    }
  });

  it('moves the simulator’s clock and the functions’ with one request', async () => {
    const before = system.clock.now();
    const response = await fetch(`${system.addresses.bkash}/simulator/clock`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"advanceSeconds":3600}',
    });
    expect(response.status).toBe(200);
    expect(system.clock.now() - before).toBeGreaterThanOrEqual(3_600_000);
  });

  it('starts the simulator again when it is killed', async () => {
    const { bkash } = system.pids();
    process.kill(bkash as number, 'SIGKILL');
    await eventually('another simulator process', async () => {
      const stats = await fetch(`${system.addresses.bkash}/simulator/stats`).catch(() => undefined);
      return stats?.ok && system.pids().bkash !== bkash ? true : undefined;
    });
    expect(said).toContain('the bKash simulator ended (SIGKILL); starting it again.');
  });

  it('refuses to start twice on one directory, and says so in one line', async () => {
    await expect(startLocalSystem({ portBase: 0, localDir })).rejects.toThrow(
      `Another instance is using ${localDir}: stop it, or set LOCAL_DIR and PORT_BASE to others.`,
    );
  });

  it('names the port that is taken before it starts anything', async () => {
    const port = Number(new URL(system.addresses.bkash).port);
    const other = temporaryDirectory();
    await expect(startLocalSystem({ portBase: port - 2, localDir: other })).rejects.toThrow(
      /^Port \d+, wanted for the storefront, is in use: stop what holds it, or set PORT_BASE to another base\.$/,
    );
    rmSync(other, { recursive: true });
  });

  it('names a setting that the stage does not have', async () => {
    const other = temporaryDirectory();
    await expect(
      startLocalSystem({ portBase: 0, localDir: other, settings: { webhoks: 'off' } }),
    ).rejects.toThrow(/^setting webhoks is unknown/);
    rmSync(other, { recursive: true });
  });
});
