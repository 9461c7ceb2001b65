import { GetItemCommand, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { type DueIndex, dueOrdersOf } from './due-reader.ts';
import type { DueOrders } from './port.ts';
import { conditionally, keys, type Table } from './table.ts';

/** Ids a page: at 100 bytes an entry one page is one read of a few units. */
const pageSize = 200;

export function dynamoDueOrders(table: Table): DueOrders {
  return dueOrdersOf(table.stage, dynamoDueIndex(table));
}

function dynamoDueIndex(table: Table): DueIndex<NonNullable<QueryCommand['input']['ExclusiveStartKey']>> {
  return {
    async page(bucket, now, from) {
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
    },

    async readWatermark() {
      const { Item } = await table.client.send(
        new GetItemCommand({ TableName: table.name, Key: marshall(keys.watermark(table.stage)) }),
      );
      return Item && Number(unmarshall(Item).hour);
    },

    async writeWatermark(hour) {
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
    },
  };
}
