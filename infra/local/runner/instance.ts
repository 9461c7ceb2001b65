import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { Worker } from 'node:worker_threads';
import type { ThreadData, ThreadEvent, ThreadMessage } from './lambda-thread.ts';

export interface LambdaFunction {
  name: string;
  arn: string;
  /** Directory of the unpacked asset. */
  taskRoot: string;
  /** `index.handler` */
  handler: string;
  environment: Record<string, string>;
  timeoutMs: number;
  memoryMb: number;
  /** ReservedConcurrentExecutions, where the template sets it. */
  reservedConcurrency?: number;
}

/** What one invocation came to. `payload` is the JSON that the handler returned. */
export type Outcome =
  | { ok: true; requestId: string; payload: string }
  | { ok: false; requestId: string; errorType: string; errorMessage: string };

export interface Instance {
  /** One event at a time: the caller waits before it gives the next. Never rejects. */
  invoke(event: string): Promise<Outcome>;
  /** False once the thread has ended (crash, time-out, stop). */
  readonly alive: boolean;
  /** Resolves when the module is loaded or has failed to. */
  readonly loaded: Promise<unknown>;
  /** Resolves when the thread is gone, also while nobody used it. */
  readonly ended: Promise<unknown>;
  stop(): Promise<void>;
}

/** Lambda gives the module 10 s to load; a machine that has other things to do gets more patience. */
const initTimeoutMs = 30_000;

/**
 * Starts a thread for one function. A handler that throws keeps its thread, as Lambda keeps its environment; a crash,
 * a load that fails or a time-out ends it.
 */
export function startInstance(
  fn: LambdaFunction,
  shared: Pick<ThreadData, 'clockOffset' | 'compileCache'>,
  logLine: (line: string) => void,
): Instance {
  const { name, arn, taskRoot, handler, memoryMb } = fn;
  const { clockOffset, compileCache } = shared;
  const data: ThreadData = { name, arn, taskRoot, handler, memoryMb, clockOffset, compileCache };
  const worker = new Worker(new URL('./lambda-thread.ts', import.meta.url), {
    workerData: data,
    env: fn.environment,
    stdout: true,
    stderr: true,
    name,
    execArgv: [],
    // A function that leaks ends, as on AWS, instead of taking the machine's memory with it.
    resourceLimits: { maxOldGenerationSizeMb: memoryMb },
  });
  forEachLine(worker.stdout, logLine);
  forEachLine(worker.stderr, logLine);

  let alive = true;
  let settle: ((message: ThreadMessage | { kind: 'ended'; why: string }) => void) | undefined;
  const end = (why: string) => {
    alive = false;
    settle?.({ kind: 'ended', why });
  };
  worker.on('message', (message: ThreadMessage) => settle?.(message));
  worker.on('error', (error) =>
    end(error instanceof Error ? `${error.name}: ${error.message}` : String(error)),
  );
  const ended = new Promise<void>((resolve) =>
    worker.on('exit', (code) => {
      end(`the thread ended with exit code ${code}`);
      resolve();
    }),
  );

  const next = (timeoutMs: number, what: string) =>
    new Promise<ThreadMessage | { kind: 'ended'; why: string } | { kind: 'timeout'; why: string }>(
      (resolve) => {
        const timer = setTimeout(() => resolve({ kind: 'timeout', why: what }), timeoutMs);
        settle = (message) => {
          clearTimeout(timer);
          resolve(message);
        };
        if (!alive) settle({ kind: 'ended', why: 'the thread has ended' });
      },
    ).finally(() => {
      settle = undefined;
    });

  const ready = next(initTimeoutMs, `the module took more than ${initTimeoutMs / 1000} s to load`);

  const stop = async () => {
    alive = false;
    await worker.terminate();
  };

  return {
    get alive() {
      return alive;
    },
    loaded: ready,
    ended,
    stop,
    async invoke(event) {
      const requestId = randomUUID();
      const loaded = await ready;
      const answer = loaded.kind === 'ready' ? await run(requestId, event) : loaded;
      if (answer.kind === 'result') return { ok: true, requestId, payload: answer.payload };
      if (answer.kind === 'error') {
        if (answer.requestId === undefined) await stop();
        return { ok: false, requestId, errorType: answer.errorType, errorMessage: answer.errorMessage };
      }
      await stop();
      if (answer.kind === 'timeout') {
        return { ok: false, requestId, errorType: 'Sandbox.Timedout', errorMessage: answer.why };
      }
      const why = answer.kind === 'ended' ? answer.why : 'the thread answered out of turn';
      return { ok: false, requestId, errorType: 'Runtime.ExitError', errorMessage: why };
    },
  };

  function run(requestId: string, event: string) {
    const message: ThreadEvent = { requestId, event, timeoutMs: fn.timeoutMs };
    worker.postMessage(message);
    return next(fn.timeoutMs, `Task timed out after ${(fn.timeoutMs / 1000).toFixed(2)} seconds`);
  }
}

function forEachLine(stream: Readable, emit: (line: string) => void): void {
  let rest = '';
  stream.setEncoding('utf8').on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line.trim() !== '') emit(line);
  });
}
