import { PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { UnclaimedMoney } from './money-port.ts';
import { conditionally, keys, type Table } from './table.ts';

/**
 * Money without an order, one item per trxID under one key: an operator lists them, and a shop has few. Kept for
 * good, closed or not.
 */
export function dynamoUnclaimedMoney(table: Table, now: () => number): UnclaimedMoney {
  return {
    async keep({ trxId, ...entry }) {
      await conditionally(
        table.client.send(
          new PutItemCommand({
            TableName: table.name,
            Item: marshall(
              { ...keys.unclaimed(table.stage, trxId), ...entry },
              { removeUndefinedValues: true },
            ),
            ConditionExpression: 'attribute_not_exists(pk)',
          }),
        ),
      );
    },

    async close(trxId) {
      const written = await conditionally(
        table.client.send(
          new UpdateItemCommand({
            TableName: table.name,
            Key: marshall(keys.unclaimed(table.stage, trxId)),
            UpdateExpression: 'SET closedAt = :now',
            ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(closedAt)',
            ExpressionAttributeValues: marshall({ ':now': now() }),
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          }),
        ),
      );
      return !written.ok && written.found?.closedAs?.S === 'written_off' ? 'written_off' : 'closed';
    },
  };
}
