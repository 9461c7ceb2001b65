import type {
  HealthGate,
  HeldMessages,
  Journal,
  JournalEntry,
  JournalLookup,
  OrderSweep,
  Orders,
  PaymentClaimStore,
  Quarantine,
  TrxOwner,
  TrxTies,
  UnclaimedDesk,
  UnclaimedMoney,
  UnclaimedRecord,
} from '../../shared/adapters/dynamodb/port.ts';
import { type Gate, healthy } from '../../shared/domain/gate.ts';
import type { Order } from '../../shared/domain/order.ts';
import { noClaims, type PaymentClaims } from '../../shared/domain/payment-claims.ts';

const closedGate: Gate = { kind: 'closed', pauseMs: 1_000, until: Number.MAX_SAFE_INTEGER };

/** The order table in memory, with the same conditions as the real one. */
export class FakeTable {
  readonly stored = new Map<string, Order>();
  readonly trx = new Map<string, TrxOwner>();
  readonly unclaimedMoney = new Map<string, UnclaimedRecord>();
  readonly closedMoney: string[] = [];
  readonly claimsOf = new Map<string, PaymentClaims>();
  /** By fingerprint. */
  readonly quarantined = new Map<string, { reason: string; body: string }>();
  readonly journalOf = new Map<string, Omit<JournalEntry, 'outcome'> & { outcome: string }>();
  /** Every state that was ever written, in order. */
  readonly written: Order[] = [];
  gateOpen = true;
  gateFailures = 0;
  gateAnswers = 0;
  gateClosedForMs: number | undefined;
  /** When the last outage ended. */
  gateSince: { since?: number } = {};
  /** What everybody at the gate is told, where that is not simply open or closed. */
  gatePass: 'probe' | undefined;

  readonly orders: Orders = {
    create: async (order) => {
      const there = this.stored.get(order.orderId);
      if (there) return { kind: 'exists', order: structuredClone(there) };
      return { kind: 'created', order: this.#write({ ...order, version: 1 }) };
    },
    find: async (orderId) => {
      const order = this.stored.get(orderId);
      return order && structuredClone(order);
    },
    save: async (next) => {
      const there = this.stored.get(next.orderId);
      if (!there) throw new Error('not there');
      if (there.version !== next.version) return { kind: 'conflict', order: structuredClone(there) };
      return { kind: 'saved', order: this.#write({ ...next, version: next.version + 1 }) };
    },
  };

  readonly ties: TrxTies = {
    tie: async (trxId, owner) => {
      const held = this.trx.get(trxId);
      if (held && (held.orderId !== owner.orderId || held.attempt !== owner.attempt))
        return 'held_by_another';
      this.trx.set(trxId, owner);
      return 'tied';
    },
    ownerOf: async (trxId) => this.trx.get(trxId),
  };

  readonly claims: PaymentClaimStore = {
    find: async (orderId) => structuredClone(this.claimsOf.get(orderId)) ?? noClaims(orderId),
    save: async (next) => {
      const there = this.claimsOf.get(next.orderId) ?? noClaims(next.orderId);
      if (there.version !== next.version) return { kind: 'conflict', claims: structuredClone(there) };
      const claims = { ...structuredClone(next), version: next.version + 1 };
      this.claimsOf.set(next.orderId, claims);
      return { kind: 'saved', claims: structuredClone(claims) };
    },
  };

  readonly unclaimed: UnclaimedMoney = {
    keep: async (entry) => {
      if (!this.unclaimedMoney.has(entry.trxId)) this.unclaimedMoney.set(entry.trxId, entry);
    },
    close: async (trxId) => {
      if (this.#closeMoney(trxId, {})) this.closedMoney.push(trxId);
    },
  };

  readonly desk: UnclaimedDesk = {
    open: async () => [...this.unclaimedMoney.values()].filter(({ closedAt }) => closedAt === undefined),
    find: async (trxId) => this.unclaimedMoney.get(trxId),
    settle: async ({ trxId, owner, next, as }) => {
      const isSo =
        !this.trx.has(trxId) &&
        this.stored.get(next.orderId)?.version === next.version &&
        this.#closeMoney(trxId, { closedAs: as, closedFor: owner.orderId });
      if (!isSo) return { kind: 'conflict' };
      this.trx.set(trxId, owner);
      return { kind: 'settled', order: this.#write({ ...next, version: next.version + 1 }) };
    },
    writeOff: async (trxId, closedBecause) =>
      this.#closeMoney(trxId, { closedAs: 'written_off', closedBecause }),
  };

  readonly sweep: OrderSweep = {
    writtenSince: async function* (this: FakeTable, since: number) {
      yield [...this.stored.values()].filter(({ updatedAt }) => updatedAt >= since);
    }.bind(this),
  };

  readonly quarantine: Quarantine = {
    keep: async ({ receipt: { fingerprint }, reason, body }) => {
      if (!this.quarantined.has(fingerprint)) this.quarantined.set(fingerprint, { reason, body });
    },
  };

  readonly held: HeldMessages = {
    find: async (fingerprint) => this.quarantined.get(fingerprint)?.body,
    judged: async (fingerprint, reason) => {
      const kept = this.quarantined.get(fingerprint);
      if (kept) this.quarantined.set(fingerprint, { ...kept, reason });
    },
    release: async (fingerprint) => {
      this.quarantined.delete(fingerprint);
    },
  };

  readonly journal: Journal = {
    record: async (entry) => {
      const there = this.journalOf.get(entry.receipt.fingerprint);
      if (!there || there.outcome === 'waiting') this.journalOf.set(entry.receipt.fingerprint, entry);
    },
    waits: async (entry) => {
      const { fingerprint } = entry.receipt;
      if (!this.journalOf.has(fingerprint)) this.journalOf.set(fingerprint, { ...entry, outcome: 'waiting' });
    },
  };

  readonly journalled: JournalLookup = {
    find: async ({ fingerprint }) => {
      const there = this.journalOf.get(fingerprint)?.outcome;
      return there === undefined || there === 'waiting' ? there : 'final';
    },
  };

  readonly gate: HealthGate = {
    admit: async () => this.gatePass ?? (this.gateOpen ? 'open' : 'closed'),
    standing: async () => (this.gateOpen ? { ...healthy, ...this.gateSince } : closedGate),
    failed: async (closeForMs) => {
      this.gateFailures += 1;
      this.gateClosedForMs = closeForMs;
    },
    answered: async () => {
      this.gateAnswers += 1;
    },
  };

  /** Somebody else acts between the next writer's read of an order and his write. */
  beforeNextSave(others: () => Promise<unknown>): void {
    const { save } = this.orders;
    this.orders.save = async (next) => {
      this.orders.save = save;
      await others();
      return save(next);
    };
  }

  #closeMoney(trxId: string, how: Partial<UnclaimedRecord>): boolean {
    const there = this.unclaimedMoney.get(trxId);
    if (!there || there.closedAt !== undefined) return false;
    this.unclaimedMoney.set(trxId, { ...there, ...how, closedAt: there.at });
    return true;
  }

  #write(order: Order): Order {
    this.stored.set(order.orderId, structuredClone(order));
    this.written.push(structuredClone(order));
    return structuredClone(order);
  }
}
