import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type FunctionName, functionNames } from '../../shared/config/environment.ts';
import { sdkNeeds, writeBareClients } from './bare-clients.ts';
import type { Deployed } from './deployed.ts';
import { type ImportTime, importTimes } from './import-time.ts';
import { type Duel, median, overFloor, type Row } from './row.ts';

/**
 * Row 4. What a function's own code adds to a cold start: import time and bytes of each deployed bundle over a bundle
 * of nothing but the SDK clients it needs. Time is the processor's: importing waits for nothing, so on a free machine
 * it is the clock's, and on a shared one the clock measures the neighbours.
 */
export async function measureStartUp(options: {
  deployed: Deployed;
  /** Where the floors are written. */
  directory: string;
  runs: number;
}): Promise<Row[]> {
  const { deployed, directory, runs } = options;
  const needs = await sdkNeeds();
  const times: Row[] = [];
  const sizes: Row[] = [];
  const clocks: Row[] = [];
  for (const name of functionNames) {
    const { bundle, environment } = deployed.lambda(name);
    const floor = join(directory, name, 'index.mjs');
    mkdirSync(join(directory, name), { recursive: true });
    await writeBareClients(needs[name], floor);
    const imports = await importTimes({ ours: bundle, floor }, environment, runs);
    const bytes = { ours: statSync(bundle).size, floor: statSync(floor).size };
    const rowsFor = needs[name].size > 0 ? overClients : overNothing;
    const { time, size } = rowsFor(name, imports.map(processorOf), bytes);
    times.push(time);
    sizes.push(size);
    clocks.push(clockRow(name, imports));
  }
  return [...times, ...sizes, ...clocks];
}

function overClients(name: FunctionName, times: Duel[], bytes: Duel): { time: Row; size: Row } {
  return {
    time: {
      name: `4 import of ${name} over its SDK clients`,
      unit: '×',
      ...overFloor(times),
      gate: 1.25,
      stretch: 1.1,
    },
    size: {
      name: `4 bytes of ${name} over its SDK clients`,
      unit: '×',
      value: bytes.ours / bytes.floor,
      gate: 1.4,
      stretch: 1.2,
    },
  };
}

/** A function without any SDK client has no floor to be a multiple of: what it adds to an empty module is told. */
function overNothing(name: FunctionName, times: Duel[], bytes: Duel): { time: Row; size: Row } {
  const added = times.map(({ ours, floor }) => ours - floor);
  const spread: [number, number] = [Math.min(...added), Math.max(...added)];
  return {
    time: { name: `4 import of ${name} over an empty module`, unit: 'ms', value: median(added), spread },
    size: {
      name: `4 bytes of ${name} over an empty module`,
      unit: 'kB',
      value: (bytes.ours - bytes.floor) / 1000,
    },
  };
}

function clockRow(name: FunctionName, imports: Array<Record<keyof Duel, ImportTime>>): Row {
  const clock = imports.map(({ ours }) => ours.clockMs);
  const spread: [number, number] = [Math.min(...clock), Math.max(...clock)];
  return { name: `4 import of ${name} by the clock`, unit: 'ms', value: median(clock), spread };
}

function processorOf({ ours, floor }: Record<keyof Duel, ImportTime>): Duel {
  return { ours: ours.processorMs, floor: floor.processorMs };
}
