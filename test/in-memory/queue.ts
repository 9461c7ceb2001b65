import type { Delay, Queue } from '../../shared/adapters/sqs/port.ts';

export interface QueueRules {
  /** How long a received message stays hidden from others. */
  visibilityMs: number;
  /** A message that was received so often goes to the dead-letter queue instead of being received once more. */
  maxReceives: number;
}

/** A message as its consumer gets it. */
export interface Delivery {
  messageId: string;
  body: string;
  /** How often it was received, this time included. */
  receives: number;
  /** Proves this receive: after another one it removes nothing. */
  receipt: string;
}

interface Kept {
  messageId: string;
  body: string;
  visibleAt: number;
  receives: number;
}

/**
 * An SQS standard queue in memory: at least once, in no promised order (here: the longest visible first), redriven
 * into its dead-letter queue. Time is the caller's clock; the message ids count.
 */
export class MemoryQueue<Message> implements Queue<Message> {
  /** Where a message ends that was received too often. */
  readonly deadLetters: Array<{ messageId: string; body: string }> = [];
  /** Of so many sends to come the answer is lost; the SDK's client then sends once more, and two are queued. */
  answersToLose = 0;
  readonly #now: () => number;
  readonly #rules: QueueRules;
  readonly #kept = new Map<string, Kept>();
  #sent = 0;

  constructor(now: () => number, rules: QueueRules) {
    this.#now = now;
    this.#rules = rules;
  }

  async send(message: Message, options?: Delay): Promise<void> {
    if (this.answersToLose > 0) {
      this.answersToLose -= 1;
      this.#keep(message, options);
    }
    this.#keep(message, options);
  }

  async sendAll(messages: readonly Message[], options?: Delay): Promise<void> {
    for (const message of messages) await this.send(message, options);
  }

  /** Up to `most` messages that are visible now, hidden from others for the visibility time-out. */
  receive(most: number): Delivery[] {
    const visible = [...this.#kept.values()]
      .filter(({ visibleAt }) => visibleAt <= this.#now())
      .sort((one, other) => one.visibleAt - other.visibleAt);
    const deliveries: Delivery[] = [];
    for (const kept of visible) {
      if (deliveries.length === most) break;
      if (kept.receives >= this.#rules.maxReceives) this.#putAside(kept);
      else deliveries.push(this.#deliver(kept));
    }
    return deliveries;
  }

  /** False, and nothing happens, where the message was received once more since. */
  remove({ messageId, receipt }: Pick<Delivery, 'messageId' | 'receipt'>): boolean {
    return receiptOf(this.#kept.get(messageId)) === receipt && this.#kept.delete(messageId);
  }

  /** The receiver moves the moment at which his message is visible again. */
  hide({ messageId, receipt }: Pick<Delivery, 'messageId' | 'receipt'>, forMs: number): void {
    const kept = this.#kept.get(messageId);
    if (kept && receiptOf(kept) === receipt) kept.visibleAt = this.#now() + forMs;
  }

  /** SQS delivers a message a second time though nothing failed. */
  bringAgain(messageId: string): void {
    const kept = this.#kept.get(messageId);
    if (kept) kept.visibleAt = this.#now();
  }

  /** When a message is visible next (epoch ms); undefined when none is left. */
  nextVisibleAt(): number | undefined {
    let next: number | undefined;
    for (const { visibleAt } of this.#kept.values())
      if (next === undefined || visibleAt < next) next = visibleAt;
    return next;
  }

  /** Every body that is queued or in a consumer's hand. */
  bodies(): string[] {
    return [...this.#kept.values()].map(({ body }) => body);
  }

  #keep(message: Message, options?: Delay): void {
    this.#sent += 1;
    const messageId = `m-${this.#sent}`;
    const visibleAt = this.#now() + (options?.delaySeconds ?? 0) * 1000;
    this.#kept.set(messageId, { messageId, body: JSON.stringify(message), visibleAt, receives: 0 });
  }

  #deliver(kept: Kept): Delivery {
    kept.receives += 1;
    kept.visibleAt = this.#now() + this.#rules.visibilityMs;
    const { messageId, body, receives } = kept;
    return { messageId, body, receives, receipt: receiptOf(kept) ?? '' };
  }

  #putAside({ messageId, body }: Kept): void {
    this.#kept.delete(messageId);
    this.deadLetters.push({ messageId, body });
  }
}

function receiptOf(kept: Kept | undefined): string | undefined {
  return kept && `${kept.messageId}/${kept.receives}`;
}
