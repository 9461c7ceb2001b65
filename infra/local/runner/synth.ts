import { fork } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface SynthOptions {
  outdir: string;
  /** Directory where compiled code is kept. */
  compileCache: string;
  portBase: number;
  settings: Record<string, string>;
}

/**
 * Synthesizes the CDK app's stage `local` in a process that ends: CDK holds some 250 MB that the running system can
 * do without.
 *
 * @throws the app's own line, such as an unknown setting
 */
export async function synthesize(options: SynthOptions): Promise<void> {
  rmSync(options.outdir, { recursive: true, force: true });
  const child = fork(new URL('./synth-program.ts', import.meta.url), [JSON.stringify(options)], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    env: { ...process.env, NODE_COMPILE_CACHE: options.compileCache },
    execArgv: [],
  });
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  let failure: string | undefined;
  child.on('message', (message: { failure: string }) => {
    failure = message.failure;
  });
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(failure ?? `The CDK app could not be synthesized:\n${said.trim()}`);
  // An asset must not inherit the module type of the project that its directory happens to lie in.
  writeFileSync(join(options.outdir, 'package.json'), '{}\n');
}
