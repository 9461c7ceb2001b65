import { setTimeout as sleep } from 'node:timers/promises';
import type { Bank } from './machine/bank.ts';
import type { Operation } from './machine/books.ts';

/** How long bKash takes before it acts on a call, in real milliseconds. */
export interface Delays {
  createMs?: number;
  executeMs?: number;
  queryMs?: number;
}

/**
 * Runs one merchant call. `turnAway` is the gateway in front of bKash and answers at once; `work` is the
 * synchronous commit and its answer.
 */
export type PerformCall = <T>(
  operation: Operation,
  turnAway: () => T | undefined,
  work: () => T,
) => Promise<T>;

/**
 * The one gate that every merchant call of every generation passes: it is counted when it arrives, waits as long
 * as bKash would, and then commits even if the caller has gone. Whatever disturbs a call belongs here.
 */
export function gateOfCalls(bank: Bank, delays: Delays): PerformCall {
  const delayOf: Partial<Record<Operation, number>> = {
    create: delays.createMs ?? 0,
    execute: delays.executeMs ?? 0,
    query: delays.queryMs ?? 0,
  };
  return async (operation, turnAway, work) => {
    bank.count(operation);
    const turnedAway = turnAway();
    if (turnedAway !== undefined) return turnedAway;
    const delayMs = delayOf[operation] ?? 0;
    if (delayMs > 0) await sleep(delayMs);
    return work();
  };
}
