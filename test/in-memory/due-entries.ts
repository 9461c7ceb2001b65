/** Ids a page, as the adapter asks for them. */
const pageSize = 200;

export interface DueKeys {
  dueBucket: string;
  nextCheckAt: number;
}

/** After this entry of a bucket the next page begins. */
export interface DueCursor {
  at: number;
  orderId: string;
}

/** The sparse `due` index. DynamoDB writes it behind the table, and so does this while it is told to lag. */
export class DueEntries {
  readonly #keys = new Map<string, DueKeys>();
  readonly #buckets = new Map<string, Map<string, number>>();
  #behind: Array<[string, DueKeys | undefined]> | undefined;

  /** From now on the index stands still, until `catchUp`. */
  lag(): void {
    this.#behind ??= [];
  }

  /** The index shows again what the table holds. */
  catchUp(): void {
    const behind = this.#behind ?? [];
    this.#behind = undefined;
    for (const [orderId, keys] of behind) this.put(orderId, keys);
  }

  put(orderId: string, keys: DueKeys | undefined): void {
    if (this.#behind) {
      this.#behind.push([orderId, keys]);
      return;
    }
    const before = this.#keys.get(orderId);
    if (before?.dueBucket === keys?.dueBucket && before?.nextCheckAt === keys?.nextCheckAt) return;
    if (before) this.#leave(orderId, before.dueBucket);
    if (keys) this.#enter(orderId, keys);
    else this.#keys.delete(orderId);
  }

  page(bucket: string, now: number, from?: DueCursor): { orderIds: string[]; next?: DueCursor } {
    const entries = this.#buckets.get(bucket);
    if (!entries) return { orderIds: [] };
    const due = [...entries]
      .map(([orderId, at]) => ({ orderId, at }))
      .filter((entry) => entry.at <= now && (!from || isBehind(entry, from)))
      .sort((one, other) => (isBehind(one, other) ? 1 : -1));
    const orderIds = due.slice(0, pageSize).map(({ orderId }) => orderId);
    const last = due[pageSize - 1];
    return last && due.length > pageSize ? { orderIds, next: last } : { orderIds };
  }

  #enter(orderId: string, keys: DueKeys): void {
    this.#keys.set(orderId, keys);
    const bucket = this.#buckets.get(keys.dueBucket) ?? new Map<string, number>();
    this.#buckets.set(keys.dueBucket, bucket.set(orderId, keys.nextCheckAt));
  }

  #leave(orderId: string, dueBucket: string): void {
    const bucket = this.#buckets.get(dueBucket);
    bucket?.delete(orderId);
    if (bucket?.size === 0) this.#buckets.delete(dueBucket);
  }
}

function isBehind(one: DueCursor, other: DueCursor): boolean {
  return one.at > other.at || (one.at === other.at && one.orderId > other.orderId);
}
