import { describe, expect, it } from 'vitest';
import { bucketName, dueBucketOf, hourOf, shards } from '../../../shared/adapters/dynamodb/due-bucket.ts';
import { itemFromOrder } from '../../../shared/adapters/dynamodb/order-item.ts';
import { productionWaits } from '../../../shared/config/stage.ts';
import { newOrder } from '../../../shared/domain/checkout.ts';
import { aCheckout } from '../../fakes/world.ts';

const noon = Date.parse('2026-11-23T12:00:00Z');
const minuteMs = 60_000;

describe('the bucket an order is due in', () => {
  it('is named after its stage, the hour and a shard', () => {
    expect(dueBucketOf('live', noon, 'SB-1')).toMatch(/^live#2026-11-23T12#[0-7]$/);
    expect(dueBucketOf('sandbox', noon - 1, 'SB-1')).toMatch(/^sandbox#2026-11-23T11#[0-7]$/);
  });

  it('is one of those that the reader asks for that hour, and stays with its order', () => {
    const asked = Array.from({ length: shards }, (_, shard) => bucketName('live', hourOf(noon), shard));
    for (let number = 0; number < 100; number += 1) {
      const bucket = dueBucketOf('live', noon, `SB-${number}`);
      expect(asked).toContain(bucket);
      expect(dueBucketOf('live', noon + 59 * minuteMs, `SB-${number}`)).toBe(bucket);
    }
  });

  it('spreads consecutive order numbers over all shards, none with twice its share', () => {
    const counts = new Map<string, number>();
    for (let number = 1; number <= 4_000; number += 1) {
      const bucket = dueBucketOf('live', noon, `SB-20261123-${number}`);
      counts.set(bucket, (counts.get(bucket) ?? 0) + 1);
    }
    expect(counts.size).toBe(shards);
    expect(Math.max(...counts.values())).toBeLessThan((2 * 4_000) / shards);
  });
});

describe('an order that becomes due in the past', () => {
  // Its expiry was a day ago, but a doubtful attempt kept it open; that attempt has just lapsed.
  const order = newOrder({ ...aCheckout, expiresInMinutes: 10 }, 'live', 'k1', noon);
  const overdueSince = noon + 25 * minuteMs;
  const item = itemFromOrder({ ...order, updatedAt: noon + 25 * 60 * minuteMs }, productionWaits);

  it('enters the hour of its write: the reader may have left the earlier one for good', () => {
    expect(item.dueBucket?.S).toMatch(/^live#2026-11-24T13#/);
  });

  it('keeps the time it is due', () => {
    expect(item.nextCheckAt?.N).toBe(String(overdueSince));
  });
});
