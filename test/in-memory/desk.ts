import { dueKeysOf } from '../../shared/adapters/dynamodb/due-bucket.ts';
import type { UnclaimedDesk, UnclaimedRecord } from '../../shared/adapters/dynamodb/money-port.ts';
import type { Waits } from '../../shared/domain/waits.ts';
import type { MemoryTable } from './table.ts';

export function memoryUnclaimedDesk(table: MemoryTable, waits: Waits, now: () => number): UnclaimedDesk {
  function close(trxId: string, how: Partial<UnclaimedRecord>): boolean {
    const { ok } = table.write(table.unclaimed, trxId, isOpen, (found) => {
      return found && { ...found, ...how, closedAt: now() };
    });
    return ok;
  }

  return {
    async open() {
      return [...table.unclaimed.values()].filter(isOpen);
    },

    async find(trxId) {
      return table.unclaimed.get(trxId);
    },

    async settle({ trxId, owner, next, as }) {
      const before = table.orders.get(next.orderId);
      const isSo =
        !table.trxOwners.has(trxId) && before?.version === next.version && isOpen(table.unclaimed.get(trxId));
      if (!isSo) return { kind: 'conflict' };
      const order = { ...next, version: next.version + 1 };
      table.transaction(() => {
        table.write(table.trxOwners, trxId, always, () => owner);
        table.write(table.orders, order.orderId, always, () => order);
        table.changed(before, order, dueKeysOf(order, waits));
        close(trxId, { closedAs: as, closedFor: owner.orderId });
      });
      return { kind: 'settled', order };
    },

    async writeOff(trxId, closedBecause) {
      return close(trxId, { closedAs: 'written_off', closedBecause });
    },
  };
}

function isOpen(record: UnclaimedRecord | undefined): boolean {
  return record !== undefined && record.closedAt === undefined;
}

function always(): boolean {
  return true;
}
