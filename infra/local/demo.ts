import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { judge } from './demo-judge.ts';
import { buyOnce, type Tell } from './demo-purchase.ts';
import { startLocalSystem } from './runner/system.ts';

/**
 * `npm run demo`: starts the whole system on an empty folder of its own, buys once, tells the story, and exits 0 only
 * if every sentence of the verdict holds.
 */
refuseWhatIsNotBuilt();
const startedAt = performance.now();
const localDir = mkdtempSync(join(tmpdir(), 'sundarban-demo-'));

console.log('SundarBan Pay: the story of one payment\n');
const tell: Tell = (who, what) => console.log(`${seconds()}  ${who.padEnd(8)}  ${what}`);
try {
  const portBase = Number(process.env.PORT_BASE || 3000);
  const system = await startLocalSystem({
    portBase,
    localDir,
    env: process.env,
    log: (line) => console.log(`${seconds()}  ${line}`),
  });
  console.log(`${seconds()}  the local system is ready\n`);
  try {
    const evidence = await buyOnce(system.addresses, `DEMO-${Date.now().toString(36).toUpperCase()}`, tell);
    console.log('\nWhat the payment API wrote down');
    for (const { at, detail } of evidence.order.timeline) console.log(`  ${at.slice(11, 23)}  ${detail}`);
    console.log('\nVerdict');
    const verdicts = judge(evidence);
    for (const { sentence, holds } of verdicts) console.log(`  ${holds ? 'yes' : 'NO '}  ${sentence}`);
    if (verdicts.some(({ holds }) => !holds)) process.exitCode = 1;
  } finally {
    await system.stop();
  }
} catch (error) {
  console.error(`demo: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
} finally {
  rmSync(localDir, { recursive: true, force: true });
}

function refuseWhatIsNotBuilt(): void {
  try {
    const { values } = parseArgs({ options: { bkash: { type: 'string', default: 'v2' } } });
    if (values.bkash !== 'v2') refuse(`--bkash ${values.bkash} is not built yet; v2 is.`);
  } catch (error) {
    refuse(error instanceof Error ? error.message : String(error));
  }
}

function refuse(line: string): never {
  console.error(`demo: ${line}`);
  process.exit(2);
}

function seconds(): string {
  return `${((performance.now() - startedAt) / 1000).toFixed(2).padStart(6)} s`;
}
