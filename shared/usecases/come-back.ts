import type { SettleQueue } from '../adapters/sqs/port.ts';
import type { Telemetry } from '../adapters/telemetry/port.ts';
import { orderLookAt } from '../domain/due.ts';
import type { Order } from '../domain/order.ts';
import type { Clock } from './ports.ts';

export interface ComeBackPorts {
  settleQueue: Pick<SettleQueue, 'send'>;
  telemetry: Telemetry;
  clock: Clock;
}

/** SQS delays a message by at most 15 minutes; what is due later is the schedule's. */
const maxDelayMs = 15 * 60_000;

/** Clocks of two functions differ by two seconds at most (design section 2): a message never comes before its look. */
const clockSkewMs = 2_000;

/**
 * Sends somebody after the next look that a change has made due, to the second instead of to the schedule's minute.
 * A happy order has none. Best effort: the `due` index already holds the same look, so a queue that is down delays
 * it and fails nobody.
 */
export async function comeBack(ports: ComeBackPorts, before: Order, after: Order): Promise<void> {
  const dueAt = orderLookAt(after);
  if (dueAt === undefined || dueAt === orderLookAt(before)) return;
  const delayMs = Math.max(0, dueAt - ports.clock.now());
  if (delayMs > maxDelayMs - clockSkewMs) return;
  // An Execute that is owed at once waits for nobody's clock.
  const delaySeconds = delayMs === 0 ? 0 : Math.ceil((delayMs + clockSkewMs) / 1000);
  await sendLook(ports, after.orderId, delaySeconds);
}

/** For somebody who asks: whatever is due is looked at now, though a message or the schedule may be on its way too. */
export async function comeBackNow(ports: ComeBackPorts, order: Order): Promise<void> {
  const dueAt = orderLookAt(order);
  if (dueAt !== undefined && dueAt <= ports.clock.now()) await sendLook(ports, order.orderId, 0);
}

async function sendLook(ports: ComeBackPorts, orderId: string, delaySeconds: number): Promise<void> {
  try {
    await ports.settleQueue.send({ kind: 'look', orderId }, { delaySeconds });
  } catch {
    ports.telemetry.event('LookNotQueued', { orderId });
  }
}
