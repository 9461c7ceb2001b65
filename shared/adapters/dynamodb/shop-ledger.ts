import { GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { ShopLedger, ShopNotice } from './notice-port.ts';
import { keys, type Table } from './table.ts';

/**
 * One entry per order and fact, under the same key as every announcement's, so that the daily sweep finds it. Written
 * after each try, not before: the shop may hear a fact twice and knows it by its id, but must not miss it.
 */
export function dynamoShopLedger(table: Table): ShopLedger {
  const keyOf = ({ orderId, fact, channel }: ShopNotice) =>
    marshall(keys.notice(table.stage, orderId, fact, channel));
  return {
    async hasTaken(notice) {
      const { Item } = await table.client.send(
        new GetItemCommand({ TableName: table.name, Key: keyOf(notice), ConsistentRead: true }),
      );
      return Item?.takenAt !== undefined;
    },

    async tried(notice, outcome, now) {
      await table.client.send(
        new UpdateItemCommand({
          TableName: table.name,
          Key: keyOf(notice),
          // The first time it was taken stands; a try that failed beside it takes nothing back.
          UpdateExpression: `SET ${outcome === 'taken' ? 'takenAt = if_not_exists(takenAt, :now)' : 'failedAt = :now'} ADD sends :one`,
          ExpressionAttributeValues: marshall({ ':now': now, ':one': 1 }),
        }),
      );
    },
  };
}
