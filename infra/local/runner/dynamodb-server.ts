import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { listen } from '../listen.ts';
import { restartBudget } from './restart-budget.ts';

export interface DynamoDbOptions {
  /** SQLite file that holds the tables and their streams. */
  file: string;
  log: (line: string) => void;
}

export interface DynamoDbServer {
  url: string;
  /** Process id of the present run. */
  pid(): number | undefined;
  close(): Promise<void>;
}

/**
 * The shell stays between us and the server only to watch our pipe: when this process is gone, however it went, the
 * pipe closes and the server goes too. It survives a kill by design, so the end is always a kill.
 */
const watched = `exec 3<&0; "$0" "$@" </dev/null >/dev/null & server=$!
echo "$server"
(cat <&3 >/dev/null; kill -9 "$server" 2>/dev/null) & wait "$server"`;

/**
 * Starts the DynamoDB server on a free loopback port and starts it again, on the same port, if it ends.
 *
 * @throws one line when its binary is not installed or it does not answer within 10 s
 */
export async function startDynamoDb({ file, log }: DynamoDbOptions): Promise<DynamoDbServer> {
  const binary = findBinary();
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  let stopping = false;
  let pid: number | undefined;
  const mayRestart = restartBudget();
  let child = launch();
  await untilItAnswers(url);
  return {
    url,
    pid: () => pid,
    close: async () => {
      stopping = true;
      const gone = new Promise((resolve) =>
        child.exitCode === null ? child.once('exit', resolve) : resolve(0),
      );
      child.stdin?.destroy();
      await gone;
    },
  };

  function launch(): ChildProcess {
    // A process group of its own: Ctrl-C reaches us alone, and functions that still run can finish their writes.
    const process = spawn('/bin/sh', ['-c', watched, binary, '--port', String(port), '--db-path', file], {
      stdio: ['pipe', 'pipe', 'ignore'],
      detached: true,
    });
    process.stdin?.on('error', () => undefined);
    process.stdout?.once('data', (line: Buffer) => {
      pid = Number(line.toString());
    });
    process.once('exit', () => {
      process.stdin?.destroy();
      if (stopping) return;
      if (!mayRestart()) return log('The DynamoDB server keeps ending; it stays down.');
      log('The DynamoDB server ended; starting it again.');
      child = launch();
    });
    return process;
  }
}

/** @throws one line that says what to do instead */
export function findBinary(
  resolve = createRequire(import.meta.url).resolve as (name: string) => string,
): string {
  try {
    return resolve('@dynoxide/linux-x64/dynoxide');
  } catch {
    throw new Error(
      'The DynamoDB server (@dynoxide/linux-x64) is not installed: run npm ci on Linux x64, ' +
        'or set AWS_ENDPOINT_URL_DYNAMODB to a local DynamoDB of your own.',
    );
  }
}

async function untilItAnswers(url: string): Promise<void> {
  for (const deadline = Date.now() + 10_000; Date.now() < deadline; ) {
    const answers = await fetch(url, { signal: AbortSignal.timeout(1_000) }).then(
      () => true,
      () => false,
    );
    if (answers) return;
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
  throw new Error('The DynamoDB server did not answer within 10 s.');
}

async function freePort(): Promise<number> {
  const probe = await listen(createServer(), 0, 'a probe');
  await probe.close();
  return probe.port;
}
