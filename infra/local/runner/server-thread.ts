import { setTimeout as pause } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { restartBudget } from './restart-budget.ts';

export interface ServerThreadData {
  /** Where the server keeps what must survive a restart. */
  dataDir: string;
  region: string;
  /** 0 picks a free one. */
  port: number;
  /** An earlier thread of this same run served before: whoever was at work on its messages still is. */
  isAgain: boolean;
}

export interface ServerThread {
  url: string;
  /** Ends the thread in the middle of whatever it does; it is started again. */
  kill(): Promise<void>;
  close(): Promise<void>;
}

const names = { sqs: 'The queue server', ses: 'The mail server' };

/**
 * Runs an embedded server in a thread of its own: the queue server's writes do not hold up the API's event loop, the
 * mail server's store (a module variable) is not shared between two systems in one process, and what must be changed
 * in Node for them to listen on loopback only stays in there. If the thread ends, it is started again on its port.
 *
 * @param onMessage whatever the thread says after it has started
 * @throws when the server does not start
 */
export async function startServerThread(
  kind: keyof typeof names,
  { log, ...given }: Pick<ServerThreadData, 'dataDir' | 'region'> & { log: (line: string) => void },
  onMessage: (message: unknown) => void = () => undefined,
): Promise<ServerThread> {
  const mayRestart = restartBudget();
  let stopping = false;
  let worker = launch({ ...given, port: 0, isAgain: false });
  const port = await portOf(worker);
  worker.on('message', onMessage);
  keepRunning(worker);
  return {
    url: `http://127.0.0.1:${port}`,
    kill: async () => {
      await worker.terminate();
    },
    close: async () => {
      stopping = true;
      worker.postMessage('stop');
      await Promise.race([
        new Promise((done) => worker.once('exit', done)),
        pause(2_000, undefined, { ref: false }),
      ]);
      await worker.terminate();
    },
  };

  function launch(workerData: ServerThreadData): Worker {
    return new Worker(new URL(`./${kind}-thread.ts`, import.meta.url), {
      workerData,
      name: kind,
      execArgv: [],
    });
  }

  function keepRunning(running: Worker): void {
    // Its end is told by `exit` as well, which follows.
    running.on('error', (error) => log(`${names[kind]}: ${String(error)}`));
    running.once('exit', () => {
      if (stopping) return;
      if (!mayRestart()) return log(`${names[kind]} keeps ending; it stays down.`);
      log(`${names[kind]} ended; starting it again.`);
      worker = launch({ ...given, port, isAgain: true });
      worker.once('message', () => worker.on('message', onMessage));
      keepRunning(worker);
    });
  }
}

function portOf(worker: Worker): Promise<number> {
  return new Promise((resolve, reject) => {
    worker.once('error', reject);
    worker.once('message', ({ port }: { port: number }) => resolve(port));
  });
}
