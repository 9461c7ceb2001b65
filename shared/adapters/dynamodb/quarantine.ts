import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { Quarantine } from './message-port.ts';
import { conditionally, keys, type Table } from './table.ts';

/** Long enough to find a mistake of ours and judge again; the message names a payer, so not longer. */
const keptForSeconds = 90 * 24 * 60 * 60;

export function dynamoQuarantine(table: Table): Quarantine {
  return {
    async keep({ receipt, reason, body }) {
      const { fingerprint, receivedAt: at, ...rest } = receipt;
      const ttl = Math.floor(at / 1000) + keptForSeconds;
      await conditionally(
        table.client.send(
          new PutItemCommand({
            TableName: table.name,
            Item: marshall({ ...keys.quarantine(table.stage, fingerprint), ...rest, reason, body, at, ttl }),
            ConditionExpression: 'attribute_not_exists(pk)',
          }),
        ),
      );
    },
  };
}
