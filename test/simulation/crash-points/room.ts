import { localCheckoutCredentials, localCredentials } from '../../../infra/local/bkash/credentials.ts';
import { checkoutClientOf } from '../../../shared/adapters/bkash/checkout-client.ts';
import { clientOf } from '../../../shared/adapters/bkash/client.ts';
import { dialectV1 } from '../../../shared/adapters/bkash/dialect-v1.ts';
import { dialectV2 } from '../../../shared/adapters/bkash/dialect-v2.ts';
import { refundClientOf } from '../../../shared/adapters/bkash/refund-client.ts';
import { refundDialectCheckout } from '../../../shared/adapters/bkash/refund-dialect-checkout.ts';
import { refundDialectV1 } from '../../../shared/adapters/bkash/refund-dialect-v1.ts';
import { refundDialectV2 } from '../../../shared/adapters/bkash/refund-dialect-v2.ts';
import { tellingGate } from '../../../shared/adapters/bkash/telling-gate.ts';
import { sharedToken } from '../../../shared/adapters/bkash/token.ts';
import type { TokenCalls } from '../../../shared/adapters/bkash/token-answer.ts';
import type { UnclaimedDesk } from '../../../shared/adapters/dynamodb/money-port.ts';
import type { Sending } from '../../../shared/adapters/ses/port.ts';
import { parsePaymentNotice } from '../../../shared/adapters/sns/notification.ts';
import type { SnsEnvelope, Verdict } from '../../../shared/adapters/sns/port.ts';
import type { NoticeQueue, Queue, SettleQueue } from '../../../shared/adapters/sqs/port.ts';
import type { Telemetry } from '../../../shared/adapters/telemetry/port.ts';
import type { FunctionName } from '../../../shared/config/environment.ts';
import type { StageConfig } from '../../../shared/config/stage.ts';
import type { ToldFact } from '../../../shared/domain/facts.ts';
import type { Order, Product } from '../../../shared/domain/order.ts';
import { memoryPaymentClaims } from '../../in-memory/claims.ts';
import { memoryUnclaimedDesk } from '../../in-memory/desk.ts';
import { memoryHealthGate, memoryTokenStore } from '../../in-memory/fleet.ts';
import {
  memoryAnnouncementLedger,
  memoryHeldMessages,
  memoryJournal,
  memoryJournalLookup,
  memoryQuarantine,
} from '../../in-memory/messages.ts';
import { memoryTrxTies, memoryUnclaimedMoney } from '../../in-memory/money.ts';
import { ofNoShop } from '../../in-memory/no-shop.ts';
import { memoryDueOrders, memoryOrderSweep, memoryOrders } from '../../in-memory/orders.ts';
import type { MemoryTable } from '../../in-memory/table.ts';
import type { InProcessBkash } from '../bkash/in-process.ts';
import type { ProductLine } from '../cloud/product-line.ts';
import { functionsInPage, type Room } from '../cloud/room.ts';
import type { Timeline } from '../time/timeline.ts';
import type { Container } from './container.ts';
import { wireOf } from './wire.ts';

/** What all containers stand on. */
export interface Premises {
  timeline: Timeline;
  table: MemoryTable;
  bkash: InProcessBkash;
  settings: StageConfig;
  settleQueue: SettleQueue;
  noticeQueue: NoticeQueue;
  telemetry: Telemetry;
  /** bKash has taken an Execute that was sent then; until `overAt` it may still act on it. */
  executed(execute: { paymentId: string; at: number; overAt: number }): void;
  /** What the carrier does with an email. */
  carry(order: Order, fact: ToldFact): Sending;
  /** What Amazon's signature says of a message. */
  verdict(envelope: SnsEnvelope): Verdict;
}

/** What the functions of a simulation have, and the operator's desk. */
export interface CrashRoom extends Room {
  desk: UnclaimedDesk;
}

