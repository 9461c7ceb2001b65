import type { Timeline } from '../time/timeline.ts';
import type { Fate } from './fate.ts';

/** What became of one event, as whoever sent it sees it. */
export type Outcome<Value> =
  | { kind: 'answered'; value: Value }
  | { kind: 'failed'; error: unknown }
  | { kind: 'died' }
  /** Killed by its function's time-out. */
  | { kind: 'timed_out' };

const never = new Promise<never>(() => {});

/**
 * A container of ours for one event. Once it is dead, or its event is answered, nothing in it ever goes on: what it
 * was waiting for stays unanswered, and its locks, leases and claims stay as they are.
 */
export class Container {
  readonly #timeline: Timeline;
  readonly #fate: Fate;
  #isOver = false;
  #die: () => void = () => {};

  constructor(timeline: Timeline, fate: Fate) {
    this.#timeline = timeline;
    this.#fate = fate;
  }

  readonly now = (): number => this.#timeline.now;

  readonly sleep = (ms: number, over?: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      const appointment = this.#timeline.after(Math.ceil(ms), () => {
        if (!this.#isOver) resolve();
      });
      over?.addEventListener('abort', () => {
        appointment.act = undefined;
      });
    });

  async run<Value>(timeoutSeconds: number, handle: () => Promise<Value>): Promise<Outcome<Value>> {
    let outcome: Outcome<Value> | undefined;
    const end = (how: Outcome<Value>) => {
      this.#isOver = true;
      outcome ??= how;
    };
    this.#die = () => end({ kind: 'died' });
    const timeout = this.#timeline.after(timeoutSeconds * 1000, () => end({ kind: 'timed_out' }));
    // Begun by an appointment, so that it has come to its first wait before the next one is kept.
    this.#timeline.after(0, () => {
      handle().then(
        (value) => end({ kind: 'answered', value }),
        (error: unknown) => end({ kind: 'failed', error }),
      );
    });
    await this.#timeline.run(() => outcome !== undefined);
    timeout.act = undefined;
    if (!outcome) throw new Error('A function waits for something that never comes.');
    return outcome;
  }

  /** One call to anything outside. `isDone`: what must have happened there before its caller may die of it. */
  async call<Answer>(
    site: string,
    work: () => { answer: Promise<Answer>; isDone?: Promise<unknown> },
  ): Promise<Answer> {
    if (this.#isOver) return never;
    const death = this.#fate.next(site);
    if (death === 'before') return this.#dies();
    const { answer, isDone = answer } = work();
    if (death === 'after') {
      await isDone.catch(() => {});
      return this.#dies();
    }
    const told = await answer;
    return this.#isOver ? never : told;
  }

  #dies(): Promise<never> {
    this.#die();
    return never;
  }
}
