import type { TokenRecord } from '../../shared/adapters/bkash/token-record.ts';
import type { GateRecord } from '../../shared/adapters/dynamodb/fleet-gate.ts';
import type { JournalEntry, QuarantineReason } from '../../shared/adapters/dynamodb/message-port.ts';
import type { TrxOwner, UnclaimedRecord } from '../../shared/adapters/dynamodb/money-port.ts';
import type { Order, Product } from '../../shared/domain/order.ts';
import type { PaymentClaims } from '../../shared/domain/payment-claims.ts';
import type { OrderWrite } from '../../shared/usecases/announce.ts';
import { DueEntries } from './due-entries.ts';

export interface AnnouncedItem {
  messageId: string;
  busyUntil: number;
  /** More than one is a duplicate that is counted (I7). */
  sends: number;
}

export type JournalItem = Omit<JournalEntry, 'outcome'> & { outcome: string };

/**
 * The one table of a stage in memory: typed items, conditional writes, the sparse `due` index and the stream. The
 * ports beside this file stand on it as the adapters stand on DynamoDB, and `test/contracts` holds both to the same
 * description. Items are values that nobody changes, so they are handed out as they are.
 */
export class MemoryTable {
  readonly orders = new Map<string, Order>();
  readonly due = new DueEntries();
  /** Every write of an order, in order: what DynamoDB's stream shows of it. Whoever consumes it takes from the front. */
  readonly stream: OrderWrite[] = [];
  readonly trxOwners = new Map<string, TrxOwner>();
  readonly unclaimed = new Map<string, UnclaimedRecord>();
  /** By order. */
  readonly claims = new Map<string, PaymentClaims>();
  /** By fingerprint. */
  readonly quarantined = new Map<string, { reason: QuarantineReason; body: string }>();
  readonly journal = new Map<string, JournalItem>();
  /** By order, fact and channel. */
  readonly announced = new Map<string, AnnouncedItem>();
  /** Each product of bKash has a gate and a token of its own. */
  readonly gate = new Map<Product, GateRecord>();
  readonly token = new Map<Product, TokenRecord>();
  readonly watermark = new Map<'WATERMARK', number>();
  /** Of so many writes to come the answer is lost; the SDK's client then sends the write once more. */
  answersToLose = 0;
  readonly stage: string;
  readonly #freezes: boolean;
  #sequence = 0;

  /** `freezes`: whoever changes an item that he was handed fails at once. A simulation saves itself the time. */
  constructor({ stage, freezes = false }: { stage: string; freezes?: boolean }) {
    this.stage = stage;
    this.#freezes = freezes;
  }

  /**
   * One conditional write. `change` gives the item as it is to be, or undefined to delete it, and runs only where the
   * condition held; whoever it failed is told what is there instead.
   */
  write<Key, Item>(
    items: Map<Key, Item>,
    key: Key,
    condition: (found: Item | undefined) => boolean,
    change: (found: Item | undefined) => Item | undefined,
  ): { ok: boolean; found: Item | undefined } {
    if (this.answersToLose > 0) {
      this.answersToLose -= 1;
      this.#apply(items, key, condition, change);
    }
    return this.#apply(items, key, condition, change);
  }

  /** Several writes in one, their conditions checked. Sent again it is known by its token, and done once. */
  transaction(writes: () => void): void {
    const toLose = Math.max(0, this.answersToLose - 1);
    this.answersToLose = 0;
    writes();
    this.answersToLose = toLose;
  }

  /** To be called by the write of an order. */
  changed(before: Order | undefined, after: Order, dueKeys: Parameters<DueEntries['put']>[1]): void {
    this.#sequence += 1;
    const sequenceNumber = String(this.#sequence);
    this.stream.push(before ? { sequenceNumber, before, after } : { sequenceNumber, after });
    this.due.put(after.orderId, dueKeys);
  }

  #apply<Key, Item>(
    items: Map<Key, Item>,
    key: Key,
    condition: (found: Item | undefined) => boolean,
    change: (found: Item | undefined) => Item | undefined,
  ): { ok: boolean; found: Item | undefined } {
    const found = items.get(key);
    if (!condition(found)) return { ok: false, found };
    const next = change(found);
    if (next === undefined) items.delete(key);
    else items.set(key, this.#freezes ? frozen(next) : next);
    return { ok: true, found };
  }
}

/** What a frozen value holds is frozen too, so of the next state of an order only what is new is walked. */
function frozen<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.values(value).forEach(frozen);
  return Object.freeze(value);
}
