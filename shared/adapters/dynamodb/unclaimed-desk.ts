import {
  GetItemCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { Waits } from '../../domain/waits.ts';
import type { UnclaimedDesk, UnclaimedRecord } from './money-port.ts';
import { type Item, itemFromOrder } from './order-item.ts';
import { itemsUnder } from './partition.ts';
import { conditionally, keys, type Table } from './table.ts';

const isOpen = 'attribute_exists(pk) AND attribute_not_exists(closedAt)';

/**
 * What an operator does with unclaimed money. Tie, order and entry are one transaction, so that there is no moment at
 * which a crash leaves a trxID with an order that does not show it, or money attached and still on the list.
 */
export function dynamoUnclaimedDesk(table: Table, waits: Waits, now: () => number): UnclaimedDesk {
  const keyOf = (trxId: string) => marshall(keys.unclaimed(table.stage, trxId));
  return {
    async open() {
      const { pk } = keys.unclaimed(table.stage, '');
      const items = await itemsUnder(table, pk, { FilterExpression: 'attribute_not_exists(closedAt)' });
      return items.map(recordFrom);
    },

    async find(trxId) {
      const { Item } = await table.client.send(
        new GetItemCommand({ TableName: table.name, Key: keyOf(trxId), ConsistentRead: true }),
      );
      return Item && recordFrom(Item);
    },

    async settle({ trxId, owner, next, as }) {
      const order = { ...next, version: next.version + 1 };
      const { orderId, attempt } = owner;
      const isWritten = await transaction([
        {
          Put: {
            TableName: table.name,
            Item: marshall({ ...keys.trx(table.stage, trxId), orderId, attempt }),
            ConditionExpression: 'attribute_not_exists(pk)',
          },
        },
        {
          Put: {
            TableName: table.name,
            Item: itemFromOrder(order, waits),
            ConditionExpression: '#version = :version',
            ExpressionAttributeNames: { '#version': 'version' },
            ExpressionAttributeValues: marshall({ ':version': next.version }),
          },
        },
        { Update: closing(trxId, { closedAs: as, closedFor: orderId }) },
      ]);
      return isWritten ? { kind: 'settled', order } : { kind: 'conflict' };
    },

    async writeOff(trxId, reason) {
      const update = closing(trxId, { closedAs: 'written_off', closedBecause: reason });
      return (await conditionally(table.client.send(new UpdateItemCommand(update)))).ok;
    },
  };

  function closing(trxId: string, how: Record<string, string>) {
    const values = { closedAt: now(), ...how };
    const names = Object.keys(values);
    return {
      TableName: table.name,
      Key: keyOf(trxId),
      UpdateExpression: `SET ${names.map((name) => `${name} = :${name}`).join(', ')}`,
      ConditionExpression: isOpen,
      ExpressionAttributeValues: marshall(
        Object.fromEntries(Object.entries(values).map(([name, value]) => [`:${name}`, value])),
      ),
    };
  }

  /** False when a condition failed or somebody else was writing one of the items. */
  async function transaction(
    TransactItems: NonNullable<TransactWriteItemsCommand['input']['TransactItems']>,
  ): Promise<boolean> {
    try {
      await table.client.send(new TransactWriteItemsCommand({ TransactItems }));
      return true;
    } catch (error) {
      if (error instanceof TransactionCanceledException && isLostRace(error)) return false;
      throw error;
    }
  }
}

/** Anything else that cancels a transaction, a malformed item say, is no race and stays an error. */
function isLostRace({ CancellationReasons = [] }: TransactionCanceledException): boolean {
  const codes = CancellationReasons.map(({ Code }) => Code ?? 'None').filter((code) => code !== 'None');
  return codes.length > 0 && codes.every((code) => racing.includes(code));
}

const racing = ['ConditionalCheckFailed', 'TransactionConflict'];

function recordFrom(item: Item): UnclaimedRecord {
  const { pk: _, sk: trxId, ...entry } = unmarshall(item);
  return { trxId, ...entry } as UnclaimedRecord;
}
