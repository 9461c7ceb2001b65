import type { TokenStore } from '../../shared/adapters/bkash/token-record.ts';
import { fleetGate, type GateStore } from '../../shared/adapters/dynamodb/fleet-gate.ts';
import type { HealthGate } from '../../shared/adapters/dynamodb/port.ts';
import type { Telemetry } from '../../shared/adapters/telemetry/port.ts';
import { healthy } from '../../shared/domain/gate.ts';
import type { Product } from '../../shared/domain/order.ts';
import type { MemoryTable } from './table.ts';

const neverWritten = { gate: healthy, version: 0 };

export function memoryGateStore(table: MemoryTable, product: Product = 'tokenized'): GateStore {
  return {
    read: async () => table.gate.get(product) ?? neverWritten,
    write: async (before, gate) => {
      const record = { gate, version: before.version + 1 };
      const { ok, found } = table.write(
        table.gate,
        product,
        (there) => there === undefined || there.version === before.version,
        () => record,
      );
      return ok ? { ok, record } : { ok, record: found ?? neverWritten };
    },
  };
}

/** One container's gate, its cache and all, on the gate in memory. */
export function memoryHealthGate(
  table: MemoryTable,
  now: () => number,
  telemetry: Telemetry,
  product?: Product,
): HealthGate {
  return fleetGate(memoryGateStore(table, product), now, telemetry);
}

/** The shared token's record. Stages that share credentials are given the table of its owner. */
export function memoryTokenStore(table: MemoryTable, product: Product = 'tokenized'): TokenStore {
  const noRecord = { version: 0, calls: [] };
  return {
    async read() {
      return table.token.get(product) ?? noRecord;
    },
    async write(next) {
      const record = { ...next, version: next.version + 1 };
      const { ok, found } = table.write(
        table.token,
        product,
        (there) => (there?.version ?? 0) === next.version,
        () => record,
      );
      // As in the orders: what was sent twice meets itself.
      if (ok || found === record) return { kind: 'written', record };
      return { kind: 'conflict', record: found ?? noRecord };
    },
  };
}
