import { bucketName, hourOf, shards } from './due-bucket.ts';
import type { DueOrders } from './port.ts';

/** The sparse index by its buckets, and the watermark beside it. `Cursor`: where the next page of a bucket begins. */
export interface DueIndex<Cursor> {
  /** One page of the ids in a bucket that are due by `now`, the longest due first. */
  page(bucket: string, now: number, from?: Cursor): Promise<DuePage<Cursor>>;
  /** Undefined before the first run. */
  readWatermark(): Promise<number | undefined>;
  /** Only ever forward: a slower run that began earlier must not send the others back to where it is. */
  writeWatermark(hour: number): Promise<void>;
}

export interface DuePage<Cursor> {
  orderIds: string[];
  next?: Cursor | undefined;
}

/** An entry may be written into the hour that is just ending; the watermark stays this far behind. */
const hoursKeptOpen = 2;

/** Without a watermark (first run) the reader begins this far back: nothing can be due before the first order. */
const hoursBackAtFirst = 48;

/**
 * The watermark is written down every so many empty hours on the way: a reader that was stopped for a year has more
 * of them before it than one run has time for, and must not begin from the same hour each time.
 */
const hoursBetweenWatermarks = 24;

/**
 * Reads the index by hour buckets from a watermark on: the cost follows what is due, not the size of the table. The
 * watermark moves only over hours that were found empty, so nothing is ever stepped over.
 */
export function dueOrdersOf<Cursor>(stage: string, index: DueIndex<Cursor>): DueOrders {
  return {
    async *overdue(now, limit) {
      const thisHour = hourOf(now);
      const watermark = (await index.readWatermark()) ?? thisHour - hoursBackAtFirst;
      let drained = watermark;
      let written = watermark;
      let given = 0;
      for (let hour = watermark; hour <= thisHour; hour += 1) {
        let found = 0;
        for await (const page of dueInHour(stage, index, hour, now)) {
          found += page.length;
          given += page.length;
          yield page;
          if (given >= limit) return;
        }
        if (found === 0 && drained === hour && hour < thisHour - hoursKeptOpen) drained = hour + 1;
        if (drained - written < hoursBetweenWatermarks) continue;
        await index.writeWatermark(drained);
        written = drained;
      }
      if (drained > written) await index.writeWatermark(drained);
    },
  };
}

async function* dueInHour<Cursor>(
  stage: string,
  index: DueIndex<Cursor>,
  hour: number,
  now: number,
): AsyncGenerator<string[]> {
  const buckets = Array.from({ length: shards }, (_, shard) => bucketName(stage, hour, shard));
  const first = await Promise.all(buckets.map((bucket) => index.page(bucket, now)));
  for (const [shard, page] of first.entries()) {
    let { orderIds, next } = page;
    if (orderIds.length > 0) yield orderIds;
    while (next !== undefined) {
      ({ orderIds, next } = await index.page(buckets[shard] ?? '', now, next));
      if (orderIds.length > 0) yield orderIds;
    }
  }
}
