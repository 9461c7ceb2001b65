import { orderDueAt } from '../../domain/due.ts';
import type { Order } from '../../domain/order.ts';
import type { Waits } from '../../domain/waits.ts';

const hourMs = 60 * 60_000;

/**
 * One partition takes 1,000 writes a second and a paid order writes the index four times, so eight shards carry
 * 2,000 orders a second that are due in the same hour (`numbers.md` P4); a run of the reconciler asks eight times
 * per hour bucket, which costs nothing worth naming.
 */
export const shards = 8;

/** `live#2026-11-23T12#5`: the hour in which the order is due, and its shard. */
export function dueBucketOf(stage: string, dueAt: number, orderId: string): string {
  return bucketName(stage, Math.floor(dueAt / hourMs), shardOf(orderId));
}

/** The two keys of an order's entry in the sparse `due` index; undefined: nobody has to come back to it by himself. */
export function dueKeysOf(
  order: Order,
  waits: Waits,
): { nextCheckAt: number; dueBucket: string } | undefined {
  const nextCheckAt = orderDueAt(order, waits);
  if (nextCheckAt === undefined) return undefined;
  // Never the past: an order whose last doubtful attempt lapses a day after its expiry is overdue since yesterday, in
  // an hour that the reader has found empty and left for good.
  const reachableAt = Math.max(nextCheckAt, order.updatedAt);
  return { nextCheckAt, dueBucket: dueBucketOf(order.environment, reachableAt, order.orderId) };
}

export function bucketName(stage: string, hour: number, shard: number): string {
  return `${stage}#${new Date(hour * hourMs).toISOString().slice(0, 13)}#${shard}`;
}

export function hourOf(time: number): number {
  return Math.floor(time / hourMs);
}

/** FNV-1a: spreads consecutive order numbers evenly, without a random that tests would have to fix. */
function shardOf(orderId: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < orderId.length; i += 1) {
    hash = Math.imul(hash ^ orderId.charCodeAt(i), 0x01000193);
  }
  return (hash >>> 0) % shards;
}
