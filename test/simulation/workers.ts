import { availableParallelism } from 'node:os';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import {
  type Run,
  reportOf,
  runHere,
  type Summary,
  summaryOf,
  type WorldReport,
  worldsOf,
} from './worlds.ts';

/** A few worlds at a time, so that no core waits for another at the end. */
const worldsAtOnce = 8;

/** So few worlds are done before a second thread has been started. */
const worthWorkers = 16;

/**
 * The run on all cores. Worlds are handed out in their order, so when one breaks a rule every earlier one has been
 * handed out too: what is reported is the same on any number of cores.
 */
export async function runOnAllCores(run: Run): Promise<Summary> {
  const worlds = worldsOf(run);
  const cores = availableParallelism();
  if (cores === 1 || worlds <= worthWorkers) return runHere(run);
  const reports: WorldReport[] = [];
  let next = 0;
  let isBroken = false;

  function handOut(worker: Worker): boolean {
    if (isBroken || next >= worlds) return false;
    const to = Math.min(worlds, next + worldsAtOnce);
    worker.postMessage({ from: next, to });
    next = to;
    return true;
  }

  async function work(): Promise<void> {
    const worker = new Worker(new URL(import.meta.url), { workerData: run });
    await new Promise<void>((resolve, reject) => {
      worker.on('error', reject);
      worker.on('message', (done: WorldReport[]) => {
        reports.push(...done);
        isBroken ||= done.some(({ violations }) => violations.length > 0);
        if (!handOut(worker)) resolve();
      });
      if (!handOut(worker)) resolve();
    });
    await worker.terminate();
  }

  await Promise.all(Array.from({ length: cores }, work));
  return summaryOf(run, reports);
}

if (!isMainThread && parentPort) {
  const port = parentPort;
  const run = workerData as Run;
  port.on('message', async ({ from, to }: { from: number; to: number }) => {
    const done: WorldReport[] = [];
    for (let index = from; index < to; index += 1) {
      const report = await reportOf(run, index);
      done.push(report);
      if (report.violations.length > 0) break;
    }
    port.postMessage(done);
  });
}
