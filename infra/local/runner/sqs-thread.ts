import { mkdirSync } from 'node:fs';
import { type ListenOptions, Server } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';
import { startFauxqs } from 'fauxqs';
import { returnInFlight } from './in-flight.ts';
import type { ServerThreadData } from './server-thread.ts';

/** The SQS server in its thread. It would listen on every interface and has no setting for it; ours is loopback. */
const { dataDir, region, port, isAgain } = workerData as ServerThreadData;
const listen = Server.prototype.listen;
Server.prototype.listen = function onLoopback(this: Server, options: ListenOptions, ...rest: never[]) {
  return listen.call(this, { ...options, host: '127.0.0.1' }, ...rest);
} as typeof listen;

mkdirSync(dataDir, { recursive: true });
if (!isAgain) returnInFlight(dataDir);
const server = await startFauxqs({ port, logger: false, defaultRegion: region, dataDir });
parentPort?.once('message', () => void server.stop().finally(() => process.exit()));
parentPort?.postMessage({ port: server.port });
