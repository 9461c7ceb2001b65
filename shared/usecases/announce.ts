import type { AnnouncementLedger, Notice } from '../adapters/dynamodb/notice-port.ts';
import type { OrderSweep } from '../adapters/dynamodb/port.ts';
import { type NoticeQueue, type ShopQueue, UnsentError } from '../adapters/sqs/port.ts';
import type { Telemetry } from '../adapters/telemetry/port.ts';
import { factsOf } from '../domain/facts.ts';
import type { Order } from '../domain/order.ts';
import { noticesOf, type Reach } from './channels.ts';

/** One write of an order, as the table's stream tells it. `before` is absent for a new order. */
export interface OrderWrite {
  sequenceNumber: string;
  before?: Order;
  after: Order;
}

interface AnnouncePorts {
  settings: Reach;
  noticeQueue: NoticeQueue;
  /** A queue of its own: a shop's server that is slow or down delays no customer's message. */
  shopQueue: ShopQueue;
  telemetry: Telemetry;
}

/**
 * Queues one message for every fact that a write made true and every channel it goes by. Answers the sequence
 * numbers whose messages are not all queued: the stream brings those again. A message too many is harmless: the
 * ledger lets one of them send, and the shop's server knows it by its id.
 */
export async function announce(ports: AnnouncePorts, writes: readonly OrderWrite[]): Promise<string[]> {
  const announced = writes.map(({ sequenceNumber, before, after }) => ({
    sequenceNumber,
    notices: newNotices(before, after, ports.settings),
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
  ports: AnnouncePorts & { orders: OrderSweep; ledger: Pick<AnnouncementLedger, 'has'> },
  since: number,
): Promise<number> {
  let count = 0;
  for await (const orders of ports.orders.writtenSince(since)) {
    const notices = orders.flatMap((order) => noticesOf(order, factsOf(order), ports.settings));
    for (let start = 0; start < notices.length; start += looksAtOnce) {
      const missing = await withoutEntry(ports.ledger, notices.slice(start, start + looksAtOnce));
      await Promise.all(sendAll(ports, missing));
      count += missing.length;
    }
  }
  ports.telemetry.event('NoticesSwept', { count });
  return count;
}

/** As many connections as the SDK keeps to one host; more would only wait in memory. */
const looksAtOnce = 50;

/** What this write made true to be told, fact by channel: an address that is new or gone counts as well. */
function newNotices(before: Order | undefined, after: Order, reach: Reach): Notice[] {
  const known = before ? noticesOf(before, factsOf(before), reach) : [];
  return noticesOf(after, factsOf(after), reach).filter(
    ({ fact, channel }) => !known.some((one) => one.fact === fact && one.channel === channel),
  );
}

/** Each queue by itself: trouble at one holds up no message of the other. */
function sendAll({ noticeQueue, shopQueue }: AnnouncePorts, notices: readonly Notice[]): Promise<void>[] {
  const forShop = notices.filter((notice) => notice.channel === 'shop');
  const forCustomers = notices.filter((notice) => notice.channel !== 'shop');
  return [noticeQueue.sendAll(forCustomers), shopQueue.sendAll(forShop)];
}

async function unsentOf(ports: AnnouncePorts, notices: readonly Notice[]): Promise<Set<unknown>> {
  const { telemetry } = ports;
  const sent = await Promise.allSettled(sendAll(ports, notices));
  // An error that names none may have come after some were queued: all of them go again.
  const unsent = sent.flatMap((one): readonly unknown[] => {
    if (one.status === 'fulfilled') return [];
    return one.reason instanceof UnsentError ? one.reason.unsent : notices;
  });
  if (unsent.length > 0) {
    telemetry.event('NoticeFailed', { reason: 'not_queued', count: unsent.length });
    telemetry.metric('NoticeFailed');
  }
  return new Set(unsent);
}

async function withoutEntry(
  ledger: Pick<AnnouncementLedger, 'has'>,
  notices: readonly Notice[],
): Promise<Notice[]> {
  const known = await Promise.all(notices.map((notice) => ledger.has(notice)));
  return notices.filter((_, index) => !known[index]);
}
