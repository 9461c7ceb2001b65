import { GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { ReadMarks } from './notice-port.ts';
import { keys, type Table } from './table.ts';

/** One item an order, an attribute for each notification that was read. Who reads none costs no item. */
export function dynamoReadMarks(table: Table): ReadMarks {
  const keyOf = (orderId: string) => marshall(keys.readMarks(table.stage, orderId));
  return {
    async find(orderId) {
      const { Item = {} } = await table.client.send(
        // Strongly: a page that has just marked one must not show it as unread.
        new GetItemCommand({ TableName: table.name, Key: keyOf(orderId), ConsistentRead: true }),
      );
      const marks = Object.entries(Item).filter(([name]) => name.startsWith(prefix));
      return Object.fromEntries(marks.map(([name, { N }]) => [name.slice(prefix.length), Number(N)]));
    },

    async mark(orderId, id, now) {
      const { Attributes } = await table.client.send(
        new UpdateItemCommand({
          TableName: table.name,
          Key: keyOf(orderId),
          UpdateExpression: 'SET #mark = if_not_exists(#mark, :now)',
          ExpressionAttributeNames: { '#mark': `${prefix}${id}` },
          ExpressionAttributeValues: marshall({ ':now': now }),
          ReturnValues: 'UPDATED_NEW',
        }),
      );
      return Number(Attributes?.[`${prefix}${id}`]?.N ?? now);
    },
  };
}

/** Keeps a notification's id apart from the item's own attributes. */
const prefix = 'read:';
