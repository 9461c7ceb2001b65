import { orderDueAt } from '../../shared/domain/due.ts';
import { moneyBackOf } from '../../shared/domain/money-back.ts';
import type { Order } from '../../shared/domain/order.ts';
import type { Waits } from '../../shared/domain/waits.ts';
import type { MemoryTable } from '../in-memory/table.ts';

/** When each order is due, as the table holds it at this moment and whatever its index shows. */
export class DueWatch {
  readonly #table: MemoryTable;
  readonly #waits: Waits;
  readonly #dueAt = new Map<string, number>();

  constructor(table: MemoryTable, waits: Waits) {
    this.#table = table;
    this.#waits = waits;
  }

  written(order: Order): void {
    const dueAt = orderDueAt(order, this.#waits);
    if (dueAt === undefined) this.#dueAt.delete(order.orderId);
    else this.#dueAt.set(order.orderId, dueAt);
  }

  nextAt(): number | undefined {
    let next: number | undefined;
    for (const dueAt of this.#dueAt.values()) if (next === undefined || dueAt < next) next = dueAt;
    return next;
  }

  whoIsDueAt(dueAt: number): string | undefined {
    return [...this.#dueAt].find(([, at]) => at === dueAt)?.[0];
  }

  /** A refund that bKash neither confirms nor lists is asked about for ever: only a person ends that. */
  isAnythingOwed(): boolean {
    return [...this.#dueAt.keys()].some((orderId) => {
      const order = this.#table.orders.get(orderId);
      return order !== undefined && orderDueAt(withoutUnknownRefunds(order), this.#waits) !== undefined;
    });
  }
}

/** Whatever waits behind such a refund of the same payment waits for the same person. */
function withoutUnknownRefunds(order: Order): Order {
  const unknown = new Set(
    moneyBackOf(order).flatMap(({ trxId, progress }) => (progress.state === 'unknown' ? [trxId] : [])),
  );
  const refunds = order.refunds.filter(({ trxId }) => !unknown.has(trxId));
  // Surplus that bKash refuses, or that another holds, rings for ever too.
  const surplus = order.surplus.filter(
    ({ trxId, progress }) => progress && progress.state !== 'refused' && !unknown.has(trxId),
  );
  return { ...order, refunds, surplus };
}
