import { existsSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import { moveDate } from '../moved-date.ts';

/** One instance of one function, in its own thread: what Lambda's Node runtime does, and the moved clock. */
export interface ThreadData {
  name: string;
  arn: string;
  taskRoot: string;
  handler: string;
  memoryMb: number;
  /** One Float64: milliseconds to add to the time of day. */
  clockOffset: SharedArrayBuffer;
  /** Directory of compiled code: a second instance loads in half the time. */
  compileCache: string;
}
export interface ThreadEvent {
  requestId: string;
  event: string;
  timeoutMs: number;
}
export type ThreadMessage =
  | { kind: 'ready' }
  | { kind: 'result'; requestId: string; payload: string }
  | { kind: 'error'; requestId: string | undefined; errorType: string; errorMessage: string };

type Handler = (event: unknown, context: unknown) => unknown;

const data = workerData as ThreadData;
const clockOffset = new Float64Array(data.clockOffset);
moveDate(() => clockOffset[0] ?? 0);
enableCompileCache(data.compileCache);
try {
  const handler = await loadHandler(data);
  parentPort?.on('message', (message: ThreadEvent) => void handle(handler, message));
  post({ kind: 'ready' });
} catch (error) {
  post({ kind: 'error', requestId: undefined, ...described(error) });
}

async function handle(handler: Handler, { requestId, event, timeoutMs }: ThreadEvent): Promise<void> {
  const endsAt = performance.now() + timeoutMs;
  const context = {
    awsRequestId: requestId,
    callbackWaitsForEmptyEventLoop: false,
    functionName: data.name,
    functionVersion: '$LATEST',
    invokedFunctionArn: data.arn,
    memoryLimitInMB: String(data.memoryMb),
    logGroupName: `/aws/lambda/${data.name}`,
    logStreamName: 'local',
    getRemainingTimeInMillis: () => Math.max(0, Math.floor(endsAt - performance.now())),
  };
  try {
    const result = await handler(JSON.parse(event), context);
    post({ kind: 'result', requestId, payload: JSON.stringify(result) ?? 'null' });
  } catch (error) {
    post({ kind: 'error', requestId, ...described(error) });
  }
}

/** `index.handler` is the export `handler` of `index.js`, `.mjs` or `.cjs`, in Lambda's order. */
async function loadHandler({ taskRoot, handler }: ThreadData): Promise<Handler> {
  const dot = handler.lastIndexOf('.');
  const [module, name] = [handler.slice(0, dot), handler.slice(dot + 1)];
  const file = ['.js', '.mjs', '.cjs']
    .map((end) => join(taskRoot, module + end))
    .find((path) => existsSync(path));
  if (!file) throw new Error(`No file for the handler ${handler} in the asset.`);
  const exports = (await import(pathToFileURL(file).href)) as Record<string, unknown>;
  const found = exports[name] ?? (exports.default as Record<string, unknown> | undefined)?.[name];
  if (typeof found !== 'function') throw new Error(`${module} exports no function ${name}.`);
  return found as Handler;
}

function described(error: unknown): { errorType: string; errorMessage: string } {
  if (error instanceof Error) return { errorType: error.name, errorMessage: error.message };
  return { errorType: typeof error, errorMessage: String(error) };
}

function post(message: ThreadMessage): void {
  parentPort?.postMessage(message);
}
