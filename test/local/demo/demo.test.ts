import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';

const program = new URL('../../../infra/local/demo.ts', import.meta.url).pathname;

async function run(args: string[]) {
  const child = spawn(process.execPath, [program, ...args], { env: { ...process.env, PORT_BASE: '0' } });
  const output = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].on('data', (chunk) => {
      output[stream] += chunk;
    });
  }
  const [code] = await once(child, 'close');
  return { code, ...output };
}

describe('npm run demo', () => {
  it('tells the story of one payment and exits 0', async () => {
    const { code, stdout, stderr } = await run([]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const actors = [...stdout.matchAll(/^ *\d+\.\d\d s {2}(\w+)/gm)].map(([, who]) => who);
    expect(actors.join(' ')).toMatch(/shop payments customer bKash payments shop inbox bKash$/);
    expect(stdout.match(/^ {2}yes/gm)).toHaveLength(4);
  });

  it('refuses what is not built in one clear line', async () => {
    expect(await run(['--bkash', 'v1'])).toEqual({
      code: 2,
      stdout: '',
      stderr: 'demo: --bkash v1 is not built yet; v2 is.\n',
    });
    expect((await run(['--fast'])).stderr).toMatch(/^demo: Unknown option '--fast'[^\n]*\n$/);
  });
});
