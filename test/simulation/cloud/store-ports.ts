import type {
  HeldMessages,
  Journal,
  JournalLookup,
  Quarantine,
} from '../../../shared/adapters/dynamodb/message-port.ts';
import type {
  PaymentClaimStore,
  TrxTies,
  UnclaimedDesk,
  UnclaimedMoney,
} from '../../../shared/adapters/dynamodb/money-port.ts';
import type { AnnouncementLedger } from '../../../shared/adapters/dynamodb/notice-port.ts';
import type { DueOrders, OrderSweep, Orders } from '../../../shared/adapters/dynamodb/port.ts';
import type { Order } from '../../../shared/domain/order.ts';
import type { Waits } from '../../../shared/domain/waits.ts';
import { memoryPaymentClaims } from '../../in-memory/claims.ts';
import { memoryUnclaimedDesk } from '../../in-memory/desk.ts';
import {
  memoryAnnouncementLedger,
  memoryHeldMessages,
  memoryJournal,
  memoryJournalLookup,
  memoryQuarantine,
} from '../../in-memory/messages.ts';
import { memoryTrxTies, memoryUnclaimedMoney } from '../../in-memory/money.ts';
import { memoryDueOrders, memoryOrderSweep, memoryOrders } from '../../in-memory/orders.ts';
import type { MemoryTable } from '../../in-memory/table.ts';
import type { Instance } from './instance.ts';

/** What a function keeps in the table, but for what it knows of bKash (`product-line.ts`). */
export interface StorePorts {
  orders: Orders;
  ties: TrxTies;
  unclaimed: UnclaimedMoney;
  claims: PaymentClaimStore;
  desk: UnclaimedDesk;
  quarantine: Quarantine;
  held: HeldMessages;
  journal: Journal;
  journalled: JournalLookup;
  ledger: AnnouncementLedger;
  due: DueOrders;
  sweep: OrderSweep;
}

/** Who wrote which state of an order: told in the very moment in which the table has it. */
export type WriteWatch = (before: Order | undefined, after: Order, by: Instance) => void;

/** The ports in memory, each call of them a step that the world may disturb. */
export function storePorts(
  table: MemoryTable,
  instance: Instance,
  settings: { waits: Waits },
  written: WriteWatch,
): StorePorts {
  const stored = {
    orders: memoryOrders(table, settings.waits),
    ties: memoryTrxTies(table),
    unclaimed: memoryUnclaimedMoney(table, instance.now),
    claims: memoryPaymentClaims(table),
    quarantine: memoryQuarantine(table),
    held: memoryHeldMessages(table),
    journal: memoryJournal(table),
    journalled: memoryJournalLookup(table),
    ledger: memoryAnnouncementLedger(table),
  };
  return {
    ...stepping(stored, instance),
    desk: deskOf(table, instance, settings, written),
    orders: ordersOf(table, stored.orders, instance, written),
    due: {
      overdue: (now, limit) => paged('due.overdue', memoryDueOrders(table).overdue(now, limit), instance),
    },
    sweep: {
      writtenSince: (since) =>
        paged('sweep.writtenSince', memoryOrderSweep(table).writtenSince(since), instance),
    },
  };
}

function deskOf(
  table: MemoryTable,
  instance: Instance,
  settings: { waits: Waits },
  written: WriteWatch,
): UnclaimedDesk {
  const desk = memoryUnclaimedDesk(table, settings.waits, instance.now);
  return {
    ...steppingMethods('desk', desk, instance),
    settle: (settlement) =>
      instance.call({
        site: 'desk.settle',
        async work() {
          const before = table.orders.get(settlement.next.orderId);
          const answer = await desk.settle(settlement);
          if (answer.kind === 'settled') written(before, answer.order, instance);
          return answer;
        },
        // The SDK gives a transaction a token by which DynamoDB knows it again.
        again: (first) => first,
        detail: (answer) => `${answer.kind} ${settlement.as} ${settlement.trxId} ${settlement.owner.orderId}`,
      }),
  };
}

function ordersOf(table: MemoryTable, orders: Orders, instance: Instance, written: WriteWatch): Orders {
  const note = (answer: { kind: string; order: Order }) =>
    `${answer.kind} ${answer.order.orderId} v${answer.order.version}: ${standingOf(answer.order)}`;
  return {
    find: (orderId) =>
      instance.call({
        site: 'orders.find',
        work: () => orders.find(orderId),
        detail: (order) => (order ? `${orderId} v${order.version}` : `no ${orderId}`),
      }),
    create: (order) =>
      instance.call({
        site: 'orders.create',
        async work() {
          const answer = await orders.create(order);
          if (answer.kind === 'created') written(undefined, answer.order, instance);
          return answer;
        },
        // The client sends it once more, and knows its own item by what it wrote.
        again: async (first) =>
          first.kind === 'created' ? own(table, first, 'exists') : orders.create(order),
        detail: note,
      }),
    save: (next) =>
      instance.call({
        site: 'orders.save',
        async work() {
          const before = table.orders.get(next.orderId);
          const answer = await orders.save(next);
          if (answer.kind === 'saved') written(before, answer.order, instance);
          return answer;
        },
        again: async (first) => (first.kind === 'saved' ? own(table, first, 'conflict') : orders.save(next)),
        detail: note,
      }),
  };
}

/** After the second send of a write that was done: itself, or what somebody has written over it since. */
function own<Kind extends string>(
  table: MemoryTable,
  first: { kind: Kind; order: Order },
  overtaken: Kind,
): { kind: Kind; order: Order } {
  const there = table.orders.get(first.order.orderId) ?? first.order;
  return there === first.order ? first : { kind: overtaken, order: there };
}

async function* paged<Page>(site: string, pages: AsyncIterable<Page>, instance: Instance) {
  for await (const page of pages) yield await instance.call({ site, work: () => page });
  await instance.call({ site, work: () => undefined });
}

type Methods = Record<string, (...given: never[]) => Promise<unknown>>;

function stepping<Ports extends Record<string, object>>(ports: Ports, instance: Instance): Ports {
  const rows = Object.entries(ports).map(([name, port]) => [name, steppingMethods(name, port, instance)]);
  return Object.fromEntries(rows) as Ports;
}

export function steppingMethods<Port extends object>(name: string, port: Port, instance: Instance): Port {
  const rows = Object.entries(port as Methods).map(([method, act]) => [
    method,
    (...given: never[]) =>
      instance.call({
        site: `${name}.${method}`,
        work: () => act(...given),
        detail: (answer) => [...given, answer].map((one) => JSON.stringify(one)).join(' '),
      }),
  ]);
  return Object.fromEntries(rows) as Port;
}

/** `1 refused, 2 executing; closed` */
export function standingOf({ attempts, closed, review, refunds, surplus }: Order): string {
  const parts = [
    ...attempts.map(({ attempt, state }) => `${attempt} ${state}`),
    ...refunds.map(({ refundId, progress }) => `refund ${refundId} ${progress.state}`),
    ...surplus.map(({ trxId, progress }) => `surplus ${trxId} ${progress?.state ?? 'judged by a person'}`),
    ...(closed ? [closed.as] : []),
    ...(review ? [`review: ${review.reason}`] : []),
  ];
  return parts.join(', ') || 'no attempt';
}
