import type { Chronicle } from '../time/chronicle.ts';
import type { Random } from '../time/random.ts';
import type { Timeline } from '../time/timeline.ts';
import type { Faults, PortFault } from './faults.ts';

export interface Ground {
  timeline: Timeline;
  random: Random;
  faults: Faults;
  chronicle: Chronicle;
}

/** One call to something outside: what it does there, and how the trace tells of it. */
export interface PortCall<Answer> {
  site: string;
  work: () => Answer | Promise<Answer>;
  /** What a client that lost the first answer does; absent: the same once more. */
  again?: (first: Answer) => Answer | Promise<Answer>;
  detail?: (answer: Answer) => string;
}

/** Milliseconds a call is under way in either direction, on an ordinary day. */
const usualMs = [1, 12] as const;
/** The SDK's clients give up after three tries of 3 s. */
const givenUpMs = [200, 9_000] as const;
const refusedMs = [100, 900] as const;
const lateMs = [300, 8_000] as const;

/** An exception of ours, as a client throws it when a service did not answer. */
export class PortFailed extends Error {
  override readonly name = 'PortFailed';
  readonly fault: PortFault;

  constructor(site: string, fault: PortFault) {
    super(`${site}: ${fault}`);
    this.fault = fault;
  }
}

/**
 * One Lambda container: a clock of its own, one or more events at a time, and death. Every call of its ports passes
 * here, so it can be lost, repeated, delayed, or be the last thing that its caller does. Whatever a container waits
 * for stands still while no event runs in it, as Lambda freezes it.
 */
export class Instance {
  readonly name: string;
  readonly skewMs: number;
  isDead = false;
  /** When the newest of the events in it began. */
  begunAt = 0;
  readonly #ground: Ground;
  readonly #onDeath: Array<() => void> = [];
  #active = 0;
  #parked: Array<() => void> = [];

  constructor(name: string, skewMs: number, ground: Ground) {
    this.name = name;
    this.skewMs = skewMs;
    this.#ground = ground;
  }

  readonly now = (): number => this.#ground.timeline.now + this.skewMs;

  readonly sleep = (ms: number, over?: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      const appointment = this.#ground.timeline.after(Math.ceil(ms), () => this.resume(resolve));
      over?.addEventListener('abort', () => {
        appointment.act = undefined;
      });
    });

  get isBusy(): boolean {
    return this.#active > 0;
  }

  /** An event begins; `died` is called should the container not live to its end. */
  begin(died: () => void): void {
    this.#active += 1;
    this.begunAt = this.#ground.timeline.now;
    this.#onDeath.push(died);
    const parked = this.#parked;
    this.#parked = [];
    for (const act of parked) this.#ground.timeline.after(0, () => this.resume(act));
  }

  end(died: () => void): void {
    this.#active -= 1;
    this.#onDeath.splice(this.#onDeath.indexOf(died), 1);
  }

  crash(): void {
    if (this.isDead) return;
    this.isDead = true;
    this.#parked = [];
    this.#ground.chronicle.note(this.name, 'dies');
    for (const died of this.#onDeath.splice(0)) died();
  }

  /** Goes on with something that was waited for: at once, when it is thawed, or never. */
  resume(act: () => void): void {
    if (this.isDead) return;
    if (this.#active === 0) this.#parked.push(act);
    else act();
  }

  call<Answer>({ site, work, again, detail }: PortCall<Answer>): Promise<Answer> {
    const { timeline, random, faults, chronicle } = this.#ground;
    return new Promise<Answer>((resolve, reject) => {
      if (this.isDead) return;
      const fault = faults.draw();
      const note = (digest: number, text?: () => string) =>
        chronicle.note(this.name, fault ? `${site} [${fault}]` : site, digest, text);
      const fail = (because: PortFault, afterMs: number) =>
        timeline.after(afterMs, () => this.resume(() => reject(new PortFailed(site, because))));

      if (fault === 'crash_before') return this.crash();
      if (fault === 'drop_before' || fault === 'throttle') {
        note(0);
        return void fail(fault, random.within(fault === 'throttle' ? refusedMs : givenUpMs));
      }
      const wayThereMs = random.within(usualMs) + (fault === 'reorder' ? random.within(lateMs) : 0);
      const wayBackMs = random.within(usualMs) + (fault === 'delay' ? random.within(lateMs) : 0);
      const answer = async (work: () => Answer | Promise<Answer>, then: (answer: Answer) => void) => {
        try {
          const done = await work();
          note(digestOf(done), detail && (() => detail(done)));
          then(done);
        } catch (error) {
          timeline.after(wayBackMs, () => this.resume(() => reject(error)));
        }
      };
      const giveBack = (done: Answer) => timeline.after(wayBackMs, () => this.resume(() => resolve(done)));
      const first = (done: Answer) => {
        if (fault === 'crash_after') return this.crash();
        if (fault === 'apply_then_drop') return void fail(fault, random.within(givenUpMs));
        if (fault !== 'duplicate') return void giveBack(done);
        timeline.after(random.within(lateMs), () => void answer(again ? () => again(done) : work, giveBack));
      };
      timeline.after(wayThereMs, () => void answer(work, first));
    });
  }
}

/** Enough of an answer to tell two runs apart. */
function digestOf(answer: unknown): number {
  if (typeof answer === 'string') return answer.length;
  if (typeof answer !== 'object' || answer === null) return Number(answer ?? 0);
  const { version, order, kind } = answer as {
    version?: number;
    order?: { version?: number };
    kind?: string;
  };
  return (version ?? order?.version ?? 0) * 31 + (kind?.length ?? 0);
}
