import type { Orders } from '../adapters/dynamodb/port.ts';
import type { Telemetry } from '../adapters/telemetry/port.ts';
import { type Withdrawal, withdrawn } from '../domain/closing.ts';
import type { Clock } from './ports.ts';

/** Each round lost is somebody else's write: so many in a row would be a loop, and the shop asks again. */
const maxRounds = 10;

/** The shop withdraws an order: nothing further is created or executed. Undefined when there is no such order. */
export async function cancelOrder(
  ports: { orders: Orders; clock: Clock; telemetry: Telemetry },
  orderId: string,
): Promise<Withdrawal | undefined> {
  let order = await ports.orders.find(orderId);
  if (!order) return undefined;
  for (let round = 0; round < maxRounds; round += 1) {
    const decision = withdrawn(order, ports.clock.now());
    if (decision.kind !== 'withdrawn') return decision;
    const saved = await ports.orders.save(decision.order);
    if (saved.kind === 'saved') {
      ports.telemetry.event('OrderCancelled', { orderId });
      return { kind: 'withdrawn', order: saved.order };
    }
    order = saved.order;
  }
  throw new Error(`Order ${orderId} kept changing while it was being withdrawn.`);
}
