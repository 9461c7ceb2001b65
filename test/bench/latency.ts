import { fork } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { bundling } from '../../infra/constructs/bundles.ts';
import type { SeenWrites } from './latency-floor.ts';
import type { Errand, Laps } from './latency-program.ts';
import type { PaymentWorld } from './payment-world.ts';
import { median, overFloor, type Row } from './row.ts';

/** Enough for V8 to have optimised both sides: the times stop falling after about thirty. */
const warmUp = 40;
const purchases = 60;
/** A run takes ten seconds on a machine of its own; one that hangs must end. */
const longestRunMs = 180_000;

/**
 * Row 2. What our code adds to a purchase while bKash takes no time: p50 of checkout and return, the deployed handlers
 * in process on the real local servers, over the same calls and writes with nothing around them. Every run is a new
 * process.
 */
export async function measureLatency(world: PaymentWorld, runs: number): Promise<Row[]> {
  const floor = join(world.directory, 'latency-floor.mjs');
  await build({ ...bundling, entryPoints: ['test/bench/latency-floor.ts'], outfile: floor });
  const errand = (run: string): Errand => ({
    bkashUrl: world.bkashUrl,
    bundles: {
      startCheckout: pathToFileURL(world.functions.lambda('start-checkout').bundle).href,
      returnFromBkash: pathToFileURL(world.functions.lambda('return-from-bkash').bundle).href,
      floor: pathToFileURL(floor).href,
    },
    run,
  });
  const seen = await sent<SeenWrites>(world, errand('seen'));
  const medians: Array<{ ours: number; floor: number }> = [];
  for (let run = 0; run < runs; run += 1) {
    const laps = await sent<Laps>(world, { ...errand(`run${run}`), race: { seen, warmUp, purchases } });
    medians.push({ ours: median(laps.ours), floor: median(laps.floor) });
  }
  return [
    {
      name: '2 checkout + return at 0 ms, p50 over the floor',
      unit: '×',
      ...overFloor(medians),
      gate: 1.5,
      stretch: 1.2,
    },
    { name: '2 checkout + return at 0 ms, p50', unit: 'ms', value: median(medians.map(({ ours }) => ours)) },
    {
      name: '2 the floor: the same calls and writes, p50',
      unit: 'ms',
      value: median(medians.map((one) => one.floor)),
    },
  ];
}

/** Sends a process on an errand and gives what it brings back. What functions log goes nowhere, as fast as it can. */
function sent<Found>(world: PaymentWorld, errand: Errand): Promise<Found> {
  const [checkout, comingBack] = [
    world.functions.lambda('start-checkout'),
    world.functions.lambda('return-from-bkash'),
  ];
  const child = fork(new URL('./latency-program.ts', import.meta.url), [JSON.stringify(errand)], {
    // Both run in one process.
    env: { ...checkout.environment, ...comingBack.environment },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: [],
    timeout: longestRunMs,
  });
  return new Promise((resolve, reject) => {
    let found: Found | undefined;
    child.once('message', (message) => {
      found = message as Found;
    });
    child.once('error', reject);
    child.once('exit', (code) =>
      found === undefined ? reject(new Error(`A latency run ended with code ${code}.`)) : resolve(found),
    );
  });
}
