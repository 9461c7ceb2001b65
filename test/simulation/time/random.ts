/** Chance from a seed: the same seed draws the same numbers on every machine. */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #count = 1;

  constructor(seed: number, stream = 0) {
    this.#a = seed | 0;
    this.#b = Math.floor(seed / 2 ** 32) | 0;
    this.#c = stream | 0;
    for (let round = 0; round < 15; round += 1) this.#bits();
  }

  /** At least 0 and below 1. */
  next(): number {
    return this.#bits() / 2 ** 32;
  }

  chance(probability: number): boolean {
    return probability > 0 && this.next() < probability;
  }

  /** A whole number, both ends included. */
  between(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1));
  }

  within([from, to]: readonly [number, number]): number {
    return this.between(from, to);
  }

  /** A whole number, every order of magnitude as likely as the next: mostly short, now and then long. */
  spread(from: number, to: number): number {
    return Math.round(this.rate(from, to));
  }

  /** As `spread`, of fractions. */
  rate(from: number, to: number): number {
    return from * (to / from) ** this.next();
  }

  pick<Value>(from: readonly Value[]): Value {
    const value = from[Math.floor(this.next() * from.length)];
    if (value === undefined) throw new Error('There is nothing to pick from.');
    return value;
  }

  /** A name, as often as its share of all weights says. */
  weighted<Name extends string>(weights: Readonly<Partial<Record<Name, number>>>): Name {
    const rows = Object.entries(weights) as Array<[Name, number]>;
    let left = this.next() * rows.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [name, weight] of rows) {
      left -= weight;
      if (left < 0) return name;
    }
    throw new Error('There is nothing with a weight to draw.');
  }

  text(alphabet: string, count: number): string {
    let text = '';
    for (let i = 0; i < count; i += 1) text += alphabet[Math.floor(this.next() * alphabet.length)];
    return text;
  }

  /** The small fast counter generator (sfc32) of the PractRand collection, which is in the public domain. */
  #bits(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#count) | 0;
    this.#count = (this.#count + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = ((this.#c << 21) | (this.#c >>> 11)) + sum;
    return sum >>> 0;
  }
}
