import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { claimPorts } from '../../../infra/local/runner/ports.ts';

const program = new URL('../../../infra/local/demo.ts', import.meta.url).pathname;

async function run(args: string[], during: (child: ChildProcess) => void = () => undefined) {
  const env = { ...process.env, PORT_BASE: String(await claimPorts(0)), TMPDIR: folder };
  const child = spawn(process.execPath, [program, ...args], { env });
  during(child);
  const output = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].on('data', (chunk) => {
      output[stream] += chunk;
    });
  }
  const [code] = await once(child, 'close');
  return { code, ...output };
}

/** Where the demo makes its folder: empty again after every run, however it ended. */
const folder = mkdtempSync(join(tmpdir(), 'demo-test-'));
afterEach(() => expect(readdirSync(folder)).toEqual([]));
afterAll(() => rmSync(folder, { recursive: true }));

describe('npm run demo', () => {
  it.each([
    ['API v2', []],
    ['API v1.2.0-beta', ['--bkash', 'v1']],
  ])('tells the story of one payment over %s and exits 0', async (api, args) => {
    const { code, stdout, stderr } = await run(args);
    expect(stdout).toContain(api);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const actors = [...stdout.matchAll(/^ *\d+\.\d\d s {2}(\w+) {2,}/gm)].map(([, who]) => who);
    expect(actors.join(' ')).toBe(
      'shop payments customer payments bKash customer payments payments payments inbox',
    );
    expect(stdout.match(/^ {2}yes/gm)).toHaveLength(4);
  });

  it.each([
    [['--bkash', 'v3'], '--bkash v3: expected v1 or v2.'],
    [['--fast'], "Unknown option '--fast'"],
  ])('refuses what is not built in one clear line: %s', async (args, line) => {
    const { code, stdout, stderr } = await run(args);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^demo: [^\n]+\n$/);
    expect(stderr).toContain(line);
  });

  it('leaves nothing behind at Ctrl-C', async () => {
    const { code } = await run([], (child) => child.stdout?.once('data', () => child.kill('SIGINT')));
    expect(code).toBe(130);
  });
});
