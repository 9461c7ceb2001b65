import { type ChildProcess, fork } from 'node:child_process';
import type { Readable } from 'node:stream';
import { restartBudget } from './restart-budget.ts';

export interface ProgramOptions {
  /** As a message names it: `the bKash simulator`. */
  name: string;
  entry: URL;
  /** Asked again at every start, so that a restarted program learns the clock's present offset. */
  env: () => Record<string, string>;
  onMessage?: (message: object, reply: (message: object) => void) => void;
  log: (line: string) => void;
}

export interface Program {
  /** Process id of the present run. */
  readonly pid: number | undefined;
  send(message: object): void;
  stop(): Promise<void>;
}

/** How long a program may take to leave before it is killed. */
const leaveMs = 3_000;

/**
 * Runs one of our own programs as a child with an IPC channel and starts it again if it ends unasked. The channel is
 * also its leash: it closes with this process, however that goes, and the program leaves.
 *
 * @throws one line when the program ends before it says `ready`
 */
export async function startProgram(options: ProgramOptions): Promise<Program> {
  const { name, log } = options;
  const mayRestart = restartBudget();
  let stopping = false;
  let wasReady = false;
  let child = launch();
  const why = await untilReady(child);
  if (why !== undefined) throw new Error(why || `${name} ended before it was ready.`);
  return {
    get pid() {
      return child.pid;
    },
    send: (message) => sendTo(child, message),
    async stop() {
      stopping = true;
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = new Promise((resolve) => child.once('exit', resolve));
      const kill = setTimeout(() => child.kill('SIGKILL'), leaveMs);
      if (child.connected) child.disconnect();
      await gone;
      clearTimeout(kill);
    },
  };

  function launch(): ChildProcess {
    // A process group of its own: Ctrl-C reaches the runner alone, which then stops everything in order.
    const started = fork(options.entry, {
      env: { PATH: process.env.PATH ?? '', ...options.env() },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      detached: true,
      execArgv: [],
    });
    started.on('message', (message) => {
      options.onMessage?.(message as object, (reply) => sendTo(started, reply));
    });
    started.on('error', () => undefined);
    started.on('message', (message) => {
      if (isReady(message)) wasReady = true;
      if (isReady(message)) drain(started, (line) => log(`${name}: ${line}`));
    });
    started.once('exit', (code, signal) => {
      if (stopping || !wasReady) return;
      if (!mayRestart()) return log(`${name} keeps ending; it stays down.`);
      log(`${name} ended (${signal ?? `exit code ${code}`}); starting it again.`);
      child = launch();
    });
    return started;
  }
}

/** @returns undefined when ready, else what the program said before it ended */
function untilReady(child: ChildProcess): Promise<string | undefined> {
  let said = '';
  const listen = (chunk: Buffer) => {
    said += chunk.toString();
  };
  child.stderr?.on('data', listen);
  return new Promise((resolve) => {
    child.on('message', (message) => isReady(message) && resolve(undefined));
    child.once('exit', () => resolve(said.trim().split('\n').at(-1) ?? ''));
  });
}

function drain(child: ChildProcess, emit: (line: string) => void): void {
  for (const stream of [child.stdout, child.stderr] as Array<Readable | null>) {
    stream?.on('data', (chunk: Buffer) => {
      for (const line of chunk.toString().split('\n')) if (line.trim() !== '') emit(line.trim());
    });
  }
}

function sendTo(child: ChildProcess, message: object): void {
  if (child.connected) child.send(message, () => undefined);
}

function isReady(message: unknown): boolean {
  return (message as { type?: unknown } | null)?.type === 'ready';
}
