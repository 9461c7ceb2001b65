import { type ChildProcess, spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { claimPorts } from '../../../infra/local/runner/ports.ts';
import { readStartOptions } from '../../../infra/local/start-options.ts';
import { descendantsOf, isAlive } from './fixture/process-tree.ts';
import { eventually, temporaryDirectory } from './fixture/running.ts';

/**
 * Goal: `npm start` ends without leaving a process, however it ends. Method: start it as a user does, with a directory
 * of its own; every process of the system carries that directory, or a parent that does, so /proc shows what is left.
 * Safe, since it signals only processes that it started.
 */
const entry = fileURLToPath(new URL('../../../infra/local/start.ts', import.meta.url));

/** Everything that a new user reads, in this order. */
const printed =
  /^starting .*\n(?:(?:synthesizing|starting|waiting) .* …\n)*\nstorefront {3}http:\/\/localhost:\d+ .*\npayment API {2}http:\/\/localhost:\d+ .*\/docs\nbKash {8}http:\/\/127\.0\.0\.1:\d+ .*01770618575.*123456.*12121\ninbox {8}http:\/\/localhost:\d+ .*\nlogs {9}.*functions\.log\n\nCtrl-C .*--fresh.*\nready\n$/;

describe('npm start', () => {
  const directories: string[] = [];
  afterEach(() => {
    for (const directory of directories.splice(0)) rmSync(directory, { recursive: true, force: true });
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGKILL'] as const)(
    'says ready, and leaves no process behind after %s',
    async (signal) => {
      const { child, output, descendants } = await start();
      await eventually('ready', async () => (/^ready$/m.test(output()) ? true : undefined), 60_000);
      expect(output()).toMatch(printed);
      const ids = descendants();
      expect(ids.length).toBeGreaterThan(3);
      child.kill(signal);
      const code = await exitOf(child);
      await eventually('an empty process list', async () => (ids.some(isAlive) ? undefined : true), 10_000);
      if (signal !== 'SIGKILL') expect(code).toBe(0);
    },
  );

  it('says at once that it stops, when Ctrl-C comes in the middle of its start', async () => {
    const { child, output, descendants } = await start();
    await eventually('its first children', async () => descendants().length > 1 || undefined, 60_000);
    const ids = descendants();
    child.kill('SIGINT');
    expect(await exitOf(child)).toBe(0);
    expect(output()).toContain('stopping …');
    expect(output()).not.toContain('ready');
    expect(ids.filter(isAlive)).toEqual([]);
  });

  it('prints one line and exits 1 when a flag is wrong', async () => {
    const { child, output } = await start(['--bkash', 'v3']);
    expect(await exitOf(child)).toBe(1);
    expect(output()).toBe('--bkash v3: expected v1 or v2.\n');
  });

  it.each([
    [['--bkash', 'v3'], {}, '--bkash v3: expected v1 or v2.'],
    [['--set', 'webhooks'], {}, '--set webhooks: expected NAME=VALUE.'],
    [[], { PORT_BASE: '70000' }, 'PORT_BASE=70000: expected a whole number from 1 to 65532.'],
    [['--frehs'], {}, "Unknown option '--frehs'; known are --fresh, --bkash v1|v2 and --set NAME=VALUE"],
    [['v1'], { npm_config_bkash: 'true' }, 'npm kept --bkash for itself: '],
    [[], { npm_config_fresh: 'true' }, 'write two dashes before it, -- --fresh.'],
  ])('refuses %j %j by name', (args, env, line) => {
    expect(() => readStartOptions(args, env)).toThrow(line);
  });

  it('needs credentials for the real sandbox of bKash, and names those that are missing', async () => {
    const { child, output } = await start(['--set', 'bkash=sandbox']);
    expect(await exitOf(child)).toBe(1);
    expect(output()).toMatch(/^bKash's real sandbox needs credentials: set BKASH_SANDBOX_USERNAME, .*\n$/);
  });

  it('reads its flags and environment', () => {
    expect(readStartOptions(['--fresh', '--set', 'webhooks=off', '--set', 'shopName=A=B'], {})).toEqual({
      portBase: 3000,
      localDir: '.local',
      fresh: true,
      settings: { bkashGeneration: 'v2', webhooks: 'off', shopName: 'A=B' },
    });
    expect(readStartOptions(['--bkash', 'v1'], {}).settings).toEqual({ bkashGeneration: 'v1' });
  });

  async function start(args: string[] = []) {
    const localDir = temporaryDirectory();
    directories.push(localDir);
    const child = spawn(process.execPath, [entry, ...args], {
      env: { PATH: process.env.PATH ?? '', LOCAL_DIR: localDir, PORT_BASE: String(await claimPorts(0)) },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let text = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        text += chunk.toString();
      });
    }
    return { child, output: () => text, descendants: () => descendantsOf(child.pid as number) };
  }
});

function exitOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) =>
    child.exitCode === null ? child.once('exit', resolve) : resolve(child.exitCode),
  );
}
