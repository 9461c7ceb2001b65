import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { measureLatency } from './latency.ts';
import { startPaymentWorld } from './payment-world.ts';
import { jsonOf, tableOf } from './report.ts';
import { type Row, verdictOf } from './row.ts';
import { measureStartUp } from './start-up.ts';
import { measureWriteUnits } from './write-units.ts';

/**
 * `npm run bench -- [--json] [--runs N] [--only 2,4,5]`: measures against the gates of the design. Exits with 1 when
 * one is missed, with 2 when it was called wrongly. Writes only to temporary directories, speaks to loopback only.
 */
const { json, runs, only } = optionsOf();
try {
  const rows: Row[] = [];
  if (only.has('2') || only.has('4')) {
    const world = await startPaymentWorld();
    try {
      if (only.has('4')) rows.push(...(await told('4 start-up', () => startUp(world))));
      if (only.has('2')) rows.push(...(await told('2 latency', () => measureLatency(world, runs.latency))));
    } finally {
      await world.stop();
    }
  }
  if (only.has('5')) rows.push(...(await told('5 writes and calls', measureWriteUnits)));
  rows.sort((a, b) => Number.parseInt(a.name, 10) - Number.parseInt(b.name, 10));
  console.log(`\n${tableOf(rows)}\n`);
  const missed = rows.filter((row) => verdictOf(row) === 'MISSED');
  console.log(missed.length > 0 ? `${missed.length} gates are missed.` : 'Every gate is met.');
  if (json) console.log(jsonOf(rows));
  if (missed.length > 0) process.exitCode = 1;
} catch (error) {
  console.error(`bench: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}

function startUp(world: Awaited<ReturnType<typeof startPaymentWorld>>): Promise<Row[]> {
  return measureStartUp({
    deployed: world.functions,
    directory: join(world.directory, 'floors'),
    runs: runs.startUp,
  });
}

/** Says on stderr what is being measured, so that nobody waits in the dark and stdout stays clean. */
async function told(what: string, measure: () => Promise<Row[]>): Promise<Row[]> {
  const begun = performance.now();
  process.stderr.write(`measuring ${what} … `);
  const rows = await measure();
  process.stderr.write(`${((performance.now() - begun) / 1000).toFixed(0)} s\n`);
  return rows;
}

function optionsOf() {
  try {
    const { values } = parseArgs({
      options: {
        json: { type: 'boolean', default: false },
        runs: { type: 'string' },
        only: { type: 'string', default: '2,4,5' },
      },
    });
    const asked = values.runs === undefined ? undefined : Number(values.runs);
    if (asked !== undefined && !(Number.isInteger(asked) && asked >= 1 && asked <= 99)) {
      throw new Error('--runs is a whole number from 1 to 99.');
    }
    const chosen = values.only.split(',');
    const unknown = chosen.find((row) => !['2', '4', '5'].includes(row));
    if (unknown !== undefined) throw new Error(`There is no measure ${unknown} yet; there are 2, 4 and 5.`);
    // One import scatters by a tenth even on an idle machine; the median of 21 pairs by a thirtieth.
    return { json: values.json, runs: { latency: asked ?? 5, startUp: asked ?? 21 }, only: new Set(chosen) };
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    console.error(`bench: ${what}\nnpm run bench -- [--json] [--runs N] [--only 2,4,5]`);
    process.exit(2);
  }
}
