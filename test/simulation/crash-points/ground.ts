import type { LedgerEntry } from '../../../infra/local/bkash/machine/ledger.ts';
import { functionRows } from '../../../infra/routes.ts';
import type { Notice } from '../../../shared/adapters/dynamodb/notice-port.ts';
import type { Sending } from '../../../shared/adapters/ses/port.ts';
import type { SnsEnvelope, Verdict } from '../../../shared/adapters/sns/port.ts';
import type { SettleMessage } from '../../../shared/adapters/sqs/port.ts';
import type { FunctionName } from '../../../shared/config/environment.ts';
import type { StageConfig } from '../../../shared/config/stage.ts';
import { orderDueAt } from '../../../shared/domain/due.ts';
import type { ToldFact } from '../../../shared/domain/facts.ts';
import type { Order, Product } from '../../../shared/domain/order.ts';
import type { OrderWrite } from '../../../shared/usecases/announce.ts';
import { liveStage } from '../../fakes/stage.ts';
import { rememberedTelemetry } from '../../fakes/telemetry.ts';
import { type Delivery, MemoryQueue } from '../../in-memory/queue.ts';
import { MemoryTable } from '../../in-memory/table.ts';
import { inProcessBkash } from '../bkash/in-process.ts';
import { Random } from '../time/random.ts';
import { Timeline } from '../time/timeline.ts';
import { Container, type Outcome } from './container.ts';
import { Fate } from './fate.ts';
import { type CrashRoom, roomOf } from './room.ts';

const withBothProducts = { ...liveStage.bkash, checkoutOrigin: 'https://checkout.pay.bka.sh' };
const startsAt = Date.parse('2026-11-23T06:00:00Z');
/** The queues' rules: `infra/constructs/queue.ts`. */
const maxReceives = 5;

export function earliest(times: ReadonlyArray<number | undefined>): number | undefined {
  const known = times.filter((at) => at !== undefined);
  return known.length > 0 ? Math.min(...known) : undefined;
}

export interface Mail {
  orderId: string;
  fact: ToldFact;
}

