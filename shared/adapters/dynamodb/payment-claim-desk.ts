import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { PaymentClaims } from '../../domain/payment-claims.ts';
import type { PaymentClaimDesk } from './money-port.ts';
import type { Item } from './order-item.ts';
import { claimsFrom } from './payment-claims.ts';
import { keys, type Table } from './table.ts';

/** What customers say they paid, as an operator reads it: every order's under the one key. */
export function dynamoPaymentClaimDesk(table: Table): PaymentClaimDesk {
  return {
    async all() {
      const found: PaymentClaims[] = [];
      let from: Item | undefined;
      do {
        const page = await table.client.send(
          new QueryCommand({
            TableName: table.name,
            KeyConditionExpression: 'pk = :pk',
            ExpressionAttributeValues: marshall({ ':pk': keys.claims(table.stage, '').pk }),
            ConsistentRead: true,
            ...(from && { ExclusiveStartKey: from }),
          }),
        );
        found.push(...(page.Items ?? []).map((item) => claimsFrom(item, item.sk?.S ?? '')));
        from = page.LastEvaluatedKey;
      } while (from);
      return found;
    },
  };
}
