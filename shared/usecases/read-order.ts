import type { Order } from '../domain/order.ts';
import { type LookPorts, lookAgain } from './look-again.ts';

/** Somebody waits for the answer, and an unanswered Query is asked again anyway. */
export const queryAbortInRequestMs = 10_000;

/** The order as it is, after a look at bKash if one is due: reading repairs. */
export async function readOrder(ports: LookPorts, orderId: string): Promise<Order | undefined> {
  const order = await ports.orders.find(orderId);
  return order && lookAgain(ports, order, { queryAbortMs: queryAbortInRequestMs });
}
