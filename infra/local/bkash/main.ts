import { ipcClock } from './ipc-clock.ts';
import { startBkashSimulator } from './simulator.ts';

/**
 * The simulator as a process of its own. With an IPC channel it shares the parent's clock and leaves when the
 * parent does; without one it keeps its own clock and leaves on SIGINT or SIGTERM.
 *
 * BKASH_PORT, BKASH_DATA_DIR, BKASH_TOPIC_ARN: required. BKASH_WEBHOOK_URL, BKASH_PUBLIC_URL,
 * BKASH_CREATE_DELAY_MS, BKASH_EXECUTE_DELAY_MS, BKASH_QUERY_DELAY_MS, BKASH_WEBHOOK_DELAY_MS,
 * BKASH_DUPLICATE_WINDOW_MS, BKASH_REFUND_WINDOW_DAYS, CLOCK_OFFSET_MS (with IPC only): optional.
 */
const parent = process.send ? ipcClock(process, numberFrom('CLOCK_OFFSET_MS') ?? 0) : undefined;
const { BKASH_PUBLIC_URL: publicUrl, BKASH_WEBHOOK_URL: webhookUrl } = process.env;
const windowMs = numberFrom('BKASH_DUPLICATE_WINDOW_MS');
const refundDays = numberFrom('BKASH_REFUND_WINDOW_DAYS');
const webhookMs = numberFrom('BKASH_WEBHOOK_DELAY_MS');

const simulator = await startBkashSimulator({
  port: Number(required('BKASH_PORT')),
  dataDir: required('BKASH_DATA_DIR'),
  topicArn: required('BKASH_TOPIC_ARN'),
  delays: {
    createMs: numberFrom('BKASH_CREATE_DELAY_MS') ?? 0,
    executeMs: numberFrom('BKASH_EXECUTE_DELAY_MS') ?? 0,
    queryMs: numberFrom('BKASH_QUERY_DELAY_MS') ?? 0,
    ...(webhookMs === undefined ? {} : { webhookMs }),
  },
  ...(publicUrl ? { publicUrl } : {}),
  ...(webhookUrl ? { webhookUrl } : {}),
  ...(windowMs === undefined ? {} : { duplicateWindowMs: windowMs }),
  ...(refundDays === undefined ? {} : { refundWindowDays: refundDays }),
  ...(parent ? { clock: parent } : {}),
}).catch((error: unknown) => stop(`bkash simulator did not start: ${messageOf(error)}`));

parent?.onMoved(simulator.clockMoved);
// Nobody is left to answer to; what must survive is on the disk already.
process.once('disconnect', () => process.exit(0));
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void simulator.close().then(() => process.exit(0)));
}
if (process.send) process.send({ type: 'ready', url: simulator.url });
else console.log(`bkash simulator: ${simulator.url}`);

function required(name: string): string {
  return process.env[name] || stop(`bkash simulator: ${name} is missing`);
}

function numberFrom(name: string): number | undefined {
  const text = process.env[name];
  if (text === undefined || text === '') return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : stop(`bkash simulator: ${name} is not a number: ${text}`);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function stop(line: string): never {
  console.error(line);
  process.exit(1);
}
