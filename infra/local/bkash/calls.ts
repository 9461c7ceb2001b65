import { setTimeout as sleep } from 'node:timers/promises';
import { disturbances, type MerchantCall, serviceUnavailable } from './disturbances.ts';
import type { HttpOutcome, HttpReply } from './http.ts';
import type { Bank } from './machine/bank.ts';
import type { Books } from './machine/books.ts';
import type { CallFault, Fault, FaultBook } from './machine/faults.ts';
import type { Operation } from './machine/operations.ts';
import type { Wait } from './waiting.ts';

/** How long bKash takes before it acts on a call, in real milliseconds. */
export interface Delays {
  createMs?: number;
  executeMs?: number;
  queryMs?: number;
}

export type PerformCall = (call: MerchantCall) => Promise<HttpOutcome>;

export interface GateParts {
  bank: Pick<Bank, 'count'>;
  books: Books;
  faults: FaultBook;
  delays: Delays;
  now(): number;
  /** Waits on bKash's clock, so that a moved clock shortens a fault's delay. */
  wait: Wait;
}

/**
 * The one gate that every merchant call of every generation passes: it is counted when it arrives, waits as long
 * as bKash would, and then commits even if the caller has gone. Whatever disturbs a call disturbs it here.
 */
export function gateOfCalls({ bank, books, faults, delays, now, wait }: GateParts): PerformCall {
  const delayOf: Partial<Record<Operation, number>> = {
    create: delays.createMs ?? 0,
    execute: delays.executeMs ?? 0,
    query: delays.queryMs ?? 0,
  };
  return async (call) => {
    const arrival = books.transaction((): Arrival => {
      bank.count(call.operation);
      if (now() < faults.outageUntil()) return { turnedAway: serviceUnavailable };
      const turnedAway = call.turnAway();
      return turnedAway ? { turnedAway } : { fault: faults.drawForCall(call.operation) };
    });
    if (arrival.turnedAway) return arrival.turnedAway;
    const delayMs = delayOf[call.operation] ?? 0;
    if (delayMs > 0) await sleep(delayMs);
    return arrival.fault ? await disturbed(call, arrival.fault) : call.work();
  };

  async function disturbed(call: MerchantCall, fault: Fault<CallFault>): Promise<HttpOutcome> {
    if (fault.delayMs !== undefined) await wait(fault.delayMs);
    const disturbance = disturbances[fault.fault];
    if (!disturbance.commits) return disturbance.answer(call, fault);
    return disturbance.answer(call.work(fault.fault === 'amount' ? fault.amount : undefined), fault);
  }
}

interface Arrival {
  turnedAway?: HttpReply;
  fault?: Fault<CallFault> | undefined;
}
