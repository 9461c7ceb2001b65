import { createHash } from 'node:crypto';
import type { Violation } from './oracle/verdicts.ts';
import { sabotages } from './sabotage/sabotages.ts';
import { runWorld, type WorldResult } from './world.ts';

/** Enough for everybody to be in everybody's way, few enough that a world and its trace stay small. */
const ordersPerWorld = 32;

export interface Run {
  seed: number;
  orders: number;
  /** Name of the safeguard that is removed. */
  sabotage?: string | undefined;
}

/** What is known of a world once it is over; plain data, so that a worker can hand it over. */
export interface WorldReport {
  index: number;
  hash: string;
  orders: number;
  faults: Record<string, number>;
  reached: Record<string, number>;
  simulatedMs: number;
  violations: Violation[];
}

export interface Summary {
  orders: number;
  seed: number;
  violations: number;
  faults: Record<string, number>;
  reached: Record<string, number>;
  simulatedHours: number;
  /** Of every world's own hash, in their order: the same whoever ran which. */
  traceHash: string;
  /** The first world that broke a rule, and how. */
  broken?: { world: number; violations: Violation[] };
}

export function worldsOf({ orders }: Run): number {
  return Math.ceil(orders / ordersPerWorld);
}

/** One of the run's worlds. The last one has what is left of the orders. */
export function runOne({ seed, orders, sabotage }: Run, index: number, isRead = false): Promise<WorldResult> {
  const left = orders - index * ordersPerWorld;
  const alteration = sabotage === undefined ? undefined : sabotages[sabotage];
  if (sabotage !== undefined && !alteration)
    throw new Error(`There is no safeguard of the name ${sabotage}.`);
  return runWorld({ seed, index, orders: Math.min(ordersPerWorld, left), alteration, isRead });
}

export async function reportOf(run: Run, index: number): Promise<WorldReport> {
  const { hash, orders, faults, reached, simulatedMs, violations } = await runOne(run, index);
  return {
    index,
    hash,
    orders,
    faults: Object.fromEntries(faults),
    reached: Object.fromEntries(reached),
    simulatedMs,
    violations,
  };
}

/** Everything up to the first world that broke a rule, in order: what came in whatever order comes out the same. */
export function summaryOf({ seed }: Run, reports: WorldReport[]): Summary {
  const inOrder = reports.toSorted((one, other) => one.index - other.index);
  const first = inOrder.findIndex(({ violations }) => violations.length > 0);
  const counted = first < 0 ? inOrder : inOrder.slice(0, first + 1);
  const broken = inOrder[first];
  const hash = createHash('sha256');
  for (const report of counted) hash.update(`${report.index} ${report.hash}\n`);
  const simulatedMs = counted.reduce((sum, report) => sum + report.simulatedMs, 0);
  return {
    orders: counted.reduce((sum, { orders }) => sum + orders, 0),
    seed,
    violations: broken?.violations.length ?? 0,
    faults: sumOf(counted.map(({ faults }) => faults)),
    reached: sumOf(counted.map(({ reached }) => reached)),
    simulatedHours: Math.round(simulatedMs / 3_600_000),
    traceHash: hash.digest('hex'),
    ...(broken && { broken: { world: broken.index, violations: broken.violations } }),
  };
}

/** The whole run in this thread, up to the first world that breaks a rule. */
export async function runHere(run: Run): Promise<Summary> {
  const reports: WorldReport[] = [];
  for (let index = 0; index < worldsOf(run); index += 1) {
    const report = await reportOf(run, index);
    reports.push(report);
    if (report.violations.length > 0) break;
  }
  return summaryOf(run, reports);
}

function sumOf(counts: Array<Record<string, number>>): Record<string, number> {
  const sum = new Map<string, number>();
  for (const [kind, count] of counts.flatMap((one) => Object.entries(one)))
    sum.set(kind, (sum.get(kind) ?? 0) + count);
  return Object.fromEntries([...sum].sort(([one], [other]) => (one < other ? -1 : 1)));
}
