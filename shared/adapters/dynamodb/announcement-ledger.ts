import { DeleteItemCommand, GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { AnnouncementLedger, LedgerEraser, Notice } from './notice-port.ts';
import { conditionally, keys, type Table } from './table.ts';

/** As long as a sender may run (its function's time-out): after that a claim without an end was a crash. */
const busyForMs = 60_000;

/**
 * One entry per order, fact and channel, written before the send. Only the queue message that wrote it may send
 * again, and only after its own try is over: a duplicate needs a send whose answer was lost, and it is counted.
 */
export function dynamoAnnouncementLedger(table: Table): AnnouncementLedger & LedgerEraser {
  const keyOf = ({ orderId, fact, channel }: Notice) =>
    marshall(keys.notice(table.stage, orderId, fact, channel));
  return {
    async claim(notice, messageId, now) {
      const written = await conditionally(
        table.client.send(
          new UpdateItemCommand({
            TableName: table.name,
            Key: keyOf(notice),
            UpdateExpression: 'SET messageId = :messageId, busyUntil = :busyUntil ADD sends :one',
            ConditionExpression: 'attribute_not_exists(pk) OR (messageId = :messageId AND busyUntil < :now)',
            ExpressionAttributeValues: marshall({
              ':messageId': messageId,
              ':busyUntil': now + busyForMs,
              ':now': now,
              ':one': 1,
            }),
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          }),
        ),
      );
      if (written.ok) return 'send';
      return written.found?.messageId?.S === messageId ? 'busy' : 'sent';
    },

    async release(notice, messageId) {
      const onlySend = await conditionally(
        table.client.send(
          new DeleteItemCommand({
            TableName: table.name,
            Key: keyOf(notice),
            ConditionExpression: 'messageId = :messageId AND sends = :one',
            ExpressionAttributeValues: marshall({ ':messageId': messageId, ':one': 1 }),
          }),
        ),
      );
      if (onlySend.ok) return;
      // A send before this one was never answered: it may have arrived, so it stays counted and its message alone may
      // try again. Not busy any more is also how a second try of this write knows that the first was done.
      await conditionally(
        table.client.send(
          new UpdateItemCommand({
            TableName: table.name,
            Key: keyOf(notice),
            UpdateExpression: 'SET busyUntil = :never ADD sends :lessOne',
            ConditionExpression: 'messageId = :messageId AND sends > :one AND busyUntil > :never',
            ExpressionAttributeValues: marshall({
              ':messageId': messageId,
              ':one': 1,
              ':never': 0,
              ':lessOne': -1,
            }),
          }),
        ),
      );
    },

    async forget(notice) {
      await table.client.send(new DeleteItemCommand({ TableName: table.name, Key: keyOf(notice) }));
    },

    async has(notice) {
      const { Item } = await table.client.send(
        new GetItemCommand({ TableName: table.name, Key: keyOf(notice) }),
      );
      return Item !== undefined && unmarshall(Item).sends > 0;
    },
  };
}
