import type { DueOrders, HealthGate } from '../adapters/dynamodb/port.ts';
import type { SettleQueue } from '../adapters/sqs/port.ts';
import type { Clock, Settings } from './ports.ts';

export interface ReconcilePorts extends Settings {
  due: DueOrders;
  settleQueue: SettleQueue;
  gate: Pick<HealthGate, 'standing'>;
  /** Of the product in the shop's page, where the stage has it. */
  checkoutGate?: Pick<HealthGate, 'standing'> | undefined;
  clock: Clock;
}

/** One run's budget. At one run a minute that is 2,000 overdue orders, far above what a shop has undecided. */
const maxLooksPerRun = 2_000;

/** A run a minute: two may be lost before one of them sees that the gate has opened. */
const newsForMs = 3 * 60_000;

/**
 * Sends every order that is due to the settle queue. Sending twice is harmless: a look is claimed. While bKash is
 * down somebody is sent to find out whether it is back; when it is, whatever waited for it comes first, before its
 * doubled pause is over.
 */
export async function reconcilePayments(ports: ReconcilePorts): Promise<number> {
  const gates = [ports.gate, ...(ports.checkoutGate ? [ports.checkoutGate] : [])];
  const standings = await Promise.all(gates.map((gate) => gate.standing()));
  if (standings.some(({ kind }) => kind === 'closed')) await ports.settleQueue.send({ kind: 'probe' });
  const now = ports.clock.now();
  const isJustBack = standings.some((one) => one.kind === 'open' && now - (one.since ?? 0) < newsForMs);
  const until = isJustBack ? now + ports.settings.waits.lookAgainToMs : now;
  let sent = 0;
  for await (const orderIds of ports.due.overdue(until, maxLooksPerRun)) {
    await ports.settleQueue.sendAll(orderIds.map((orderId) => ({ kind: 'look', orderId })));
    sent += orderIds.length;
  }
  return sent;
}
