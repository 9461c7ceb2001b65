import { parseArgs } from 'node:util';
import { killableSystem } from '../local/system/killable.ts';
import { isWrong, jsonOf, summaryOf } from './report.ts';
import { runChaos } from './run.ts';

/**
 * `npm run chaos -- [--orders N] [--seed S] [--json]`: the real local system under load while its parts are killed,
 * and at the end its table against the simulator's ledger. Exits with 1 when they differ, with 2 when it was called
 * wrongly. Safe: loopback only, a directory of its own under the temporary one, free ports, and it signals only
 * processes that it started.
 */
const options = optionsOf();
const startedAt = performance.now();
const tell = (line: string) => console.error(`${seconds()}  ${line}`);

tell(`seed ${options.seed}; starting the local system`);
const system = await killableSystem();
process.once('SIGINT', () => {
  void system.cutPower().finally(() => {
    system.removeDirectory();
    process.exit(130);
  });
});
try {
  tell(`${options.orders} orders begin`);
  const result = await runChaos(system, { ...options, tell });
  console.log(summaryOf(result, options.seed));
  if (options.json) console.log(jsonOf(result));
  if (isWrong(result)) process.exitCode = 1;
} catch (error) {
  console.error(`chaos: ${error instanceof Error ? error.message : String(error)} (seed ${options.seed})`);
  process.exitCode = 1;
} finally {
  await system.stop();
  // Whoever looks into a failure needs the table, the ledger and every line of the functions.
  if (process.exitCode) tell(`the data of this run is kept in ${system.localDir}`);
  else system.removeDirectory();
}

function optionsOf() {
  try {
    const { values } = parseArgs({
      options: {
        orders: { type: 'string', default: '100' },
        seed: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    });
    const { orders, seed = String(Date.now() % 1_000_000), json } = values;
    return { orders: wholeNumber('--orders', orders), seed: wholeNumber('--seed', seed), json };
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    console.error(`chaos: ${what}\nnpm run chaos -- [--orders N] [--seed S] [--json]`);
    process.exit(2);
  }
}

function wholeNumber(name: string, text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= 1_000_000) return value;
  throw new Error(`${name} ${text}: expected a whole number from 1 to 1000000.`);
}

function seconds(): string {
  return `${((performance.now() - startedAt) / 1000).toFixed(1).padStart(6)} s`;
}
