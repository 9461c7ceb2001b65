import { Agenda, type Appointment } from './agenda.ts';

/** A breath for the process now and then, so that a worker hears its parent. */
const eventsBetweenBreaths = 50_000;

/**
 * Virtual time. Nothing in a world waits for anything else: one appointment is kept after the other, and whatever it
 * resolves runs to its next wait before the following one is taken. So a seed decides everything, and a day costs no
 * more than what happens in it.
 */
export class Timeline {
  /** Epoch milliseconds. */
  now: number;
  events = 0;
  readonly #agenda = new Agenda();

  constructor(startAt: number) {
    this.now = startAt;
  }

  at(time: number, act: () => void): Appointment {
    return this.#agenda.add(Math.max(time, this.now), act);
  }

  after(ms: number, act: () => void): Appointment {
    return this.#agenda.add(this.now + Math.max(0, ms), act);
  }

  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.after(ms, resolve);
    });
  }

  /** Runs until nothing is left, or until `isOver` says so after an event. Rejects with what an event threw. */
  run(isOver: () => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const keepNext = () => {
        try {
          const next = isOver() ? undefined : this.#agenda.take();
          if (!next) return resolve();
          this.now = next.at;
          this.events += 1;
          const { act } = next;
          next.act = undefined;
          act?.();
        } catch (error) {
          return reject(error);
        }
        // The microtask queues the next tick, and Node empties all microtasks before it begins a tick: everything
        // that this event set going has come to its next wait by then.
        if (this.events % eventsBetweenBreaths === 0) setImmediate(keepNext);
        else queueMicrotask(() => process.nextTick(keepNext));
      };
      keepNext();
    });
  }
}
