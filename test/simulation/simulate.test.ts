import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { sabotages } from './sabotage/sabotages.ts';

const program = fileURLToPath(new URL('./simulate.ts', import.meta.url));

/** Goal: what the contract says of `npm run simulate`. Method: the program itself, in a process of its own. */
describe('npm run simulate', { timeout: 60_000 }, () => {
  it('prints one JSON object as its last line, the same on many cores as on one', async () => {
    const { code, lastLine } = await simulate('--orders', '640', '--seed', '5', '--json');
    expect(code).toBe(0);
    const report = JSON.parse(lastLine);
    expect(report).toEqual({
      orders: 640,
      seed: 5,
      violations: 0,
      faults: expect.any(Object),
      simulatedHours: expect.any(Number),
      ordersPerSecond: expect.any(Number),
      traceHash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    const { runHere } = await import('./worlds.ts');
    expect((await runHere({ seed: 5, orders: 640 })).traceHash).toBe(report.traceHash);
  });

  it('ends with 1 and a trace when a rule was broken', async () => {
    const args = ['--orders', '320', '--sabotage', 'execute-retried', '--json'];
    const { code, lastLine, stdout } = await simulate(...args);
    expect(code).toBe(1);
    expect(JSON.parse(lastLine)).toMatchObject({
      sabotage: 'execute-retried',
      trace: expect.stringContaining('I6 one Execute'),
    });
    expect(stdout).toContain('--sabotage execute-retried --world');
  });

  it('names the safeguards it can remove, one a line', async () => {
    const { stdout } = await simulate('--sabotage', 'list');
    expect(stdout.trim().split('\n')).toEqual(Object.keys(sabotages));
  });

  it.each([
    [
      ['--sabotage', 'nothing'],
      '--sabotage nothing: there is no such safeguard; --sabotage list names them.',
    ],
    [['--orders', 'many'], '--orders many: expected a whole number.'],
    [['--world', 'last'], '--world last: expected a whole number.'],
    [['--order', '5'], "Unknown option '--order'"],
  ])('refuses %j in one line that says what is wrong', async (args, line) => {
    const { code, stderr } = await simulate(...args);
    expect({ code, stderr }).toEqual({ code: 1, stderr: `simulate: ${line}\n` });
  });
});

type Ended = { code: number; stdout: string; stderr: string };

async function simulate(...args: string[]): Promise<Ended & { lastLine: string }> {
  const done = await promisify(execFile)(process.execPath, [program, ...args]).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    ({ code, stdout, stderr }: Ended) => ({ code, stdout, stderr }),
  );
  return { ...done, lastLine: done.stdout.trim().split('\n').at(-1) ?? '' };
}
