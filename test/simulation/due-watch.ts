import { orderDueAt } from '../../shared/domain/due.ts';
import { moneyBackOf } from '../../shared/domain/money-back.ts';
import type { Order } from '../../shared/domain/order.ts';
import type { RefundProgress } from '../../shared/domain/refund.ts';
import type { Waits } from '../../shared/domain/waits.ts';
import type { MemoryTable } from '../in-memory/table.ts';

/** When each order is due, as the table holds it at this moment and whatever its index shows. */
export class DueWatch {
  readonly #table: MemoryTable;
  readonly #waits: Waits;
  readonly #now: () => number;
  readonly #dueAt = new Map<string, number>();
  /** Since when somebody could have known of an order that it is due. */
  readonly #knownSince = new Map<string, number>();

  constructor(table: MemoryTable, waits: Waits, now: () => number) {
    this.#table = table;
    this.#waits = waits;
    this.#now = now;
  }

  written(order: Order): void {
    const { orderId } = order;
    const dueAt = orderDueAt(order, this.#waits);
    // A refund that waited behind another one is due since long ago at the moment when that one ends.
    if (dueAt !== this.#dueAt.get(orderId)) this.#knownSince.set(orderId, this.#now());
    if (dueAt === undefined) this.#dueAt.delete(orderId);
    else this.#dueAt.set(orderId, dueAt);
  }

  nextAt(): number | undefined {
    let next: number | undefined;
    for (const dueAt of this.#dueAt.values()) if (next === undefined || dueAt < next) next = dueAt;
    return next;
  }

  /** Who has been due, and could be looked at, for longer than this, counted from `since` at the earliest. */
  overdue(longestMs: number, since: number): { orderId: string; dueAt: number } | undefined {
    for (const [orderId, dueAt] of this.#dueAt) {
      const from = Math.max(dueAt, since, this.#knownSince.get(orderId) ?? 0);
      if (this.#now() - from > longestMs) return { orderId, dueAt };
    }
    return undefined;
  }

  /** What only a person ends is looked at and rung for without end: it keeps no world awake. */
  isAnythingOwed(): boolean {
    return [...this.#dueAt.keys()].some((orderId) => {
      const order = this.#table.orders.get(orderId);
      return order !== undefined && orderDueAt(withoutWhatIsForAPerson(order), this.#waits) !== undefined;
    });
  }
}

const done: RefundProgress = { state: 'succeeded', changedAt: 0, refundTrxId: 'by a person' };

/**
 * As if somebody had dealt with it: refunds that bKash neither confirms nor lists, surplus that it refuses or that is
 * held by another, and whatever waits behind one of these.
 */
function withoutWhatIsForAPerson(order: Order): Order {
  const stuck = new Set(
    moneyBackOf(order).flatMap(({ trxId, progress }) => (progress.state === 'unknown' ? [trxId] : [])),
  );
  const isStuck = ({ trxId, progress }: { trxId: string; progress?: RefundProgress }) =>
    stuck.has(trxId) || progress === undefined || progress.state === 'refused';
  return {
    ...order,
    refunds: order.refunds.map((one) => (isStuck(one) ? { ...one, progress: done } : one)),
    surplus: order.surplus.map((one) => (isStuck(one) ? { ...one, progress: done } : one)),
  };
}
