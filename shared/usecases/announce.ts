import type { AnnouncementLedger, Notice, OrderSweep } from '../adapters/dynamodb/port.ts';
import { type NoticeQueue, UnsentError } from '../adapters/sqs/port.ts';
import type { Telemetry } from '../adapters/telemetry/port.ts';
import { type Fact, factsOf, newFacts } from '../domain/facts.ts';
import type { Order } from '../domain/order.ts';
import { channelsOf } from './channels.ts';

/** One write of an order, as the table's stream tells it. `before` is absent for a new order. */
export interface OrderWrite {
  sequenceNumber: string;
  before?: Order;
  after: Order;
}

/**
 * Queues one message for every fact that a write made true and every channel it goes by. Answers the sequence
 * numbers whose messages are not all queued: the stream brings those again. A message too many is harmless, the
 * ledger lets one of them send.
 */
export async function announce(
  ports: { noticeQueue: NoticeQueue; telemetry: Telemetry },
  writes: readonly OrderWrite[],
): Promise<string[]> {
  const announced = writes.map(({ sequenceNumber, before, after }) => ({
    sequenceNumber,
    notices: noticesOf(after, newFacts(before, after)),
  }));
  const unsent = await unsentOf(
    ports,
    announced.flatMap(({ notices }) => notices),
  );
  return announced
    .filter(({ notices }) => notices.some((notice) => unsent.has(notice)))
    .map(({ sequenceNumber }) => sequenceNumber);
}

/**
 * The daily net under the stream: queues every fact of an order written since (epoch ms) that has no ledger entry.
 * Answers how many. Throws when some could not be queued: tomorrow's sweep finds them again.
 */
export async function announceSweep(
  ports: {
    orders: OrderSweep;
    ledger: Pick<AnnouncementLedger, 'has'>;
    noticeQueue: NoticeQueue;
    telemetry: Telemetry;
  },
  since: number,
): Promise<number> {
  let count = 0;
  for await (const orders of ports.orders.writtenSince(since)) {
    const notices = orders.flatMap((order) => noticesOf(order, factsOf(order)));
    for (let start = 0; start < notices.length; start += looksAtOnce) {
      const missing = await withoutEntry(ports.ledger, notices.slice(start, start + looksAtOnce));
      await ports.noticeQueue.sendAll(missing);
      count += missing.length;
    }
  }
  ports.telemetry.event('NoticesSwept', { count });
  return count;
}

/** As many connections as the SDK keeps to one host; more would only wait in memory. */
const looksAtOnce = 50;

function noticesOf(order: Order, facts: readonly Fact[]): Notice[] {
  const { orderId } = order;
  return facts.flatMap((fact) => channelsOf(order).map((channel) => ({ orderId, fact, channel })));
}

async function unsentOf(
  { noticeQueue, telemetry }: { noticeQueue: NoticeQueue; telemetry: Telemetry },
  notices: readonly Notice[],
): Promise<Set<unknown>> {
  try {
    await noticeQueue.sendAll(notices);
    return new Set();
  } catch (error) {
    // An error that names none may have come after some were queued: all of them go again.
    const unsent: readonly unknown[] = error instanceof UnsentError ? error.unsent : notices;
    telemetry.event('NoticeFailed', { reason: 'not_queued', count: unsent.length });
    telemetry.metric('NoticeFailed');
    return new Set(unsent);
  }
}

async function withoutEntry(
  ledger: Pick<AnnouncementLedger, 'has'>,
  notices: readonly Notice[],
): Promise<Notice[]> {
  const known = await Promise.all(notices.map((notice) => ledger.has(notice)));
  return notices.filter((_, index) => !known[index]);
}
