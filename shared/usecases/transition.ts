import type { Orders } from '../adapters/dynamodb/port.ts';
import type { Order } from '../domain/order.ts';

/** Ten losers in a row on one order would mean that something writes it in a loop: stop and let the queue retry. */
const maxTries = 10;

/**
 * Applies a pure decision to the newest state and writes it on the version it was decided on. Whoever loses the
 * race decides again on what the winner left. A decision that returns its input writes nothing.
 */
export async function transition(
  orders: Pick<Orders, 'save'>,
  start: Order,
  decide: (order: Order) => Order,
): Promise<Order> {
  let order = start;
  for (let tries = 0; tries < maxTries; tries += 1) {
    const next = decide(order);
    if (next === order) return order;
    const { kind, order: stored } = await orders.save(next);
    if (kind === 'saved') return stored;
    order = stored;
  }
  throw new Error(`Order ${start.orderId} kept changing: ${maxTries} writes lost their race.`);
}
