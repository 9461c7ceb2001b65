import { randomBytes } from 'node:crypto';
import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { Order } from '../../domain/order.ts';
import type { Waits } from '../../domain/waits.ts';
import { itemFromOrder, orderFromItem } from './order-item.ts';
import type { Orders } from './port.ts';
import { conditionally, keys, type Table } from './table.ts';

/** Orders in DynamoDB: one item an order, one conditional put a transition. */
export function dynamoOrders(table: Table, waits: Waits): Orders {
  async function put(order: Order, condition: string, values?: { ':version': number }) {
    const writeId = randomBytes(9).toString('base64url');
    const written = await conditionally(
      table.client.send(
        new PutItemCommand({
          TableName: table.name,
          Item: { ...itemFromOrder(order, waits), writeId: { S: writeId } },
          ConditionExpression: condition,
          ...(values && {
            ExpressionAttributeValues: marshall(values),
            ExpressionAttributeNames: { '#version': 'version' },
          }),
          // The loser learns the winner's state from its own failed write, without a second read.
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        }),
      ),
    );
    // The client sends again when an answer is lost, and the second try meets the first one's item. Taken for a lost
    // race, a claim would stand that nobody acts on: the customer agreed, and his Execute is never sent.
    const isOwn = !written.ok && written.found?.writeId?.S === writeId;
    return isOwn ? { ok: true as const } : written;
  }

  return {
    async create(order) {
      const first = { ...order, version: 1 };
      const written = await put(first, 'attribute_not_exists(pk)');
      if (written.ok) return { kind: 'created', order: first };
      return { kind: 'exists', order: found(written.found, order) };
    },

    async find(orderId) {
      const { Item } = await table.client.send(
        new GetItemCommand({
          TableName: table.name,
          Key: marshall(keys.order(table.stage, orderId)),
          ConsistentRead: true,
        }),
      );
      return Item && orderFromItem(Item);
    },

    async save(next) {
      const stored = { ...next, version: next.version + 1 };
      const written = await put(stored, '#version = :version', { ':version': next.version });
      if (written.ok) return { kind: 'saved', order: stored };
      return { kind: 'conflict', order: found(written.found, next) };
    },
  };
}

function found(item: Parameters<typeof orderFromItem>[0] | undefined, order: Order): Order {
  if (!item) throw new Error(`Order ${order.orderId} was not there to be written.`);
  return orderFromItem(item);
}
