import { execFile } from 'node:child_process';
import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { type FunctionName, functionNames } from '../../shared/config/environment.ts';
import { sdkNeeds, writeBareClients } from './bare-clients.ts';
import type { Deployed } from './deployed.ts';
import { type Duel, median, overFloor, type Row } from './row.ts';

/**
 * Row 4. What a function's own code adds to a cold start: import time and bytes of each deployed bundle over a bundle
 * of nothing but the SDK clients it needs. Every import happens in a new process; ours and the floor take turns.
 */
export async function measureStartUp(options: {
  deployed: Deployed;
  /** Where the floors are written. */
  directory: string;
  runs: number;
}): Promise<Row[]> {
  const { deployed, directory, runs } = options;
  const needs = await sdkNeeds();
  const rows: Row[] = [];
  for (const name of functionNames) {
    const { bundle, environment } = deployed.lambda(name);
    const floor = join(directory, name, 'index.mjs');
    mkdirSync(join(directory, name), { recursive: true });
    await writeBareClients(needs[name], floor);
    const times = await importTimes({ ours: bundle, floor }, environment, runs);
    const bytes = { ours: statSync(bundle).size, floor: statSync(floor).size };
    rows.push(...(needs[name].size > 0 ? overClients(name, times, bytes) : overNothing(name, times, bytes)));
  }
  return rows;
}

function overClients(name: FunctionName, times: Duel[], bytes: Duel): Row[] {
  return [
    {
      name: `4 import of ${name} over its SDK clients`,
      unit: '×',
      ...overFloor(times),
      gate: 1.25,
      stretch: 1.1,
    },
    {
      name: `4 bytes of ${name} over its SDK clients`,
      unit: '×',
      value: bytes.ours / bytes.floor,
      gate: 1.4,
      stretch: 1.2,
    },
    { name: `4 import of ${name}`, unit: 'ms', value: median(times.map(({ ours }) => ours)) },
  ];
}

/** A function without any SDK client has no floor to be a multiple of: what it adds to an empty module is told. */
function overNothing(name: FunctionName, times: Duel[], bytes: Duel): Row[] {
  const added = times.map(({ ours, floor }) => ours - floor);
  const spread: [number, number] = [Math.min(...added), Math.max(...added)];
  return [
    { name: `4 import of ${name} over an empty module`, unit: 'ms', value: median(added), spread },
    { name: `4 bytes of ${name} over an empty module`, unit: 'kB', value: (bytes.ours - bytes.floor) / 1000 },
  ];
}

/** One pair more than asked: the first one fills the file cache and does not count. */
async function importTimes(
  files: Record<keyof Duel, string>,
  env: Record<string, string>,
  runs: number,
): Promise<Duel[]> {
  const duels: Duel[] = [];
  for (let run = 0; run <= runs; run += 1) {
    const first = run % 2 === 0 ? 'ours' : 'floor';
    const second = run % 2 === 0 ? 'floor' : 'ours';
    const duel = {
      [first]: await importTime(files[first], env),
      [second]: await importTime(files[second], env),
    };
    if (run > 0) duels.push(duel as unknown as Duel);
  }
  return duels;
}

/** Plain JavaScript by `--eval`, so that no type stripping is in the process. */
const timedImport = `
const begun = performance.now();
await import(process.argv[1]);
process.stdout.write(String(performance.now() - begun), () => process.exit());
`;

async function importTime(file: string, env: Record<string, string>): Promise<number> {
  const args = ['--input-type=module', '--eval', timedImport, pathToFileURL(file).href];
  const { stdout } = await promisify(execFile)(process.execPath, args, { env, timeout: 30_000 });
  const ms = Number(stdout);
  if (!(ms > 0)) throw new Error(`Importing ${file} told no time.`);
  return ms;
}
