import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { judge } from './demo-judge.ts';
import { buyOnABadDay, type Tell } from './demo-purchase.ts';
import { type LocalSystem, startLocalSystem } from './runner/system.ts';
import { readStartOptions } from './start-options.ts';

/**
 * `npm run demo`: starts the whole system on an empty folder of its own, buys once on a bad day, tells the story, and
 * exits 0 only if every sentence of the verdict holds. Flags and PORT_BASE are those of `npm start`.
 */
const orderId = `DEMO-${Date.now().toString(36).toUpperCase()}`;
let startedAt = performance.now();
const localDir = mkdtempSync(join(tmpdir(), 'sundarban-demo-'));
const tell: Tell = (who, what) => console.log(`${seconds()}  ${who.padEnd(8)}  ${what}`);
let starting: Promise<LocalSystem> | undefined;
let isStopping = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    isStopping = true;
    if (signal === 'SIGINT') console.log('stopping …');
    void leaveNothing().finally(() => process.exit(130));
  });
}

try {
  const options = readStartOptions(process.argv.slice(2), process.env);
  console.log('SundarBan Pay: the story of one payment on a bad day\n');
  const log = (line: string) => console.log(`${seconds()}  ${line}`);
  starting = startLocalSystem({ ...options, localDir, env: process.env, log });
  const system = await starting;
  log('ready; the story begins, and its clock with it\n');
  startedAt = performance.now();

  const evidence = await buyOnABadDay(system.addresses, orderId, tell);
  const { createdAt, timeline } = evidence.order;
  console.log('\nWhat the payment API wrote down');
  for (const { at, detail } of timeline)
    console.log(`${shown(Date.parse(at) - Date.parse(createdAt))}  ${detail}`);
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
  return shown(performance.now() - startedAt);
}

function shown(ms: number): string {
  return `${(ms / 1000).toFixed(2).padStart(6)} s`;
}
