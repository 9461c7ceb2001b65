import { afterLinkLook, linkLookAt } from '../domain/link-notice.ts';
import type { Order } from '../domain/order.ts';
import { pageApi } from './bkash-line.ts';
import { type CreatePorts, readyToCreate } from './create-payment.ts';
import { transition } from './transition.ts';

/**
 * Decides whether a customer who could not pay during an outage is told that he can now: only where a payment would
 * really be started, so with the gate open, a token at hand and the stage's switch not against it.
 */
export async function offerLink(ports: CreatePorts, order: Order): Promise<Order> {
  const dueAt = linkLookAt(order);
  if (dueAt === undefined || dueAt > ports.clock.now()) return order;
  const canPay = (await readyToCreate(ports, pageApi(ports))) !== undefined;
  return transition(ports.orders, order, (current) =>
    afterLinkLook(current, canPay, ports.clock.now(), ports.settings.waits),
  );
}
