import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { noClaims, type PaymentClaims } from '../../domain/payment-claims.ts';
import type { PaymentClaimStore } from './money-port.ts';
import type { Item } from './order-item.ts';
import { conditionally, keys, type Table } from './table.ts';

/** What customers say they paid: one item an order, all of them under one key, where an operator lists them. */
export function dynamoPaymentClaims(table: Table): PaymentClaimStore {
  return {
    async find(orderId) {
      const { Item } = await table.client.send(
        new GetItemCommand({
          TableName: table.name,
          Key: marshall(keys.claims(table.stage, orderId)),
          // The page that follows the form shows what was just said.
          ConsistentRead: true,
        }),
      );
      return claimsFrom(Item, orderId);
    },

    async save(next) {
      const { orderId, version, ...fields } = next;
      const stored = { ...fields, version: version + 1 };
      const written = await conditionally(
        table.client.send(
          new PutItemCommand({
            TableName: table.name,
            Item: marshall(
              { ...keys.claims(table.stage, orderId), ...stored },
              { removeUndefinedValues: true },
            ),
            ConditionExpression: version === 0 ? 'attribute_not_exists(pk)' : '#version = :version',
            ...(version > 0 && {
              ExpressionAttributeNames: { '#version': 'version' },
              ExpressionAttributeValues: marshall({ ':version': version }),
            }),
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          }),
        ),
      );
      return written.ok
        ? { kind: 'saved', claims: { orderId, ...stored } }
        : { kind: 'conflict', claims: claimsFrom(written.found, orderId) };
    },
  };
}

export function claimsFrom(item: Item | undefined, orderId: string): PaymentClaims {
  if (!item) return noClaims(orderId);
  const { pk: _, sk: __, ...fields } = unmarshall(item);
  return { orderId, ...fields } as PaymentClaims;
}
