import type { ReadMarks } from '../adapters/dynamodb/notice-port.ts';
import type { Notification, Notifications } from '../contract/notifications.ts';
import { factAt, factsOf, isStillTrue, isTold, partsOf, type ToldFact } from '../domain/facts.ts';
import type { Order } from '../domain/order.ts';

/** What an order has to say to its customer in the shop's own page. */
export interface NotificationPorts {
  readMarks: ReadMarks;
  /** One fact in one breath, in the order's language. */
  noteOf(order: Order, fact: ToldFact): string;
  clock: { now(): number };
}

/**
 * Derived from the order whenever it is read: what is true no more ("being checked", once it is paid) is not told any
 * longer, and nothing has to be copied when something becomes true. Only what was read is kept.
 */
export async function notificationsOf(ports: NotificationPorts, order: Order): Promise<Notifications> {
  const readAt = await ports.readMarks.find(order.orderId);
  const items = factsTold(order, ports.clock.now())
    .map((fact) => notificationOf(ports, order, fact, readAt[idOf(fact)]))
    .sort((one, other) => other.at.localeCompare(one.at));
  return { items, unread: items.filter((item) => item.readAt === null).length };
}

/** The first reading stands. Undefined when the order has no such notification. */
export async function markRead(
  ports: NotificationPorts,
  order: Order,
  id: string,
): Promise<Notification | undefined> {
  const now = ports.clock.now();
  const fact = factsTold(order, now).find((one) => idOf(one) === id);
  if (!fact) return undefined;
  return notificationOf(ports, order, fact, await ports.readMarks.mark(order.orderId, id, now));
}

function factsTold(order: Order, now: number): ToldFact[] {
  return factsOf(order)
    .filter(isTold)
    .filter((fact) => isStillTrue(order, fact, now));
}

function notificationOf(
  { noteOf }: NotificationPorts,
  order: Order,
  fact: ToldFact,
  readAt: number | undefined,
): Notification {
  return {
    id: idOf(fact),
    fact: partsOf(fact).kind,
    text: noteOf(order, fact),
    at: new Date(factAt(order, fact) ?? order.updatedAt).toISOString(),
    readAt: readAt === undefined ? null : new Date(readAt).toISOString(),
  };
}

/** The fact as one segment of a path; neither a refundId nor a trxID has a dot in it. */
function idOf(fact: ToldFact): string {
  return fact.replace(':', '.');
}
