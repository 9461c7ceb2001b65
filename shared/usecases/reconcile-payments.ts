import type { DueOrders } from '../adapters/dynamodb/port.ts';
import type { SettleQueue } from '../adapters/sqs/port.ts';
import type { Clock } from './ports.ts';

/** One run's budget. At one run a minute that is 2,000 overdue orders, far above what a shop has undecided. */
const maxLooksPerRun = 2_000;

/** Sends every order that is due to the settle queue. Sending twice is harmless: a look is claimed. */
export async function reconcilePayments(ports: {
  due: DueOrders;
  settleQueue: SettleQueue;
  clock: Clock;
}): Promise<number> {
  let sent = 0;
  for await (const orderIds of ports.due.overdue(ports.clock.now(), maxLooksPerRun)) {
    await ports.settleQueue.sendAll(orderIds.map((orderId) => ({ kind: 'look', orderId })));
    sent += orderIds.length;
  }
  return sent;
}
