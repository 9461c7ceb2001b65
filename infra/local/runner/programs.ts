import { join } from 'node:path';
import { localTopicArn } from '../../stages.ts';
import { scriptPath } from '../bkash/frame/script.ts';
import type { Clock } from './clock.ts';
import { localStorefrontKey } from './local-secret.ts';
import { type Program, startProgram } from './program.ts';

export interface ProgramsOptions {
  portBase: number;
  localDir: string;
  /** Directory where compiled code is kept. */
  compileCache: string;
  addresses: { storefront: string; api: string; bkash: string };
  clock: Clock;
  bkashEnv: Record<string, string>;
  log: (line: string) => void;
}

/** The bKash simulator, which shares the system's clock and may ask to move it. */
export async function startBkash(options: ProgramsOptions): Promise<Program> {
  const { portBase, localDir, compileCache, addresses, clock, log } = options;
  const program = await startProgram({
    name: 'the bKash simulator',
    entry: new URL('../bkash/main.ts', import.meta.url),
    env: () => ({
      NODE_COMPILE_CACHE: compileCache,
      BKASH_PORT: String(portBase + 2),
      BKASH_DATA_DIR: join(localDir, 'bkash'),
      BKASH_WEBHOOK_URL: `${addresses.api}/webhooks/bkash`,
      BKASH_TOPIC_ARN: localTopicArn,
      CLOCK_OFFSET_MS: String(clock.offsetMs),
      ...options.bkashEnv,
    }),
    log,
    onMessage: (message, reply) => void advanceFor(message, reply),
  });
  clock.onMove(() => program.send({ type: 'clock', offsetMs: clock.offsetMs }));
  return program;

  /** `{type: 'advance-clock', seconds, id}`: everything is moved before the answer. */
  async function advanceFor(message: object, reply: (message: object) => void): Promise<void> {
    const { type, seconds, id } = message as { type?: string; seconds?: number; id?: number };
    if (type !== 'advance-clock') return;
    await clock.advance(Number(seconds)).catch((error: Error) => log(error.message));
    reply({ type: 'clock', id, offsetMs: clock.offsetMs });
  }
}

/** The demo shop, which shares the clock too: it refuses a signature that is five minutes off. */
export async function startStorefront(
  options: ProgramsOptions & { shopWebhookSecret: string },
): Promise<Program> {
  const { portBase, localDir, compileCache, addresses, clock, log } = options;
  const program = await startProgram({
    name: 'the storefront',
    entry: new URL('../storefront/main.ts', import.meta.url),
    env: () => ({
      NODE_COMPILE_CACHE: compileCache,
      STOREFRONT_PORT: String(portBase),
      PAYMENT_API_URL: addresses.api,
      STOREFRONT_KEY: localStorefrontKey,
      SHOP_WEBHOOK_SECRET: options.shopWebhookSecret,
      CLOCK_OFFSET_MS: String(clock.offsetMs),
      PUBLIC_URL: addresses.storefront,
      BKASH_SCRIPT_URL: addresses.bkash + scriptPath,
      LOCAL_DIR: localDir,
    }),
    log,
  });
  clock.onMove(() => program.send({ type: 'clock', offsetMs: clock.offsetMs }));
  return program;
}
