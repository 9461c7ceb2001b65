import type { PaymentClaimDesk, PaymentClaimStore } from '../../shared/adapters/dynamodb/money-port.ts';
import { noClaims } from '../../shared/domain/payment-claims.ts';
import type { MemoryTable } from './table.ts';

export function memoryPaymentClaims(table: MemoryTable): PaymentClaimStore {
  return {
    async find(orderId) {
      return table.claims.get(orderId) ?? noClaims(orderId);
    },
    async save(next) {
      const { orderId, version } = next;
      const stored = { ...next, version: version + 1 };
      const { ok, found } = table.write(
        table.claims,
        orderId,
        (there) => (there?.version ?? 0) === version,
        () => stored,
      );
      return ok
        ? { kind: 'saved', claims: stored }
        : { kind: 'conflict', claims: found ?? noClaims(orderId) };
    },
  };
}

export function memoryPaymentClaimDesk(table: MemoryTable): PaymentClaimDesk {
  return {
    async all() {
      return [...table.claims.values()];
    },
  };
}