/** The cloud and the bKash of one world. One function runs at a time, each in a container that may die. */
export class CrashGround {
  readonly timeline = new Timeline(startsAt);
  readonly fate = new Fate();
  readonly table = new MemoryTable({ stage: 'live' });
  readonly telemetry = rememberedTelemetry();
  readonly settings: StageConfig;
  readonly settleQueue = this.#queueOf<SettleMessage>('settle-payments');
  readonly noticeQueue = this.#queueOf<Notice>('deliver');
  /** What bKash left for SNS, in the order of its time; nobody has brought it yet. */
  readonly published: Array<{ envelope: SnsEnvelope; dueAt: number }> = [];
  /** What was answered 200 at the door of the webhooks. */
  readonly accepted: SnsEnvelope[] = [];
  readonly mails: Mail[] = [];
  /** What the carrier does with the next emails; by then it has them, but for a refused one. */
  readonly carrierAnswers: Sending[] = [];
  /** What Amazon's signature says of the next messages; genuine otherwise. */
  readonly verdicts: Verdict[] = [];
  /** Every write of an order, also what its consumer has taken from the stream. */
  readonly history: OrderWrite[] = [];
  readonly tokenCalls: Array<{ product: Product; at: number }> = [];
  /** Every Execute that bKash acted on: what its gateway turned away moved nothing. */
  readonly executes: Array<{ paymentId: string; at: number; overAt: number }> = [];
  /** Functions that were killed by their time-out: none is ever expected. */
  readonly timeouts: string[] = [];
  readonly bkash = inProcessBkash({
    now: () => this.timeline.now,
    wait: (ms) => this.timeline.sleep(ms),
    draw: (alphabet, count) => this.#random.text(alphabet, count),
    publish: ({ message, at, dueAt }) =>
      this.published.push({ envelope: this.#envelopeOf(message, at), dueAt }),
    watch: { tokenCalled: (product) => this.tokenCalls.push({ product, at: this.timeline.now }) },
  });

  readonly #random = new Random(1);

  constructor(settings: Partial<StageConfig> = {}) {
    this.settings = { ...liveStage, bkash: withBothProducts, ...settings };
  }

  get now(): number {
    return this.timeline.now;
  }

  /** One event of a function, in a container of its own: caches are nobody's resort. */
  async invoke<Value>(
    name: FunctionName,
    handle: (room: CrashRoom) => Promise<Value>,
  ): Promise<Outcome<Value>> {
    const container = new Container(this.timeline, this.fate);
    const room = roomOf(
      {
        ...this,
        executed: (execute) => this.executes.push(execute),
        carry: (order, fact) => this.#carry(order, fact),
        verdict: () => this.verdicts.shift() ?? { kind: 'genuine', stale: false },
      },
      container,
      name,
    );
    const outcome = await container.run(functionRows[name].timeoutSeconds, () => handle(room));
    if (outcome.kind === 'timed_out') this.timeouts.push(name);
    return outcome;
  }

  async passes(ms: number): Promise<void> {
    let isOver = false;
    this.timeline.after(ms, () => {
      isOver = true;
    });
    await this.timeline.run(() => isOver);
  }

  async until(time: number): Promise<void> {
    if (time > this.now) await this.passes(time - this.now);
  }

  get ledger(): LedgerEntry[] {
    return this.bkash.books.entries();
  }

  /** When somebody has to come back to an order by himself. */
  nextDueAt(): number | undefined {
    const times = [...this.table.orders.values()].map((order) => orderDueAt(order, this.settings.waits));
    return earliest(times);
  }

  /** The stream's consumer with all that is in it; what fails or dies comes again. */
  protected async consumesStream(
    handle: (room: CrashRoom, batch: OrderWrite[]) => Promise<string[]>,
  ): Promise<Outcome<string[]>> {
    const batch = this.#noted().slice();
    const outcome = await this.invoke('announce', (room) => handle(room, batch));
    if (outcome.kind === 'answered' && outcome.value.length === 0) this.#take(batch.length);
    return outcome;
  }

  /** The stream gives up what is in it: only the daily sweep can find it again. */
  losesStream(): void {
    this.#take(this.#noted().length);
  }

  #noted(): OrderWrite[] {
    const { stream } = this.table;
    this.history.push(...stream.slice(this.history.length - this.#taken));
    return stream;
  }

  #take(count: number): void {
    this.#taken += count;
    this.table.stream.splice(0, count);
  }
  #taken = 0;

  /** One message of a queue, and its removal: the last call of all, at which a poller may die as well. */
  protected async consumes<Message>(
    queue: MemoryQueue<Message>,
    name: 'settle-payments' | 'deliver',
    handle: (room: CrashRoom, delivery: Delivery) => Promise<void>,
  ): Promise<Outcome<void> | undefined> {
    const [delivery] = queue.receive(1);
    if (!delivery) return undefined;
    const outcome = await this.invoke(name, (room) => handle(room, delivery));
    if (outcome.kind !== 'answered') return outcome;
    const death = this.fate.next(`${name}.acknowledge`);
    if (death !== 'before') queue.remove(delivery);
    return death ? { kind: 'died' } : outcome;
  }

  #envelopeOf(message: object, at: number): SnsEnvelope {
    this.#envelopes += 1;
    return {
      Type: 'Notification',
      MessageId: `sns-${this.#envelopes}`,
      TopicArn: this.settings.topicArn ?? '',
      Message: JSON.stringify(message),
      Timestamp: new Date(at).toISOString(),
      SignatureVersion: '1',
      Signature: 'c2lnbmF0dXJl',
      SigningCertURL: 'https://sns.ap-southeast-1.amazonaws.com/x.pem',
    };
  }
  #envelopes = 0;

  #carry(order: Order, fact: ToldFact): Sending {
    const answer = this.carrierAnswers.shift() ?? { kind: 'accepted' };
    if (answer.kind !== 'refused') this.mails.push({ orderId: order.orderId, fact });
    return answer;
  }

  #queueOf<Message>(consumer: 'settle-payments' | 'deliver'): MemoryQueue<Message> {
    const visibilityMs = 6 * functionRows[consumer].timeoutSeconds * 1000;
    return new MemoryQueue<Message>(() => this.timeline.now, { visibilityMs, maxReceives });
  }
}
