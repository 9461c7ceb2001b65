import { setTimeout as pause } from 'node:timers/promises';
import { orderLookAt } from '../../shared/domain/due.ts';
import { moneyBackOf } from '../../shared/domain/money-back.ts';
import type { Order } from '../../shared/domain/order.ts';
import type { Killable } from '../local/system/killable.ts';
import { type Books, readBooks, readTable, type Table } from './books.ts';
import type { Customer } from './cast.ts';
import { isInDoubt } from './returned.ts';
import { tellAgain } from './telling-again.ts';
import { type Verdict, verdictOf } from './verdict.ts';

/** An order whose looks are all answered is decided long before; more would mean that something looks for ever. */
const mostSlots = 60;
/** What is due is done within this time, on a machine that does other things too. */
const slotMs = 30_000;
/** A message that failed or waits comes back within this time, and its letter after it: queues live in real time. */
const queuesMs = 60_000;
/** The stage's grace after an order's expiry, and a second. */
const untilClosedSeconds = 91;

/**
 * Moves the clock from one due look to the next, as the schedule would come to them, until nobody has to be asked any
 * more, and past the last order's expiry; then holds the books against each other until they agree, or until every
 * message has had its time. Doubt is left as it is: it lasts a day.
 */
export async function settle(
  system: Killable,
  customers: readonly Customer[],
  tell: (line: string) => void,
): Promise<{ books: Books; verdict: Verdict }> {
  const { shopper } = system;
  const where = await system.whereThingsAre();
  let clockMs = await moveClock(0);
  await throughSlots();
  const told = await tellAgain(system, await readTable(where));
  await tableThat(({ journal }) => told.every((trxId) => journal.has(trxId)));
  await throughSlots();
  const { orders } = await readTable(where);
  const lastExpiry = Math.max(...orders.map(({ expiresAt }) => expiresAt));
  tell('the clock goes past the expiry of whatever nobody paid');
  clockMs = await moveClock(Math.max(0, Math.ceil((lastExpiry - clockMs()) / 1000)) + untilClosedSeconds);

  const orderIds = customers.map(({ orderId }) => orderId);
  for (const giveUpAt = Date.now() + queuesMs; ; await pause(1_000)) {
    await throughSlots();
    const books = await readBooks(where, shopper, orderIds);
    const verdict = verdictOf(books, customers);
    const isOver = verdict.findings.every(({ kind }) => kind === 'doubtful');
    if (isOver || Date.now() > giveUpAt) return { books, verdict };
  }

  async function throughSlots(): Promise<void> {
    for (let slot = 0; slot < mostSlots; slot += 1) {
      const next = nextLook(await quiet());
      if (next === undefined) return;
      const seconds = Math.max(1, Math.ceil((next - clockMs()) / 1000) + 1);
      tell(`the clock goes to the next look, ${seconds} s ahead`);
      clockMs = await moveClock(seconds);
    }
  }

  /** Resolves to the clock of the system. */
  async function moveClock(seconds: number): Promise<() => number> {
    const { now } = (await (await shopper.advance(seconds)).json()) as { now: string };
    const offsetMs = Date.parse(now) - Date.now();
    return () => Date.now() + offsetMs;
  }

  /** Nothing is overdue. */
  function quiet(): Promise<Table> {
    return tableThat(({ orders: all }) =>
      all.every((order) => (lookAtOf(order) ?? Number.POSITIVE_INFINITY) > clockMs()),
    );
  }

  /** Resolves to the table when it is so, or when the time for that is over. */
  async function tableThat(isSo: (table: Table) => boolean): Promise<Table> {
    for (const giveUpAt = Date.now() + slotMs; ; await pause(300)) {
      const table = await readTable(where);
      if (isSo(table) || Date.now() > giveUpAt) return table;
    }
  }
}

function nextLook({ orders }: Table): number | undefined {
  const times = orders.map(lookAtOf).filter((at) => at !== undefined);
  return times.length > 0 ? Math.min(...times) : undefined;
}

/**
 * When somebody has to look again, doubt left aside: a doubtful attempt is looked at for a day, and a refund that was
 * sent twice without a trace waits for a person, with whatever stands in line behind it.
 */
function lookAtOf(order: Order): number | undefined {
  const stuck = new Set(
    moneyBackOf(order)
      .filter(isInDoubt)
      .map(({ trxId }) => trxId),
  );
  return orderLookAt({
    ...order,
    attempts: order.attempts.filter(({ state }) => state !== 'doubtful'),
    refunds: order.refunds.filter(({ trxId }) => !stuck.has(trxId)),
    surplus: order.surplus.filter(({ trxId }) => !stuck.has(trxId)),
  });
}
