import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { ParentAnswer, ParentRequest, Whereabouts } from '../../../infra/local/parent-requests.ts';
import { localStorefrontKey } from '../../../infra/local/runner/local-secret.ts';
import { claimPorts } from '../../../infra/local/runner/ports.ts';
import { commandOf, descendantsOf, isAlive } from '../runner/fixture/process-tree.ts';
import { shopperOf } from './shopper.ts';

const entry = fileURLToPath(new URL('../../../infra/local/start.ts', import.meta.url));

/** How the command lines of the system's own processes end. */
const programs = {
  'the bKash simulator': '/bkash/main.ts',
  'the storefront': '/storefront/main.ts',
  'the DynamoDB server': '/dynoxide',
};
export type ProgramName = keyof typeof programs;

type Question<Request = ParentRequest> = Request extends ParentRequest ? Omit<Request, 'id'> : never;

const startWithinMs = 90_000;
/** What a killed parent leaves behind may hold a port or the directory for this long, no longer. */
const inTheWayMs = 5_000;

export type Killable = Awaited<ReturnType<typeof killableSystem>>;

/**
 * The system as a user runs it, `node infra/local/start.ts`, in a directory of its own. It signals only processes
 * that descend from the one it started.
 */
export async function killableSystem() {
  const localDir = mkdtempSync(join(tmpdir(), 'sundarban-kill-'));
  const portBase = await claimPorts(0);
  const addresses = {
    storefront: `http://localhost:${portBase}`,
    api: `http://localhost:${portBase + 1}`,
    bkash: `http://127.0.0.1:${portBase + 2}`,
    inbox: `http://localhost:${portBase + 3}`,
  };
  let runner: ChildProcess;
  let output = '';
  let lastQuestion = 0;

  const system = {
    localDir,
    addresses,
    shopper: shopperOf({ addresses, storefrontKey: localStorefrontKey }),

    /** All of it: the tree as one, as when the power goes. */
    async cutPower(): Promise<void> {
      const ids = [runner.pid as number, ...descendantsOf(runner.pid as number)];
      for (const id of ids) killIfThere(id);
      await allGone(ids, 2_000);
    },

    /** `npm start` alone. What it had started has to notice by itself. */
    async killRunner(): Promise<void> {
      const ids = descendantsOf(runner.pid as number);
      killIfThere(runner.pid as number);
      await allGone(ids, inTheWayMs);
    },

    /** One program of it. Resolves when another process runs in its place. */
    async kill(program: ProgramName): Promise<void> {
      const killed = pidOf(program);
      if (killed === undefined) throw new Error(`${program} is not running.`);
      process.kill(killed, 'SIGKILL');
      for (const giveUpAt = Date.now() + 10_000; Date.now() < giveUpAt; await pause(50)) {
        const pid = pidOf(program);
        if (pid !== undefined && pid !== killed) return;
      }
      throw new Error(`${program} was not started again.`);
    },

    /** A function's instance at work, `share` from 0 up to 1 says which; resolves to the function it was of. */
    async killFunction(share: number): Promise<string | undefined> {
      const { killed } = (await ask({ ask: 'kill a function', share })) as { killed?: string };
      return killed;
    },

    async killQueueServer(): Promise<void> {
      await ask({ ask: 'kill the queue server' });
    },

    /** Where its DynamoDB and SQS servers answer since the last start. */
    whereThingsAre: () => ask({ ask: 'where things are' }) as Promise<Whereabouts>,

    /** Starts and resolves at its line `ready`. A port or directory that is in use is tried again for 5 s. */
    async start(): Promise<void> {
      for (const giveUpAt = Date.now() + inTheWayMs; ; await pause(250)) {
        launch();
        if (await isReady()) return;
        if (!/in use|is using/.test(output) || Date.now() > giveUpAt) {
          throw new Error(`npm start did not say ready; it said:\n${output}`);
        }
      }
    },

    /** Starts, and dies after so many milliseconds, ready or not. */
    async startAndDieAfter(ms: number): Promise<void> {
      launch();
      await pause(ms);
      await system.cutPower();
    },

    async stop(): Promise<void> {
      const ids = [runner.pid as number, ...descendantsOf(runner.pid as number)];
      runner.kill('SIGTERM');
      await allGone(ids, 20_000);
    },

    removeDirectory: () => rmSync(localDir, { recursive: true, force: true }),
  };
  launch();
  if (!(await isReady())) throw new Error(`npm start did not say ready; it said:\n${output}`);
  return system;

  function launch(): void {
    output = '';
    runner = spawn(process.execPath, [entry], {
      env: { PATH: process.env.PATH ?? '', LOCAL_DIR: localDir, PORT_BASE: String(portBase) },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    for (const stream of [runner.stdout, runner.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        output += chunk.toString();
      });
    }
  }

  /** Over the channel that only a parent has. */
  function ask(question: Question): Promise<ParentAnswer> {
    lastQuestion += 1;
    const id = lastQuestion;
    return new Promise((resolve, reject) => {
      const asked = runner;
      const gone = () => reject(new Error('npm start ended before it answered.'));
      asked.once('exit', gone);
      asked.on('message', function listen(answer: ParentAnswer) {
        if (answer.id !== id) return;
        asked.off('message', listen).off('exit', gone);
        resolve(answer);
      });
      asked.send({ id, ...question });
    });
  }

  async function isReady(): Promise<boolean> {
    for (const giveUpAt = Date.now() + startWithinMs; Date.now() < giveUpAt; await pause(50)) {
      if (/^ready$/m.test(output)) return true;
      if (runner.exitCode !== null || runner.signalCode !== null) return false;
    }
    return false;
  }

  function pidOf(program: ProgramName): number | undefined {
    return descendantsOf(runner.pid as number).find((pid) =>
      commandOf(pid)
        .slice(0, 2)
        .some((word) => word.endsWith(programs[program])),
    );
  }
}

function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It went by itself between the look and the kill.
  }
}

async function allGone(pids: number[], withinMs: number): Promise<void> {
  for (const giveUpAt = Date.now() + withinMs; pids.some(isAlive); await pause(20)) {
    const left = pids.filter(isAlive).map((pid) => commandOf(pid).join(' '));
    if (Date.now() > giveUpAt) throw new Error(`Still there after ${withinMs} ms: ${left.join('; ')}`);
  }
}
