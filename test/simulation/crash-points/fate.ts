/** Where the one who makes a call dies: the call never leaves, or it is done and its answer is never seen. */
export interface Death {
  /** The how many-th call since the counting began; the first is 1. */
  call: number;
  when: 'before' | 'after';
}

/** Counts the calls that our functions make to anything outside them, and says who dies at which. */
export class Fate {
  /** Every call since the counting began, in order. */
  readonly calls: string[] = [];
  /** Who died, and at which call. */
  readonly died: Array<{ site: string; when: Death['when'] }> = [];
  #deaths: readonly Death[] = [];
  #isCounting = false;

  /** From now on calls are counted, and whoever makes one of these dies. */
  begin(deaths: readonly Death[]): void {
    this.#deaths = deaths;
    this.#isCounting = true;
  }

  next(site: string): Death['when'] | undefined {
    if (!this.#isCounting) return undefined;
    const call = this.calls.push(site);
    const when = this.#deaths.find((death) => death.call === call)?.when;
    if (when) this.died.push({ site, when });
    return when;
  }
}
