import { availableParallelism } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { type Instance, type LambdaFunction, type Outcome, startInstance } from './instance.ts';

export interface FunctionPool {
  /** Runs one event through a function, waiting for a free instance. Never rejects for what the function does. */
  invoke(functionName: string, event: unknown): Promise<Outcome>;
  /**
   * Ends one instance where it stands, as a crash of its machine would: one at work, or an idle one where none is. The
   * event it had in hand fails, and its source does what it does after any failure.
   *
   * @param share from 0 up to 1: which of them
   * @returns the function it was of; undefined when there is no instance at all
   */
  kill(share: number): Promise<string | undefined>;
  /** Waits at most `graceMs` for what runs, then ends every thread. */
  stop(graceMs: number): Promise<void>;
}

export interface PoolOptions {
  clockOffset: SharedArrayBuffer;
  /** Directory where compiled code is kept. */
  compileCache: string;
  /** One line a function wrote. */
  onLine: (functionName: string, line: string) => void;
  /** One invocation that failed; never carries the event. */
  onFailure: (functionName: string, outcome: Outcome & { ok: false }) => void;
  perFunction?: number;
  inAll?: number;
  idleMs?: number;
}

/**
 * Sixteen instances of one function let a burst run side by side; forty-eight in all keep the threads, at 10 to 20 MB
 * each, within a laptop's memory. Idle ones leave after a minute.
 */
const defaults = { perFunction: 16, inAll: 48, idleMs: 60_000 };

/** More modules loading at once than there are processors would only make each of them late. */
const maxLoading = Math.max(2, availableParallelism());

interface Waiting {
  functionName: string;
  give: (slot: Slot | undefined) => void;
}
interface Slot {
  functionName: string;
  instance: Instance;
  busy: boolean;
  loading: boolean;
  idleSince: number;
}

/** Lambda's fleet on one machine: an instance takes one event at a time, starts when called, the rest queues. */
export function createFunctionPool(functions: LambdaFunction[], options: PoolOptions): FunctionPool {
  const { perFunction, inAll, idleMs } = { ...defaults, ...options };
  const byName = new Map(functions.map((fn) => [fn.name, fn]));
  const slots: Slot[] = [];
  const waiting: Waiting[] = [];
  let stopping = false;
  const retirement = setInterval(() => retireIdle(), Math.min(idleMs, 5_000));
  retirement.unref();

  return {
    async invoke(functionName, event) {
      const fn = byName.get(functionName);
      if (!fn)
        throw new Error(`There is no function ${functionName}; there are: ${[...byName.keys()].join(', ')}.`);
      const slot = await take(functionName);
      if (!slot) return stoppedOutcome;
      try {
        const outcome = await slot.instance.invoke(JSON.stringify(event));
        if (!outcome.ok && !stopping) options.onFailure(functionName, outcome);
        return outcome;
      } finally {
        release(slot);
      }
    },
    async kill(share) {
      const working = slots.filter((slot) => slot.busy && !slot.loading);
      const candidates = working.length > 0 ? working : slots;
      const chosen = candidates[Math.floor(share * candidates.length)];
      await chosen?.instance.stop();
      return chosen?.functionName;
    },
    async stop(graceMs) {
      stopping = true;
      clearInterval(retirement);
      for (const one of waiting.splice(0)) one.give(undefined);
      const deadline = Date.now() + graceMs;
      while (slots.some((slot) => slot.busy) && Date.now() < deadline) await pause(20);
      await Promise.all(slots.splice(0).map((slot) => slot.instance.stop()));
    },
  };

  /** @returns undefined once the pool stops */
  function take(functionName: string): Promise<Slot | undefined> {
    const slot = stopping ? undefined : find(functionName);
    if (slot || stopping) return Promise.resolve(slot);
    return new Promise((give) => waiting.push({ functionName, give }));
  }

  function release(slot: Slot): void {
    slot.busy = false;
    slot.idleSince = Date.now();
    if (!slot.instance.alive) remove(slot);
    serveWaiting();
  }

  function serveWaiting(): void {
    for (let i = 0; i < waiting.length && !stopping; ) {
      const next = waiting[i] as Waiting;
      const found = find(next.functionName);
      if (!found) i += 1;
      else {
        waiting.splice(i, 1);
        next.give(found);
      }
    }
  }

  /** An idle instance (the one used last, so that the others can retire), or a new one where the bounds allow it. */
  function find(functionName: string): Slot | undefined {
    const own = slots.filter((slot) => slot.functionName === functionName);
    const idle = own.filter(isIdle).sort((a, b) => b.idleSince - a.idleSince)[0];
    if (idle) return occupied(idle);
    const fn = byName.get(functionName) as LambdaFunction;
    if (own.length >= Math.min(perFunction, fn.reservedConcurrency ?? perFunction)) return undefined;
    if (slots.filter((slot) => slot.loading).length >= maxLoading) return undefined;
    if (slots.length >= inAll) {
      const spare = slots.filter(isIdle).sort((a, b) => a.idleSince - b.idleSince)[0];
      if (!spare) return undefined;
      remove(spare);
    }
    const instance = startInstance(fn, options, (line) => options.onLine(functionName, line));
    const slot: Slot = { functionName, instance, busy: true, loading: true, idleSince: 0 };
    slots.push(slot);
    void instance.loaded.then(() => {
      slot.loading = false;
      serveWaiting();
    });
    // One that dies while nobody uses it would keep its place among the sixteen, and nobody would come to look.
    void instance.ended.then(() => {
      if (slot.busy) return;
      remove(slot);
      serveWaiting();
    });
    return slot;
  }

  function retireIdle(): void {
    const before = Date.now() - idleMs;
    for (const slot of slots.filter((one) => isIdle(one) && one.idleSince < before)) remove(slot);
  }

  function remove(slot: Slot): void {
    const index = slots.indexOf(slot);
    if (index >= 0) slots.splice(index, 1);
    void slot.instance.stop();
  }
}

function isIdle(slot: Slot): boolean {
  return !slot.busy && slot.instance.alive;
}

function occupied(slot: Slot): Slot {
  slot.busy = true;
  return slot;
}

const stoppedOutcome: Outcome = {
  ok: false,
  requestId: '',
  errorType: 'Runtime.Stopped',
  errorMessage: 'the local system is stopping',
};
