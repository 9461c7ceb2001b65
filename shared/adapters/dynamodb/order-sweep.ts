import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { orderFromItem } from './order-item.ts';
import type { OrderSweep } from './port.ts';
import type { Table } from './table.ts';

/** Once a day over the whole table: a million orders of 1 kB cost 125,000 read units, two cents. */
export function dynamoOrderSweep(table: Table): OrderSweep {
  return {
    async *writtenSince(since) {
      let from: ScanCommand['input']['ExclusiveStartKey'];
      do {
        const page = await table.client.send(
          new ScanCommand({
            TableName: table.name,
            FilterExpression: 'sk = :order AND updatedAt >= :since AND begins_with(pk, :stage)',
            ExpressionAttributeValues: marshall({
              ':order': 'ORDER',
              ':since': since,
              ':stage': `ORDER#${table.stage}#`,
            }),
            ...(from && { ExclusiveStartKey: from }),
          }),
        );
        yield (page.Items ?? []).map(orderFromItem);
        from = page.LastEvaluatedKey;
      } while (from);
    },
  };
}
