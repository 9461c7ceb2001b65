import { functionRows } from '../../../infra/routes.ts';
import type { Delay, Queue } from '../../../shared/adapters/sqs/port.ts';
import type { FunctionName } from '../../../shared/config/environment.ts';
import { type Delivery, MemoryQueue } from '../../in-memory/queue.ts';
import type { Appointment } from '../time/agenda.ts';
import type { Fleet } from './fleet.ts';
import type { Ground } from './instance.ts';

export interface FeedRules {
  /** How often SQS brings a message while another consumer still has it, or after it was removed. */
  redelivery: number;
}

/** `infra/constructs/queue.ts`: six times the consumer's time-out, five receives, then the dead letters. */
const maxReceives = 5;
const pollMs = [5, 400] as const;

/** A queue with its consumer: batches, several at once, each message given back alone when it failed. */
export class QueueFeed<Message, Room> implements Queue<Message> {
  readonly queue: MemoryQueue<Message>;
  /** Called after a message was removed for good. */
  removed: (delivery: Delivery) => void = () => {};
  readonly #ground: Ground;
  readonly #fleet: Fleet<Room>;
  readonly #name: FunctionName;
  readonly #handle: (room: Room, delivery: Delivery) => Promise<void>;
  readonly #rules: FeedRules;
  readonly #batchSize: number;
  readonly #maxConcurrency: number;
  #batches = 0;
  #poll: Appointment | undefined;

  constructor(
    ground: Ground,
    fleet: Fleet<Room>,
    name: FunctionName,
    rules: FeedRules,
    handle: (room: Room, delivery: Delivery) => Promise<void>,
  ) {
    const { on, timeoutSeconds } = functionRows[name];
    const trigger = on.find((one) => 'queue' in one);
    if (!trigger || !('queue' in trigger)) throw new Error(`No queue feeds ${name}.`);
    this.#batchSize = trigger.batchSize;
    this.#maxConcurrency = trigger.maxConcurrency;
    this.#ground = ground;
    this.#fleet = fleet;
    this.#name = name;
    this.#rules = rules;
    this.#handle = handle;
    const visibilityMs = 6 * timeoutSeconds * 1000;
    this.queue = new MemoryQueue<Message>(() => ground.timeline.now, { visibilityMs, maxReceives });
  }

  async send(message: Message, options?: Delay): Promise<void> {
    await this.queue.send(message, options);
    this.#wake();
  }

  async sendAll(messages: readonly Message[], options?: Delay): Promise<void> {
    for (const message of messages) await this.send(message, options);
  }

  /** Nothing is queued and nobody has anything in hand. */
  get isIdle(): boolean {
    return this.#batches === 0 && this.queue.nextVisibleAt() === undefined;
  }

  #wake(): void {
    const nextAt = this.queue.nextVisibleAt();
    if (nextAt === undefined || this.#batches >= this.#maxConcurrency) return;
    const { timeline, random } = this.#ground;
    const at = Math.max(timeline.now, nextAt);
    if (this.#poll?.act && this.#poll.at <= at + pollMs[1]) return;
    if (this.#poll) this.#poll.act = undefined;
    this.#poll = timeline.at(at + random.within(pollMs), () => {
      this.#poll = undefined;
      const batch = this.queue.receive(this.#batchSize);
      if (batch.length > 0) void this.#work(batch);
      this.#wake();
    });
  }

  async #work(batch: Delivery[]): Promise<void> {
    const { random, faults, chronicle } = this.#ground;
    this.#batches += 1;
    const outcome = await this.#fleet.invoke(this.#name, (room, instance) => {
      chronicle.note(instance.name, 'takes', batch.length, () => batch.map(({ body }) => body).join(' '));
      if (!faults.isOver && random.chance(this.#rules.redelivery)) {
        this.queue.bringAgain(random.pick(batch).messageId);
        faults.counted('redelivery');
      }
      return Promise.all(batch.map((delivery) => this.#isDone(room, delivery)));
    });
    this.#batches -= 1;
    if (outcome.kind === 'answered') {
      batch.forEach((delivery, index) => {
        if (!outcome.value[index] || this.#isDeleteLost()) return;
        if (this.queue.remove(delivery)) this.removed(delivery);
      });
    }
    this.#wake();
  }

  async #isDone(room: Room, delivery: Delivery): Promise<boolean> {
    try {
      await this.#handle(room, delivery);
      return true;
    } catch (error) {
      this.#ground.chronicle.note(this.#name, 'fails a message', 0, () => `${delivery.body} ${error}`);
      return false;
    }
  }

  #isDeleteLost(): boolean {
    const { random, faults } = this.#ground;
    const isLost = !faults.isOver && random.chance(this.#rules.redelivery);
    if (isLost) faults.counted('delete_lost');
    return isLost;
  }
}
