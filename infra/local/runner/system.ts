import { join, resolve } from 'node:path';
import { startInbox } from '../inbox/inbox.ts';
import { sandboxCredentials } from '../sandbox-credentials.ts';
import { type Clock, createClock } from './clock.ts';
import { type Ground, startGround } from './ground.ts';
import type { Outcome } from './instance.ts';
import { startInvokeApi } from './invoke-api.ts';
import { emptyDirectory, openFunctionLog } from './local-directory.ts';
import { localSecret, localStorefrontKey } from './local-secret.ts';
import { claimPorts } from './ports.ts';
import { startBkash, startStorefront } from './programs.ts';
import { untilAllAnswer } from './readiness.ts';
import { type RunningTemplate, runTemplate } from './run-template.ts';
import { openState } from './state.ts';
import { synthesize } from './synth.ts';
import { readTemplate } from './template.ts';

export interface LocalSystemOptions {
  /** Storefront at the base, payment API +1, bKash simulator +2, inbox +3. 0: any four free ports in a row. */
  portBase: number;
  /** Where everything is kept; one system at a time. */
  localDir: string;
  /** Begin empty. */
  fresh?: boolean;
  /** `--set NAME=VALUE` of the stage. */
  settings?: Record<string, string>;
  /** More environment for the simulator, such as `BKASH_EXECUTE_DELAY_MS`. */
  bkashEnv?: Record<string, string>;
  /** Where `AWS_ENDPOINT_URL…` is looked for; usually `process.env`. Absent: embedded servers only. */
  env?: Record<string, string | undefined>;
  /** Progress and troubles, one line each. */
  log?: (line: string) => void;
  /** Every line that a function writes; also kept in `functionLog`. */
  onFunctionLine?: (functionName: string, line: string) => void;
}

export interface LocalSystem {
  addresses: { storefront: string; api: string; bkash: string; inbox: string };
  storefrontKey: string;
  clock: Pick<Clock, 'now' | 'advance' | 'offsetMs'>;
  /** Calls a function with an event of its trigger's shape. */
  invoke(functionName: string, event: unknown): Promise<Outcome>;
  functionNames: string[];
  tableNames: string[];
  /** Where the AWS services answer, for clients of tests and of the operator. */
  endpoints: Pick<Ground, 'dynamodb' | 'sqs' | 'ses' | 'secretsManager'>;
  /** Process ids that a chaos run may kill. */
  pids(): { bkash: number | undefined; storefront: number | undefined; dynamodb: number | undefined };
  /** What has no process of its own to be killed by. */
  threads: { killFunction: RunningTemplate['killFunction']; killQueueServer: Ground['killQueueServer'] };
  /** File with every line of every function. */
  functionLog: string;
  /** Ends everything in order and leaves no process; safe to call twice. */
  stop(): Promise<void>;
}

/**
 * Starts the whole system on this machine and resolves when every address answers.
 *
 * @throws one line: a busy port, a directory in use, a missing binary, an unknown setting, something the runner
 * cannot run. Nothing is left running then.
 */
export async function startLocalSystem(options: LocalSystemOptions): Promise<LocalSystem> {
  const log = options.log ?? (() => undefined);
  const localDir = resolve(options.localDir);
  const cleanups: Array<() => Promise<void> | void> = [];
  let stopped: Promise<void> | undefined;
  const stop = () => {
    stopped ??= (async () => {
      for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
    })();
    return stopped;
  };
  try {
    return await start();
  } catch (error) {
    await stop();
    throw error;
  }

  async function start(): Promise<LocalSystem> {
    const state = openState(localDir);
    cleanups.push(() => state.close());
    const portBase = await claimPorts(options.portBase);
    if (options.fresh) emptyDirectory(localDir, state);
    const functionLog = openFunctionLog(localDir);
    const clock = createClock(state);
    const outdir = join(localDir, 'cdk.out');
    const compileCache = join(localDir, 'compile-cache');
    const addresses = {
      storefront: `http://localhost:${portBase}`,
      api: `http://localhost:${portBase + 1}`,
      bkash: `http://127.0.0.1:${portBase + 2}`,
      inbox: `http://localhost:${portBase + 3}`,
    };
    // The one setting that is a secret: it goes where a deployed stage keeps it, not into the template.
    const { shopWebhookSecret: given, ...settings } = options.settings ?? {};
    const tokenized = settings.bkash === 'sandbox' ? sandboxCredentials(options.env ?? {}) : undefined;
    const secret = localSecret(state, { tokenized, shopWebhookSecret: given });
    const [shopWebhookSecret = ''] = secret.shopWebhookSecrets ?? [];
    const programs = {
      portBase,
      localDir,
      compileCache,
      addresses,
      clock,
      bkashEnv: options.bkashEnv ?? {},
      log,
    };

    log('starting the functions, the table, the queues, bKash, the shop and the inbox …');
    // Whatever fails first is told; what else was starting is awaited, so that it can be stopped.
    const [bkash, storefront, ground] = await allOrFirstFailure([
      kept(startBkash(programs), (program) => program.stop()),
      kept(startStorefront({ ...programs, shopWebhookSecret }), (program) => program.stop()),
      kept(
        startGround({ localDir, env: options.env ?? {}, secrets: () => JSON.stringify(secret), log }),
        (one) => one.stop(),
      ),
      slow('synthesizing the CDK app', synthesize({ outdir, compileCache, portBase, settings })),
    ]);
    const inbox = await startInbox({ port: portBase + 3, sesUrl: ground.ses, sentSms: ground.sentSms });
    cleanups.push(inbox.close);
    const running = await slow('starting what the template describes', startTemplate(ground));
    await kept(startInvokeApi(running, localDir), (api) => api.close());
    await slow('waiting for every address to answer', untilAllAnswer(addresses));

    return {
      addresses,
      storefrontKey: localStorefrontKey,
      clock,
      invoke: running.invoke,
      functionNames: running.functionNames,
      tableNames: running.tableNames,
      endpoints: ground,
      pids: () => ({ bkash: bkash.pid, storefront: storefront.pid, dynamodb: ground.dynamodbPid() }),
      threads: { killFunction: running.killFunction, killQueueServer: ground.killQueueServer },
      functionLog: functionLog.path,
      stop,
    };

    async function startTemplate(on: Ground): Promise<RunningTemplate> {
      const template = await runTemplate({
        template: readTemplate(outdir),
        apiPort: portBase + 1,
        compileCache,
        ground: on,
        clock,
        state,
        fresh: options.fresh ?? false,
        log,
        onFunctionLine: (name, line) => {
          functionLog.write(name, line);
          options.onFunctionLine?.(name, line);
        },
      });
      cleanups.push(template.stop);
      return template;
    }

    async function kept<T>(starting: Promise<T>, end: (started: T) => Promise<void>): Promise<T> {
      const started = await starting;
      cleanups.push(() => end(started));
      return started;
    }

    /** Says what takes so long, after two seconds. */
    async function slow<T>(what: string, work: Promise<T>): Promise<T> {
      const timer = setTimeout(() => log(`${what} …`), 2_000);
      return await work.finally(() => clearTimeout(timer));
    }
  }
}

async function allOrFirstFailure<T extends readonly unknown[]>(
  works: { [K in keyof T]: Promise<T[K]> },
): Promise<T> {
  const settled = await Promise.allSettled(works);
  const failed = settled.find((one) => one.status === 'rejected');
  if (failed) throw failed.reason;
  return settled.map((one) => (one as PromiseFulfilledResult<unknown>).value) as unknown as T;
}
