/**
 * What happened in a world, as a hash in every run and as lines only where somebody reads them: a world that broke a
 * rule is run a second time for its lines, which is exact and spares all others the cost.
 */
export class Chronicle {
  readonly lines: string[] | undefined;
  readonly #numbers = new Map<string, number>();
  readonly #now: () => number;
  readonly #startAt: number;
  #low = 0x811c9dc5;
  #high = 0x01000193;

  constructor(now: () => number, isRead: boolean) {
    this.#now = now;
    this.#startAt = now();
    this.lines = isRead ? [] : undefined;
  }

  /** `detail` is only made where it is read, but for its digest: a number that tells two outcomes apart. */
  note(who: string, what: string, digest = 0, detail?: () => string): void {
    this.#mix(this.#now() - this.#startAt);
    this.#mix(this.#numberOf(who));
    this.#mix(this.#numberOf(what));
    this.#mix(digest);
    if (this.lines) this.lines.push([this.time(), who, what, detail?.() ?? ''].join('  ').trimEnd());
  }

  hash(): string {
    return [this.#high, this.#low].map((half) => (half >>> 0).toString(16).padStart(8, '0')).join('');
  }

  /** Since the world began: `1d 03:04:05.678`. */
  time(at = this.#now()): string {
    const ms = at - this.#startAt;
    const clock = new Date(ms).toISOString().slice(11, 23);
    const days = Math.floor(ms / 86_400_000);
    return days > 0 ? `${days}d ${clock}` : clock;
  }

  #mix(value: number): void {
    this.#low = Math.imul(this.#low ^ value, 0x01000193);
    this.#high = Math.imul(this.#high ^ (this.#low >>> 7) ^ value, 0x85ebca6b);
  }

  #numberOf(text: string): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    let hash = 0x811c9dc5;
    for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
    this.#numbers.set(text, hash);
    return hash;
  }
}
