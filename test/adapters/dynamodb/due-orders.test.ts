import {
  ConditionalCheckFailedException,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  type QueryCommandInput,
} from '@aws-sdk/client-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { bucketName, dueBucketOf, hourOf, shards } from '../../../shared/adapters/dynamodb/due-bucket.ts';
import { dynamoDueOrders } from '../../../shared/adapters/dynamodb/due-orders.ts';
import { dynamodb, table } from './mocked-table.ts';

const hourMs = 60 * 60_000;
const now = Date.parse('2026-11-23T12:30:00Z');
const thisHour = hourOf(now);
const watermarkKey = { pk: { S: 'RECONCILE#live' }, sk: { S: 'WATERMARK' } };
const due = dynamoDueOrders(table);

/** The index: order id and due time by bucket, sorted as DynamoDB sorts them. */
let index: Map<string, Array<{ orderId: string; at: number }>>;
let watermark: number | undefined;

beforeEach(() => {
  index = new Map();
  watermark = thisHour - 3;
  dynamodb.reset();
  dynamodb.on(GetItemCommand).callsFake(({ Key }) => {
    expect(Key).toEqual(watermarkKey);
    return watermark === undefined ? {} : { Item: { ...watermarkKey, hour: { N: String(watermark) } } };
  });
  dynamodb.on(PutItemCommand).callsFake(({ Item }) => {
    expect(Item).toMatchObject(watermarkKey);
    watermark = Number(Item.hour.N);
    return {};
  });
  dynamodb.on(QueryCommand).callsFake(page);
});

describe('the orders that are due', () => {
  it('are found in every shard of the hours from the watermark to now, and no later', async () => {
    for (let number = 0; number < 40; number += 1) {
      enter(`OLD-${number}`, now - 2 * hourMs);
      enter(`NOW-${number}`, now);
      enter(`SOON-${number}`, now + 1);
    }
    const found = await overdue();
    expect(found).toHaveLength(80);
    expect(found.some((orderId) => orderId.startsWith('SOON'))).toBe(false);
    expect(new Set(asked().map(({ bucket }) => bucket))).toEqual(bucketsFrom(thisHour - 3));
  });

  it('are read from the sparse index by its two keys', async () => {
    await overdue();
    expect(dynamodb.commandCalls(QueryCommand)[0]?.args[0].input).toMatchObject({
      TableName: 'Orders',
      IndexName: 'due',
      KeyConditionExpression: 'dueBucket = :bucket AND nextCheckAt <= :now',
      ExpressionAttributeValues: { ':now': { N: String(now) } },
      Limit: 200,
    });
  });

  it('come to the last page of a crowded shard', async () => {
    const crowd = Array.from({ length: 450 }, (_, number) => `CROWD-${number}`);
    const bucket = bucketName('live', thisHour, 3);
    index.set(
      bucket,
      crowd.map((orderId) => ({ orderId, at: now - 1 })),
    );
    expect(await overdue()).toEqual(crowd);
    expect(asked().filter((query) => query.bucket === bucket)).toHaveLength(3);
  });

  it('end with the page that reaches the limit, the oldest first', async () => {
    for (let number = 0; number < 30; number += 1) enter(`NEW-${number}`, now - 1);
    for (let number = 0; number < 30; number += 1) enter(`OLD-${number}`, now - 2 * hourMs);
    const found = await overdue(10);
    expect(found.length).toBeGreaterThanOrEqual(10);
    expect(found.every((orderId) => orderId.startsWith('OLD'))).toBe(true);
    expect(watermark).toBe(thisHour - 3);
  });
});

