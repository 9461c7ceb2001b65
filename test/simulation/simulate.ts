import { parseArgs } from 'node:util';
import { summaryText, violationText } from './report.ts';
import { sabotages } from './sabotage/sabotages.ts';
import { runOnAllCores } from './workers.ts';
import { type Run, runOne, type Summary } from './worlds.ts';

/**
 * `npm run simulate -- --orders N --seed S [--sabotage NAME] [--json] [--world I]`: as many orders as asked for, in
 * worlds of some dozens each. Ends with 1 where a rule was broken, and shows how. `--sabotage list` names the
 * safeguards that can be removed; `--world` shows one world with its trace.
 */
const values = orRefused(optionsOf);

if (values.sabotage === 'list') {
  for (const name of Object.keys(sabotages)) console.log(name);
} else {
  const run = orRefused(() => ({
    orders: wholeNumber('orders', values.orders),
    seed: wholeNumber('seed', values.seed),
    sabotage: sabotageNamed(values.sabotage),
  }));
  process.exitCode = await simulate(run);
}

async function simulate(run: Run): Promise<number> {
  if (values.world !== undefined) {
    const index = orRefused(() => wholeNumber('world', values.world ?? ''));
    const world = await runOne(run, index, true);
    console.log(violationText(run, world));
    return world.violations.length > 0 ? 1 : 0;
  }
  const startedAt = performance.now();
  const summary = await runOnAllCores(run);
  const ordersPerSecond = Math.round((summary.orders / (performance.now() - startedAt)) * 1000);
  const trace = summary.broken && violationText(run, await runOne(run, summary.broken.world, true));
  if (trace) console.log(trace);
  if (values.json) console.log(JSON.stringify(jsonOf(run, summary, ordersPerSecond, trace)));
  else console.log(summaryText(summary, ordersPerSecond));
  return summary.violations > 0 ? 1 : 0;
}

function jsonOf(run: Run, summary: Summary, ordersPerSecond: number, trace: string | undefined) {
  const { orders, seed, violations, faults, simulatedHours, traceHash } = summary;
  return {
    orders,
    seed,
    violations,
    faults,
    simulatedHours,
    ordersPerSecond,
    traceHash,
    ...(run.sabotage !== undefined && { sabotage: run.sabotage }),
    ...(trace !== undefined && { trace }),
  };
}

function sabotageNamed(name: string | undefined): string | undefined {
  if (name === undefined || Object.hasOwn(sabotages, name)) return name;
  throw new Error(`--sabotage ${name}: there is no such safeguard; --sabotage list names them.`);
}

function wholeNumber(option: string, text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new Error(`--${option} ${text}: expected a whole number.`);
  return Number(text);
}

function optionsOf() {
  return parseArgs({
    options: {
      orders: { type: 'string', default: '5000' },
      seed: { type: 'string', default: '1' },
      sabotage: { type: 'string' },
      world: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  }).values;
}

/** A slip in the command is one line, and ends the run. */
function orRefused<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    console.error(`simulate: ${error instanceof Error ? error.message : String(error)}`);
    process.exit(1);
  }
}
