import type { WorldResult } from './world.ts';
import type { Run, Summary } from './worlds.ts';

/** As many lines as a person reads before he opens the rest in a pager. */
const mostLines = 120;

export function summaryText(summary: Summary, ordersPerSecond: number): string {
  const { orders, seed, simulatedHours, traceHash, violations } = summary;
  return [
    `${orders} orders from seed ${seed}: ${simulatedHours} hours in a world, ${ordersPerSecond} orders a second here`,
    `what went wrong     ${countsText(summary.faults)}`,
    `what became of it   ${countsText(summary.reached)}`,
    `trace               ${traceHash}`,
    violations === 0 ? 'no rule was broken' : `${violations} rules were broken`,
  ].join('\n');
}

/** How a rule was broken: where, in what, and the command that shows it again. */
export function violationText(run: Run, { index, violations, lines = [] }: WorldResult): string {
  const first = violations[0];
  if (!first) return `World ${index} of seed ${run.seed} breaks no rule.`;
  const order = /\bSB-\d+\b/.exec(first.message)?.[0];
  const about = order === undefined ? lines : lines.filter((line) => concerns(line, order));
  return [
    `Seed ${run.seed}, world ${index}, step ${first.step}, after ${first.at}:`,
    ...violations.map(({ invariant, message }) => `  ${invariant}: ${message}`),
    '',
    order === undefined ? 'The last that happened:' : `The last that happened with ${order}:`,
    ...about.slice(-mostLines).map((line) => `  ${line.slice(0, 400)}`),
    '',
    `Again: ${commandOf(run)} --world ${index}`,
  ].join('\n');
}

export function commandOf({ orders, seed, sabotage }: Run): string {
  const without = sabotage === undefined ? '' : ` --sabotage ${sabotage}`;
  return `npm run simulate -- --orders ${orders} --seed ${seed}${without}`;
}

/** Its own lines, and what concerns everybody. */
function concerns(line: string, order: string): boolean {
  const isAbout = new RegExp(`\\b${order}\\b`).test(line);
  return isAbout || / {2}(world|ORACLE) {2}| {2}(dies|times out)$/.test(line);
}

function countsText(counts: Record<string, number>): string {
  const parts = Object.entries(counts).map(([what, count]) => `${what} ${count}`);
  return parts.join(', ') || 'nothing';
}