describe('the watermark', () => {
  it('begins two days back where none was written yet', async () => {
    watermark = undefined;
    await overdue();
    expect(new Set(asked().map(({ bucket }) => bucket))).toEqual(bucketsFrom(thisHour - 48));
  });

  it('stays two hours behind, though all is empty: an entry may still be on its way', async () => {
    watermark = thisHour - 5;
    await overdue();
    expect(watermark).toBe(thisHour - 2);
  });

  it('is not written again when it did not move', async () => {
    watermark = thisHour - 2;
    await overdue();
    expect(dynamodb.commandCalls(PutItemCommand)).toHaveLength(0);
  });

  it('never steps over an hour that held an order, nor over one behind it', async () => {
    watermark = thisHour - 10;
    enter('STUCK', now - 6 * hourMs);
    expect(await overdue()).toEqual(['STUCK']);
    expect(watermark).toBe(thisHour - 6);
    expect(await overdue()).toEqual(['STUCK']);
    expect(watermark).toBe(thisHour - 6);
    index.clear();
    expect(await overdue()).toEqual([]);
    expect(watermark).toBe(thisHour - 2);
  });

  it('never goes back for a slower run, and does not fail it either', async () => {
    watermark = thisHour - 5;
    dynamodb.on(PutItemCommand).callsFake((input) => {
      expect(input).toMatchObject({
        ConditionExpression: 'attribute_not_exists(pk) OR #hour < :hour',
        ExpressionAttributeNames: { '#hour': 'hour' },
        ExpressionAttributeValues: { ':hour': { N: String(thisHour - 2) } },
      });
      throw new ConditionalCheckFailedException({ message: 'later already', $metadata: {} });
    });
    expect(await overdue()).toEqual([]);
    expect(dynamodb.commandCalls(PutItemCommand)).toHaveLength(1);
  });

  it('moves on day by day after a long sleep, though no run has the time to come to the end', async () => {
    watermark = thisHour - 365 * 24;
    const hoursInTime = 100;
    let asked = 0;
    dynamodb.on(QueryCommand).callsFake((input) => {
      asked += 1;
      if (asked > hoursInTime * shards) throw new Error('the time is over');
      return page(input);
    });
    await expect(overdue()).rejects.toThrow();
    expect(watermark).toBe(thisHour - 365 * 24 + 96);
  });

  it('stays where it is when the reader stops half way', async () => {
    watermark = thisHour - 10;
    enter('FIRST', now - 6 * hourMs);
    for await (const _ of due.overdue(now, 100)) break;
    expect(watermark).toBe(thisHour - 10);
  });
});

function enter(orderId: string, at: number): void {
  const bucket = dueBucketOf('live', at, orderId);
  index.set(bucket, [...(index.get(bucket) ?? []), { orderId, at }]);
}

function page({ ExpressionAttributeValues, Limit = 0, ExclusiveStartKey }: QueryCommandInput) {
  const until = Number(ExpressionAttributeValues?.[':now']?.N);
  const entries = index.get(String(ExpressionAttributeValues?.[':bucket']?.S)) ?? [];
  const from = Number(ExclusiveStartKey?.from?.N ?? 0);
  const rest = entries.filter(({ at }) => at <= until).slice(from);
  return {
    Items: rest
      .slice(0, Limit)
      .map(({ orderId }) => ({ pk: { S: `ORDER#live#${orderId}` }, sk: { S: 'ORDER' } })),
    ...(rest.length > Limit && { LastEvaluatedKey: { from: { N: String(from + Limit) } } }),
  };
}

async function overdue(limit = 2_000): Promise<string[]> {
  const pages: string[][] = [];
  for await (const orderIds of due.overdue(now, limit)) pages.push(orderIds);
  return pages.flat();
}

function asked() {
  return dynamodb.commandCalls(QueryCommand).map(({ args: [{ input }] }) => ({
    bucket: input.ExpressionAttributeValues?.[':bucket']?.S,
  }));
}

function bucketsFrom(firstHour: number): Set<string> {
  const hours = Array.from({ length: thisHour - firstHour + 1 }, (_, offset) => firstHour + offset);
  return new Set(
    hours.flatMap((hour) => Array.from({ length: shards }, (_, shard) => bucketName('live', hour, shard))),
  );
}
