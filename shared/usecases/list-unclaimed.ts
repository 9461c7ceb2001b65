import type { UnclaimedDesk, UnclaimedRecord } from '../adapters/dynamodb/money-port.ts';
import type { OrderSweep, Orders } from '../adapters/dynamodb/port.ts';
import { orderOfInvoice } from '../domain/ids.ts';
import { type Match, matchesOf, matchWindowMs } from '../domain/matching.ts';
import { attemptNumbered, hasPayment, type Order } from '../domain/order.ts';
import type { Settings } from './ports.ts';

export interface Unclaimed {
  money: UnclaimedRecord;
  matches: Match[];
  /** The order through whose payment bKash can give it back; absent where only a person can, in the portal. */
  returnsThrough?: string;
}

/**
 * Open money without an order, oldest first, each with the orders it may have been meant for. Those of its amount are
 * found by reading the table once: a person asks for this now and then, and an index would cost every order a write.
 */
export async function listUnclaimed(
  ports: Settings & { desk: UnclaimedDesk; orders: Orders; sweep: OrderSweep },
): Promise<Unclaimed[]> {
  const all = (await ports.desk.open()).sort((a, b) => a.at - b.at);
  const [oldest] = all;
  if (!oldest) return [];
  const ofAmounts = await ordersOfAmounts(ports.sweep, all, oldest.at - matchWindowMs);
  return Promise.all(
    all.map(async (money) => {
      const named = await namedOrders(ports, money);
      const others = ofAmounts.filter(({ orderId }) => !named.some((order) => order.orderId === orderId));
      const returnsThrough = paymentNamed(ports.settings.stage, money, named);
      const matches = matchesOf(money, [...named, ...others]);
      return { money, matches, ...(returnsThrough !== undefined && { returnsThrough }) };
    }),
  );
}

/** Only those that may match are kept: the table may be far bigger than the memory. */
async function ordersOfAmounts(sweep: OrderSweep, all: UnclaimedRecord[], since: number): Promise<Order[]> {
  const amounts = new Set(
    all.flatMap(({ amountPoisha, saleAmountPoisha }) => [amountPoisha, saleAmountPoisha]),
  );
  const found: Order[] = [];
  for await (const orders of sweep.writtenSince(since)) {
    found.push(...orders.filter(({ amountPoisha }) => amounts.has(amountPoisha)));
  }
  return found;
}

async function namedOrders(
  { orders, settings }: Settings & { orders: Orders },
  { invoice, reference }: UnclaimedRecord,
): Promise<Order[]> {
  const byInvoice = invoice === undefined ? undefined : orderOfInvoice(settings.stage, invoice)?.orderId;
  const orderIds = new Set([byInvoice, reference].filter((orderId) => orderId !== undefined));
  const found = await Promise.all([...orderIds].map((orderId) => orders.find(orderId)));
  return found.filter((order) => order !== undefined);
}

function paymentNamed(stage: string, { invoice }: UnclaimedRecord, named: Order[]): string | undefined {
  const name = invoice === undefined ? undefined : orderOfInvoice(stage, invoice);
  const order = named.find(({ orderId }) => orderId === name?.orderId);
  return order && name && hasPayment(attemptNumbered(order, name.attempt)) ? order.orderId : undefined;
}
