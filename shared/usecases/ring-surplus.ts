import type { Orders } from '../adapters/dynamodb/port.ts';
import type { Telemetry } from '../adapters/telemetry/port.ts';
import type { Order } from '../domain/order.ts';
import { surplusRingAt, surplusRung } from '../domain/surplus.ts';
import type { Clock } from './ports.ts';

/** Rings when an order's surplus has not gone back in time. Of all callers one rings, and writes down when again. */
export async function ringSurplus(
  { orders, telemetry, clock }: { orders: Orders; telemetry: Telemetry; clock: Clock },
  order: Order,
): Promise<Order> {
  const now = clock.now();
  if ((surplusRingAt(order) ?? Number.POSITIVE_INFINITY) > now) return order;
  const rung = await orders.save(surplusRung(order, now));
  // Whoever wrote first has left the order as due as it was: the schedule sends somebody again.
  if (rung.kind === 'conflict') return rung.order;
  telemetry.metric('SurplusWaits');
  telemetry.event('SurplusWaits', { orderId: order.orderId });
  return rung.order;
}
