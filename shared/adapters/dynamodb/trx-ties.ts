import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { TrxTies } from './money-port.ts';
import { conditionally, keys, type Table } from './table.ts';

/** One item per trxID, never deleted: put before an order is called paid (design rule 9). */
export function dynamoTrxTies(table: Table): TrxTies {
  return {
    async tie(trxId, owner) {
      const { orderId, attempt } = owner;
      const written = await conditionally(
        table.client.send(
          new PutItemCommand({
            TableName: table.name,
            Item: marshall({ ...keys.trx(table.stage, trxId), orderId, attempt }),
            ConditionExpression: 'attribute_not_exists(pk) OR (orderId = :orderId AND attempt = :attempt)',
            ExpressionAttributeValues: marshall({ ':orderId': orderId, ':attempt': attempt }),
          }),
        ),
      );
      return written.ok ? 'tied' : 'held_by_another';
    },

    async ownerOf(trxId) {
      const { Item } = await table.client.send(
        new GetItemCommand({
          TableName: table.name,
          Key: marshall(keys.trx(table.stage, trxId)),
          // Whoever keeps money as unclaimed asks this last: a tie made a moment before must show.
          ConsistentRead: true,
        }),
      );
      if (!Item) return undefined;
      const { orderId, attempt } = unmarshall(Item);
      return { orderId, attempt };
    },
  };
}
