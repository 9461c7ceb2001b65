import type { TrxTies, UnclaimedMoney } from '../../shared/adapters/dynamodb/money-port.ts';
import type { MemoryTable } from './table.ts';

export function memoryTrxTies(table: MemoryTable): TrxTies {
  return {
    async tie(trxId, owner) {
      const { ok } = table.write(
        table.trxOwners,
        trxId,
        (found) => !found || (found.orderId === owner.orderId && found.attempt === owner.attempt),
        () => owner,
      );
      return ok ? 'tied' : 'held_by_another';
    },
    async ownerOf(trxId) {
      return table.trxOwners.get(trxId);
    },
  };
}

export function memoryUnclaimedMoney(table: MemoryTable, now: () => number): UnclaimedMoney {
  return {
    async keep(entry) {
      table.write(
        table.unclaimed,
        entry.trxId,
        (found) => found === undefined,
        () => entry,
      );
    },
    async close(trxId) {
      const { found: entry } = table.write(
        table.unclaimed,
        trxId,
        (found) => found !== undefined && found.closedAt === undefined,
        (found) => found && { ...found, closedAt: now() },
      );
      return entry?.closedAs === 'written_off' ? 'written_off' : 'closed';
    },
  };
}
