import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { Order } from '../../domain/order.ts';
import type { Waits } from '../../domain/waits.ts';
import { dueKeysOf } from './due-bucket.ts';
import { keys } from './table.ts';

export type Item = Record<string, AttributeValue>;

/**
 * An order as it is stored: its own fields plus the keys, and, while somebody has to come back to it by himself,
 * the two attributes of the sparse `due` index.
 */
export function itemFromOrder(order: Order, waits: Waits): Item {
  const { environment, ...fields } = order;
  return marshall(
    { ...keys.order(environment, order.orderId), ...fields, ...dueKeysOf(order, waits) },
    { removeUndefinedValues: true },
  );
}

/** Reads an item or a stream image; the environment comes from its key. */
export function orderFromItem(item: Item): Order {
  const { pk, sk: _, nextCheckAt: __, dueBucket: ___, writeId: ____, ...fields } = unmarshall(item);
  const environment = String(pk).split('#')[1] ?? '';
  return { environment, ...fields } as Order;
}
