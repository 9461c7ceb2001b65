import { setTimeout as pause } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';

export interface ServerThreadData {
  /** Where the server keeps what must survive a restart. */
  dataDir: string;
  region: string;
}

/**
 * Runs an embedded server in a thread of its own: the queue server's writes do not hold up the API's event loop, the
 * mail server's store (a module variable) is not shared between two systems in one process, and what must be changed
 * in Node for them to listen on loopback only stays in there.
 *
 * @param onMessage whatever the thread says after it has started
 * @throws when the server does not start
 */
export function startServerThread(
  kind: 'sqs' | 'ses',
  workerData: ServerThreadData,
  onMessage: (message: unknown) => void = () => undefined,
): Promise<{ url: string; close(): Promise<void> }> {
  const worker = new Worker(new URL(`./${kind}-thread.ts`, import.meta.url), {
    workerData,
    name: kind,
    execArgv: [],
  });
  return new Promise((resolve, reject) => {
    worker.once('error', reject);
    worker.once('message', ({ port }: { port: number }) => {
      worker.on('message', onMessage);
      resolve({
        url: `http://127.0.0.1:${port}`,
        close: async () => {
          worker.postMessage('stop');
          await Promise.race([
            new Promise((done) => worker.once('exit', done)),
            pause(2_000, undefined, { ref: false }),
          ]);
          await worker.terminate();
        },
      });
    });
  });
}
