import { DeleteItemCommand, GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { HeldMessages } from './message-port.ts';
import { conditionally, keys, type Table } from './table.ts';

export function dynamoHeldMessages(table: Table): HeldMessages {
  const keyOf = (fingerprint: string) => marshall(keys.quarantine(table.stage, fingerprint));
  return {
    async find(fingerprint) {
      const { Item } = await table.client.send(
        new GetItemCommand({ TableName: table.name, Key: keyOf(fingerprint), ConsistentRead: true }),
      );
      return Item?.body?.S;
    },

    async judged(fingerprint, reason) {
      const { ok } = await conditionally(
        table.client.send(
          new UpdateItemCommand({
            TableName: table.name,
            Key: keyOf(fingerprint),
            UpdateExpression: 'SET reason = :reason',
            // Without this, a message that was let go meanwhile would come back as an entry without a body.
            ConditionExpression: 'attribute_exists(pk)',
            ExpressionAttributeValues: marshall({ ':reason': reason }),
          }),
        ),
      );
      return ok;
    },

    async release(fingerprint) {
      await table.client.send(new DeleteItemCommand({ TableName: table.name, Key: keyOf(fingerprint) }));
    },
  };
}
