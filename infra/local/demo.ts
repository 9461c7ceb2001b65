import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { judge } from './demo-judge.ts';
import { buyOnce, type Tell } from './demo-purchase.ts';
import { type LocalSystem, startLocalSystem } from './runner/system.ts';
import { readStartOptions } from './start-options.ts';

/**
 * `npm run demo`: starts the whole system on an empty folder of its own, buys once, tells the story, and exits 0 only
 * if every sentence of the verdict holds. Flags and PORT_BASE are those of `npm start`.
 */
const startedAt = performance.now();
const localDir = mkdtempSync(join(tmpdir(), 'sundarban-demo-'));
const tell: Tell = (who, what) => console.log(`${seconds()}  ${who.padEnd(8)}  ${what}`);
let starting: Promise<LocalSystem> | undefined;
let isStopping = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    isStopping = true;
    void leaveNothing().finally(() => process.exit(130));
  });
}

try {
  const options = readStartOptions(process.argv.slice(2), process.env);
  console.log('SundarBan Pay: the story of one payment\n');
  const log = (line: string) => console.log(`${seconds()}  ${line}`);
  starting = startLocalSystem({ ...options, localDir, env: process.env, log });
  const system = await starting;
  log('the local system is ready\n');

  const evidence = await buyOnce(system.addresses, `DEMO-${Date.now().toString(36).toUpperCase()}`, tell);
  console.log('\nWhat the payment API wrote down');
  for (const { at, detail } of evidence.order.timeline) console.log(`  ${at.slice(11, 23)}  ${detail}`);
  console.log('\nVerdict');
  const verdicts = judge(evidence);
  for (const { sentence, holds } of verdicts) console.log(`  ${holds ? 'yes' : 'NO '}  ${sentence}`);
  if (verdicts.some(({ holds }) => !holds)) process.exitCode = 1;
} catch (error) {
  if (!isStopping) console.error(`demo: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
} finally {
  await leaveNothing();
}

async function leaveNothing(): Promise<void> {
  const system = await starting?.catch(() => undefined);
  await system?.stop();
  rmSync(localDir, { recursive: true, force: true });
}

function seconds(): string {
  return `${((performance.now() - startedAt) / 1000).toFixed(2).padStart(6)} s`;
}
