import type { TokenStore } from '../../shared/adapters/bkash/token-record.ts';
import type {
  HeldMessages,
  Journal,
  JournalLookup,
  Quarantine,
} from '../../shared/adapters/dynamodb/message-port.ts';
import type {
  PaymentClaimDesk,
  PaymentClaimStore,
  TrxTies,
  UnclaimedDesk,
  UnclaimedMoney,
} from '../../shared/adapters/dynamodb/money-port.ts';
import type { AnnouncementLedger, LedgerEraser, Notice } from '../../shared/adapters/dynamodb/notice-port.ts';
import type { DueOrders, HealthGate, OrderSweep, Orders } from '../../shared/adapters/dynamodb/port.ts';
import type { Receipt } from '../../shared/adapters/sns/port.ts';
import { newOrder } from '../../shared/domain/checkout.ts';
import type { Order } from '../../shared/domain/order.ts';
import type { OrderWrite } from '../../shared/usecases/announce.ts';
import { aCheckout } from '../fakes/world.ts';

/** Every port of one stage's table, and what of it a contract reads that no port tells. */
export interface Stores {
  stage: string;
  /** Epoch ms, for what keeps time itself; the test moves it. */
  clock: { now: number };
  orders: Orders;
  sweep: OrderSweep;
  due: DueOrders;
  ties: TrxTies;
  unclaimed: UnclaimedMoney;
  claims: PaymentClaimStore;
  claimDesk: PaymentClaimDesk;
  desk: UnclaimedDesk;
  quarantine: Quarantine;
  held: HeldMessages;
  journal: Journal;
  journalled: JournalLookup;
  ledger: AnnouncementLedger & LedgerEraser;
  token: TokenStore;
  /** The gate of one more container, with a cache of its own. */
  gate(): HealthGate;
  /** The next write is performed, its answer is lost, and the client sends it once more. */
  loseNextAnswer(): void;
  /** Every write of an order, as the table's stream tells it. */
  writes(): Promise<Array<Omit<OrderWrite, 'sequenceNumber'>>>;
  unclaimedEntry(trxId: string): Promise<Record<string, unknown> | undefined>;
  journalledOutcome(receipt: Receipt): Promise<string | undefined>;
  quarantineReason(fingerprint: string): Promise<string | undefined>;
  /** How often the entry of this notice was claimed for a send. */
  sends(notice: Notice): Promise<number | undefined>;
}

/** Opens the empty table of a stage that no other test has. */
export type OpenStores = () => Stores;

export const startsAt = Date.parse('2026-11-23T06:00:00Z');

/** Stages of one run, so that no test meets what another one wrote. */
export function stageNames(): () => string {
  let count = 0;
  return () => {
    count += 1;
    return `stage-${count}`;
  };
}

export function anOrder(stores: Stores, orderId: string, now = stores.clock.now): Order {
  return newOrder({ ...aCheckout, orderId }, stores.stage, 'k1', now);
}

export function fifty<T>(make: (index: number) => T): T[] {
  return Array.from({ length: 50 }, (_, index) => make(index));
}
