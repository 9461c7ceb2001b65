import type { Random } from '../time/random.ts';

/** What can happen to a call of one of our functions to anything outside it. */
export const portFaults = [
  /** It never arrives; the caller learns that after its client has given up. */
  'drop_before',
  /** It is done, and the caller is told that it failed. */
  'apply_then_drop',
  /** Its answer is lost and the client sends it again. */
  'duplicate',
  /** The answer comes late. */
  'delay',
  /** The request is under way for so long that others overtake it. */
  'reorder',
  'throttle',
  /** The caller dies before the request has left, or after it was done. */
  'crash_before',
  'crash_after',
] as const;
export type PortFault = (typeof portFaults)[number];

export interface Weather {
  /** How often each fault meets a call, between 0 and 1. */
  rates: Partial<Record<PortFault, number>>;
  /** How often a queue takes only a part of a batch. */
  partialBatches: number;
  /** Exactly one fault, at the `nth` call. */
  single?: { fault: PortFault; nth: number };
}

/** Draws what happens to each call, and counts every kind of trouble that a world has seen. */
export class Faults {
  readonly counts = new Map<string, number>();
  readonly #random: Random;
  readonly #weather: Weather;
  readonly #sum: number;
  #calls = 0;
  #isOver = false;

  constructor(random: Random, weather: Weather) {
    this.#random = random;
    this.#weather = weather;
    this.#sum = Object.values(weather.rates).reduce((sum, rate) => sum + rate, 0);
  }

  /** From now on nothing goes wrong. */
  end(): void {
    this.#isOver = true;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  draw(): PortFault | undefined {
    if (this.#isOver) return undefined;
    const { single, rates } = this.#weather;
    this.#calls += 1;
    if (single?.nth === this.#calls) return this.counted(single.fault);
    if (this.#sum === 0 || !this.#random.chance(this.#sum)) return undefined;
    return this.counted(this.#random.weighted(rates));
  }

  isPartial(): boolean {
    const isPartial = !this.#isOver && this.#random.chance(this.#weather.partialBatches);
    if (isPartial) this.counted('partial_batch');
    return isPartial;
  }

  counted<Kind extends string>(kind: Kind): Kind {
    this.counts.set(kind, (this.counts.get(kind) ?? 0) + 1);
    return kind;
  }
}
