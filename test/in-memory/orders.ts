import { dueKeysOf } from '../../shared/adapters/dynamodb/due-bucket.ts';
import { dueOrdersOf } from '../../shared/adapters/dynamodb/due-reader.ts';
import type { DueOrders, OrderSweep, Orders } from '../../shared/adapters/dynamodb/port.ts';
import type { Order } from '../../shared/domain/order.ts';
import type { Waits } from '../../shared/domain/waits.ts';
import type { DueCursor } from './due-entries.ts';
import type { MemoryTable } from './table.ts';

export function memoryOrders(table: MemoryTable, waits: Waits): Orders {
  function put(order: Order, condition: (found: Order | undefined) => boolean) {
    const { ok, found } = table.write(table.orders, order.orderId, condition, (before) => {
      table.changed(before, order, dueKeysOf(order, waits));
      return order;
    });
    // A write that was sent twice meets itself: this very value, as the adapter knows its own by a writeId.
    return { ok: ok || found === order, found };
  }

  return {
    async create(order) {
      const first = { ...order, version: 1 };
      const { ok, found } = put(first, (there) => there === undefined);
      return ok ? { kind: 'created', order: first } : { kind: 'exists', order: there(found, order) };
    },

    async find(orderId) {
      return table.orders.get(orderId);
    },

    async save(next) {
      const stored = { ...next, version: next.version + 1 };
      const { ok, found } = put(stored, (there) => there?.version === next.version);
      return ok ? { kind: 'saved', order: stored } : { kind: 'conflict', order: there(found, next) };
    },
  };
}

function there(found: Order | undefined, order: Order): Order {
  if (!found) throw new Error(`Order ${order.orderId} was not there to be written.`);
  return found;
}

/** The reader of production, on the index and the watermark in memory. */
export function memoryDueOrders(table: MemoryTable): DueOrders {
  const key = 'WATERMARK';
  return dueOrdersOf<DueCursor>(table.stage, {
    page: async (bucket, now, from) => table.due.page(bucket, now, from),
    readWatermark: async () => table.watermark.get(key),
    writeWatermark: async (hour) => {
      table.write(
        table.watermark,
        key,
        (found) => found === undefined || found < hour,
        () => hour,
      );
    },
  });
}

/** Orders a page: DynamoDB gives a megabyte, so a thousand orders of common size. */
const sweepPageSize = 1_000;

export function memoryOrderSweep(table: MemoryTable): OrderSweep {
  return {
    async *writtenSince(since) {
      const all = [...table.orders.values()];
      for (let from = 0; from < all.length; from += sweepPageSize)
        yield all.slice(from, from + sweepPageSize).filter(({ updatedAt }) => updatedAt >= since);
    },
  };
}
