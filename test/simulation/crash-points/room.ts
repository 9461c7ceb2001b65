import { localCredentials } from '../../../infra/local/bkash/credentials.ts';
import { dialectV1 as speechV1 } from '../../../infra/local/bkash/dialect-v1.ts';
import { dialectV2 as speechV2 } from '../../../infra/local/bkash/dialect-v2.ts';
import { clientOf } from '../../../shared/adapters/bkash/client.ts';
import { dialectV1 } from '../../../shared/adapters/bkash/dialect-v1.ts';
import { dialectV2 } from '../../../shared/adapters/bkash/dialect-v2.ts';
import { refundClientOf } from '../../../shared/adapters/bkash/refund-client.ts';
import { refundDialectV1 } from '../../../shared/adapters/bkash/refund-dialect-v1.ts';
import { refundDialectV2 } from '../../../shared/adapters/bkash/refund-dialect-v2.ts';
import { tellingGate } from '../../../shared/adapters/bkash/telling-gate.ts';
import { sharedToken } from '../../../shared/adapters/bkash/token.ts';
import type { Answer, Transport } from '../../../shared/adapters/bkash/transport.ts';
import type { UnclaimedDesk } from '../../../shared/adapters/dynamodb/money-port.ts';
import type { Sending } from '../../../shared/adapters/ses/port.ts';
import { parsePaymentNotice } from '../../../shared/adapters/sns/notification.ts';
import type { SnsEnvelope, Verdict } from '../../../shared/adapters/sns/port.ts';
import type { NoticeQueue, Queue, SettleQueue } from '../../../shared/adapters/sqs/port.ts';
import type { Telemetry } from '../../../shared/adapters/telemetry/port.ts';
import type { StageConfig } from '../../../shared/config/stage.ts';
import type { ToldFact } from '../../../shared/domain/facts.ts';
import type { Order } from '../../../shared/domain/order.ts';
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
import { answerOf } from '../bkash/in-process-transport.ts';
import type { Room } from '../cloud/room.ts';
import type { Timeline } from '../time/timeline.ts';
import type { Container } from './container.ts';

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
export function roomOf(premises: Premises, container: Container): CrashRoom {
  const { table, settings, telemetry } = premises;
  const { now, sleep } = container;
  const tokenStore = pointing('tokens', memoryTokenStore(table), container);
  const gate = pointing('gate', memoryHealthGate(table, now, telemetry), container);
  const options = {
    transport: transportOf(premises, container),
    credentials: localCredentials,
    plainHttp: false,
  };
  const bkash = { v1: clientOf(dialectV1, options), v2: clientOf(dialectV2, options) };
  const tokens = (closedAfterSilenceMs: number) => {
    const calls = tellingGate(bkash[settings.bkash.generation], gate, closedAfterSilenceMs, now);
    return sharedToken({ store: tokenStore, calls, telemetry, now, sleep, random: () => 0.5 });
  };
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
    gate,
    tokenStore,
    tokens: tokens(settings.waits.closedWithoutTokenMs),
    renewal: tokens,
    bkash,
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

/** bKash's own limit, and what is under way until then. */
const executeLimitMs = 31_000;
/** bKash's usual time for a call. */
const latencyMs = 400;

/** The wire to bKash: what was sent is acted on, whether or not its sender lives to hear of it. */
function transportOf({ timeline, bkash, executed }: Premises, container: Container): Transport {
  return {
    post(path, headers, body, abortAfterMs) {
      const { operation, paymentId } = callOf(path, { ...body });
      return container.call(`bkash.${operation}`, () => {
        const at = timeline.now;
        const answer = new Promise<Answer>((resolve) => {
          const abort = timeline.after(abortAfterMs, () => resolve({ kind: 'lost', reason: 'timeout' }));
          bkash.answer(path, headers, JSON.stringify(body)).then((outcome) => {
            const isTurnedAway = 'status' in outcome && outcome.status === 401;
            const overAt = 'broken' in outcome ? at + executeLimitMs : timeline.now;
            if (operation === 'execute' && !isTurnedAway) executed({ paymentId, at, overAt });
            const told = answerOf(outcome);
            if (!told) return;
            timeline.after(latencyMs, () => {
              abort.act = undefined;
              resolve(told);
            });
          });
        });
        // A request that arrived is acted on by then; what bKash does late, it does by its own clock.
        return { answer, isDone: Promise.resolve() };
      });
    },
  };
}

function callOf(path: string, body: Record<string, unknown>) {
  const speech = [speechV1, speechV2].find(({ root }) => path.startsWith(`${root}/`));
  const operation = speech?.operations[path.slice(speech.root.length)];
  const paymentId = String(body.paymentId ?? body.paymentID);
  return { operation: String(typeof operation === 'function' ? operation(body) : operation), paymentId };
}
