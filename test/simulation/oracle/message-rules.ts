import type { Notice } from '../../../shared/adapters/dynamodb/notice-port.ts';
import type { SnsNotification } from '../../../shared/adapters/sns/port.ts';
import type { SettleMessage } from '../../../shared/adapters/sqs/port.ts';
import { type Fact, partsOf } from '../../../shared/domain/facts.ts';
import { moneyBackOf } from '../../../shared/domain/money-back.ts';
import type { Order } from '../../../shared/domain/order.ts';
import { paidAttempt } from '../../../shared/domain/status.ts';
import type { Delivery, MemoryQueue } from '../../in-memory/queue.ts';
import type { MemoryTable } from '../../in-memory/table.ts';
import type { InProcessBkash } from '../bkash/in-process.ts';
import { isUndecided, type Payments } from './payments.ts';
import type { Verdicts } from './verdicts.ts';

/** What comes in vanishes nowhere (I11); what goes out is true, and goes out once (I7). */
export class MessageRules {
  readonly accepted = new Map<string, SnsNotification>();
  /** Trx ids of notifications that were accepted. */
  readonly notifiedTrxIds = new Set<string>();
  /** What reached a customer, by order and fact; `isOver`: the queue has let go of the message that sent it. */
  readonly told = new Map<string, { by: string | undefined; isOver: boolean; times: number }>();
  readonly #payments: Payments;
  readonly #verdicts: Verdicts;
  readonly #table: MemoryTable;
  readonly #bkash: InProcessBkash;
  readonly #settleQueue: () => MemoryQueue<SettleMessage>;
  readonly #now: () => number;

  constructor(
    payments: Payments,
    verdicts: Verdicts,
    table: MemoryTable,
    bkash: InProcessBkash,
    settleQueue: () => MemoryQueue<SettleMessage>,
    now: () => number,
  ) {
    this.#payments = payments;
    this.#verdicts = verdicts;
    this.#table = table;
    this.#bkash = bkash;
    this.#settleQueue = settleQueue;
    this.#now = now;
  }

  /** SNS has its 200: from now on the message is ours. */
  webhookAccepted(envelope: SnsNotification): void {
    this.accepted.set(envelope.MessageId, envelope);
    this.notifiedTrxIds.add(String((JSON.parse(envelope.Message) as { trxID?: string }).trxID));
    this.expectKept(envelope.MessageId, 'is answered with 200');
  }

  /** The consumer is done with a message. */
  removed(body: string): void {
    const message = JSON.parse(body) as SettleMessage;
    if (message.kind === 'webhook') this.expectKept(message.receipt.messageId, 'leaves the queue');
  }

  expectKept(messageId: string, when: string): void {
    const { quarantined, journal } = this.#table;
    const queue = this.#settleQueue();
    const quoted = JSON.stringify(messageId);
    const isQueued = [...queue.bodies(), ...queue.deadLetters.map(({ body }) => body)].some((body) =>
      body.includes(quoted),
    );
    if (isQueued) return;
    const isJudged = [...journal.values()].some(
      ({ receipt, outcome }) => receipt.messageId === messageId && outcome !== 'waiting',
    );
    if (isJudged) return;
    const isAside = [...quarantined.values()].some(({ body }) => body.includes(quoted));
    this.#verdicts.unless(isAside, 'I11 no message vanishes', () => `${messageId} ${when} and is nowhere`);
  }

  /** Bodies that the consumer failed on five times. */
  deadLetters(): string[] {
    return this.#settleQueue().deadLetters.map(({ body }) => body);
  }

  /** A message reaches its customer. */
  reached(order: Order, fact: Fact): void {
    const key = `${order.orderId} ${fact}`;
    const before = this.told.get(key) ?? { isOver: false, times: 0 };
    const counted = this.#table.announced.get(`${key} email`);
    this.told.set(key, { by: counted?.messageId, isOver: before.isOver, times: before.times + 1 });
    this.#verdicts.unless(!before.isOver, 'I7 told once', () => `${key} is sent once more`);
    const sends = counted?.sends ?? 0;
    this.#verdicts.unless(
      sends > before.times,
      'I7 told once',
      () => `${key} is sent ${before.times + 1} times, and ${sends} were counted`,
    );
    const stored = this.#table.orders.get(order.orderId) ?? order;
    const lie = this.#lieIn(stored, fact);
    if (lie) this.#verdicts.breach('I5 silence is not failure', `${key} is told: ${lie}`);
  }

  /** The queue lets a notice go: whatever its sender has said since the last loss was heard. */
  noticeRemoved({ body, messageId }: Pick<Delivery, 'body' | 'messageId'>): void {
    const { orderId, fact } = JSON.parse(body) as Notice;
    const told = this.told.get(`${orderId} ${fact}`);
    if (told?.by === messageId) told.isOver = true;
  }

  #lieIn(order: Order, fact: Fact): string | undefined {
    const { kind, about } = partsOf(fact);
    switch (kind) {
      case 'order.paid': {
        const paid = paidAttempt(order);
        return paid && this.#bkash.books.entry(paid.captured.trxId) ? undefined : 'bKash has no such payment';
      }
      case 'order.expired':
      case 'order.cancelled': {
        const file = this.#payments.ofOrder(order.orderId).find((one) => isUndecided(one, this.#now()));
        return file && `attempt ${file.attempt} is undecided`;
      }
      case 'order.refunded':
      case 'order.surplus_returned': {
        const one = moneyBackOf(order).find(({ id }) => id === about);
        const isBack = one && this.#bkash.books.refundsOf(one.trxId).length > 0;
        return isBack ? undefined : 'bKash has given nothing back';
      }
      default:
        return undefined;
    }
  }
}
