import { GetItemCommand, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { bucketName, hourOf, shards } from './due-bucket.ts';
import type { DueOrders } from './port.ts';
import { conditionally, keys, type Table } from './table.ts';

/** Ids a page: at 100 bytes an entry one page is one read of a few units. */
const pageSize = 200;

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
 * Reads the sparse `due` index by hour buckets from a watermark on: the cost follows what is due, not the size of
 * the table. The watermark moves only over hours that were found empty, so nothing is ever stepped over.
 */
export function dynamoDueOrders(table: Table): DueOrders {
  return {
    async *overdue(now, limit) {
      const thisHour = hourOf(now);
      const watermark = (await readWatermark(table)) ?? thisHour - hoursBackAtFirst;
      let drained = watermark;
      let written = watermark;
      let given = 0;
      for (let hour = watermark; hour <= thisHour; hour += 1) {
        let found = 0;
        for await (const page of dueInHour(table, hour, now)) {
          found += page.length;
          given += page.length;
          yield page;
          if (given >= limit) return;
        }
        if (found === 0 && drained === hour && hour < thisHour - hoursKeptOpen) drained = hour + 1;
        if (drained - written < hoursBetweenWatermarks) continue;
        await writeWatermark(table, drained);
        written = drained;
      }
      if (drained > written) await writeWatermark(table, drained);
    },
  };
}

async function* dueInHour(table: Table, hour: number, now: number): AsyncGenerator<string[]> {
  const first = await Promise.all(
    Array.from({ length: shards }, (_, shard) => duePage(table, bucketName(table.stage, hour, shard), now)),
  );
  for (const [shard, page] of first.entries()) {
    let { orderIds, next } = page;
    if (orderIds.length > 0) yield orderIds;
    while (next) {
      ({ orderIds, next } = await duePage(table, bucketName(table.stage, hour, shard), now, next));
      if (orderIds.length > 0) yield orderIds;
    }
  }
}

async function duePage(
  table: Table,
  bucket: string,
  now: number,
  from?: QueryCommand['input']['ExclusiveStartKey'],
) {
  const { Items = [], LastEvaluatedKey: next } = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      IndexName: 'due',
      KeyConditionExpression: 'dueBucket = :bucket AND nextCheckAt <= :now',
      ExpressionAttributeValues: marshall({ ':bucket': bucket, ':now': now }),
      Limit: pageSize,
      ...(from && { ExclusiveStartKey: from }),
    }),
  );
  return { orderIds: Items.map((item) => String(item.pk?.S).split('#')[2] ?? ''), next };
}

async function readWatermark(table: Table): Promise<number | undefined> {
  const { Item } = await table.client.send(
    new GetItemCommand({ TableName: table.name, Key: marshall(keys.watermark(table.stage)) }),
  );
  return Item && Number(unmarshall(Item).hour);
}

/** Only ever forward: a slower run that began earlier must not send the others back to where it is. */
async function writeWatermark(table: Table, hour: number): Promise<void> {
  await conditionally(
    table.client.send(
      new PutItemCommand({
        TableName: table.name,
        Item: marshall({ ...keys.watermark(table.stage), hour }),
        ConditionExpression: 'attribute_not_exists(pk) OR #hour < :hour',
        ExpressionAttributeNames: { '#hour': 'hour' },
        ExpressionAttributeValues: marshall({ ':hour': hour }),
      }),
    ),
  );
}
