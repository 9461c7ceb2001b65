import type { Journal, JournalLookup } from '../../shared/adapters/dynamodb/message-port.ts';
import type { HealthGate, Orders } from '../../shared/adapters/dynamodb/port.ts';
import { productionWaits } from '../../shared/config/stage.ts';
import { type Gate, healthy } from '../../shared/domain/gate.ts';
import type { Order } from '../../shared/domain/order.ts';
import { memoryPaymentClaimDesk, memoryPaymentClaims } from '../in-memory/claims.ts';
import { memoryUnclaimedDesk } from '../in-memory/desk.ts';
import {
  memoryAnnouncementLedger,
  memoryHeldMessages,
  memoryJournal,
  memoryJournalLookup,
  memoryQuarantine,
} from '../in-memory/messages.ts';
import { memoryTrxTies, memoryUnclaimedMoney } from '../in-memory/money.ts';
import { memoryOrderSweep, memoryOrders } from '../in-memory/orders.ts';
import { MemoryTable } from '../in-memory/table.ts';

const closedGate: Gate = { kind: 'closed', pauseMs: 1_000, until: Number.MAX_SAFE_INTEGER };

/** The table in memory, with what a test of one use case wants to turn and see; its gate says what the test wrote down. */
export class FakeTable {
  /** The clock of what keeps time itself. */
  now: () => number = () => 0;
  readonly memory = new MemoryTable({ stage: 'live', freezes: true });
  readonly stored = this.memory.orders;
  readonly trx = this.memory.trxOwners;
  readonly unclaimedMoney = this.memory.unclaimed;
  readonly claimsOf = this.memory.claims;
  readonly quarantined = this.memory.quarantined;
  readonly journalOf = this.memory.journal;
  gateOpen = true;
  gateFailures = 0;
  gateAnswers = 0;
  gateClosedForMs: number | undefined;
  /** When the last outage ended. */
  gateSince: { since?: number } = {};
  /** What everybody at the gate is told, where that is not simply open or closed. */
  gatePass: 'probe' | undefined;

  readonly orders: Orders = memoryOrders(this.memory, productionWaits);
  readonly ties = memoryTrxTies(this.memory);
  readonly unclaimed = memoryUnclaimedMoney(this.memory, () => this.now());
  readonly desk = memoryUnclaimedDesk(this.memory, productionWaits, () => this.now());
  readonly sweep = memoryOrderSweep(this.memory);
  readonly claims = memoryPaymentClaims(this.memory);
  readonly claimDesk = memoryPaymentClaimDesk(this.memory);
  readonly quarantine = memoryQuarantine(this.memory);
  readonly held = memoryHeldMessages(this.memory);
  readonly ledger = memoryAnnouncementLedger(this.memory);
  readonly journal: Journal = memoryJournal(this.memory);
  readonly journalled: JournalLookup = memoryJournalLookup(this.memory);

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

  /** Every state that was ever written, in order. */
  get written(): Order[] {
    return this.memory.stream.map(({ after }) => after);
  }

  /** The money without an order that an attempt recorded after all. */
  get closedMoney(): string[] {
    const closed = [...this.unclaimedMoney.values()].filter(({ closedAt }) => closedAt !== undefined);
    return closed.map(({ trxId }) => trxId);
  }

  /** Somebody else acts between the next writer's read of an order and his write. */
  beforeNextSave(others: () => Promise<unknown>): void {
    const { save } = this.orders;
    this.orders.save = async (next) => {
      this.orders.save = save;
      await others();
      return save(next);
    };
  }
}