/** All ports of one container, each of their calls a point at which it may die. */
export function roomOf(premises: Premises, container: Container, name: FunctionName): CrashRoom {
  const { table, settings, telemetry } = premises;
  const { now, sleep } = container;
  const options = {
    transport: wireOf(premises, container),
    credentials: localCredentials,
    plainHttp: false,
  };
  const bkash = { v1: clientOf(dialectV1, options), v2: clientOf(dialectV2, options) };
  const lineOf = (product: Product, tokenCalls: TokenCalls): ProductLine => {
    const site = product === 'checkout' ? 'in-page.' : '';
    const gate = pointing(`${site}gate`, memoryHealthGate(table, now, telemetry, product), container);
    const store = pointing(`${site}tokens`, memoryTokenStore(table, product), container);
    const renewal = (closedAfterSilenceMs: number) => {
      const calls = tellingGate(tokenCalls, gate, closedAfterSilenceMs, now);
      return sharedToken({ store, calls, telemetry, now, sleep, random: () => 0.5 });
    };
    return { gate, tokens: renewal(settings.waits.closedWithoutTokenMs), renewal };
  };
  const inPage = { ...options, credentials: localCheckoutCredentials };
  const checkoutClient = checkoutClientOf(inPage);
  const checkout = { ...lineOf('checkout', checkoutClient), bkash: checkoutClient };
  const carrier = pointing(
    'email',
    { send: async (order: Order, fact: ToldFact) => premises.carry(order, fact) },
    container,
  );
  return {
    settings,
    clock: { now, sleep },
    telemetry,
    links,
    orders: pointing('orders', memoryOrders(table, settings.waits), container),
    ties: pointing('ties', memoryTrxTies(table), container),
    unclaimed: pointing('unclaimed', memoryUnclaimedMoney(table, now), container),
    claims: pointing('claims', memoryPaymentClaims(table), container),
    desk: pointing('desk', memoryUnclaimedDesk(table, settings.waits, now), container),
    quarantine: pointing('quarantine', memoryQuarantine(table), container),
    held: pointing('held', memoryHeldMessages(table), container),
    journal: pointing('journal', memoryJournal(table), container),
    journalled: pointing('journalled', memoryJournalLookup(table), container),
    ledger: pointing('ledger', memoryAnnouncementLedger(table), container),
    due: {
      overdue: (at, limit) => paged('due.overdue', memoryDueOrders(table).overdue(at, limit), container),
    },
    sweep: {
      writtenSince: (since) =>
        paged('sweep.writtenSince', memoryOrderSweep(table).writtenSince(since), container),
    },
    ...lineOf('tokenized', bkash[settings.bkash.generation]),
    bkash,
    ...(functionsInPage.has(name) && { checkout }),
    checkoutGate: checkout.gate,
    checkoutRefunds: refundClientOf(refundDialectCheckout, inPage),
    refunds: {
      v1: refundClientOf(refundDialectV1, options),
      v2: refundClientOf(refundDialectV2, options),
    },
    settleQueue: pointing('settleQueue', asPort(premises.settleQueue), container),
    noticeQueue: pointing('noticeQueue', asPort(premises.noticeQueue), container),
    shopQueue: ofNoShop,
    senders: { email: carrier, sms: carrier },
    verifier: { verify: async (envelope) => premises.verdict(envelope) },
    confirmer: pointing('confirmer', { confirm: async () => {} }, container),
    readEnvelope: (body) => JSON.parse(body) as SnsEnvelope,
    readNotice: parsePaymentNotice,
  };
}

/** Links without their proofs: who may open one is for the tests of the doors. */
const links = {
  currentKeyId: 'k1',
  payUrl: ({ orderId }: Order) => `https://pay.example/pay/${orderId}`,
  orderToken: ({ orderId }: Order) => `token-of-${orderId}`,
  callbackUrl: ({ orderId }: Order, attempt: number) =>
    `https://pay.example/callbacks/bkash/${orderId}/${attempt}`,
};

type Methods = Record<string, (...given: never[]) => Promise<unknown>>;
function pointing<Port extends object>(name: string, port: Port, container: Container): Port {
  const rows = Object.entries(port as Methods).map(([method, act]) => [
    method,
    (...given: never[]) => container.call(`${name}.${method}`, () => ({ answer: act(...given) })),
  ]);
  return Object.fromEntries(rows) as Port;
}

/** A queue's methods sit on its class, where `Object.entries` does not see them. */
function asPort<Message>(queue: Queue<Message>): Queue<Message> {
  return {
    send: (message, options) => queue.send(message, options),
    sendAll: (messages, options) => queue.sendAll(messages, options),
  };
}

async function* paged<Page>(site: string, pages: AsyncIterable<Page>, container: Container) {
  const source = pages[Symbol.asyncIterator]();
  for (;;) {
    const page = await container.call(site, () => ({ answer: source.next() }));
    if (page.done) return;
    yield page.value;
  }
}
