import {
  QueryCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { dynamoUnclaimedDesk } from '../../../shared/adapters/dynamodb/unclaimed-desk.ts';
import { productionWaits } from '../../../shared/config/stage.ts';
import { newOrder } from '../../../shared/domain/checkout.ts';
import { aCheckout } from '../../fakes/world.ts';
import { dynamodb, failedCondition, table } from './mocked-table.ts';

const desk = dynamoUnclaimedDesk(table, productionWaits, () => 7_000);
const settlement = {
  trxId: 'DKN7Q7Q7Q7',
  owner: { orderId: 'SB-1', attempt: 2 },
  next: { ...newOrder(aCheckout, 'live', 'k1', 5_000), version: 3 },
  as: 'attached' as const,
};

beforeEach(() => {
  dynamodb.reset();
});

describe('the operator’s desk', () => {
  it('ties the trxID, writes the order on its version and closes the entry, in one transaction', async () => {
    dynamodb.on(TransactWriteItemsCommand).resolves({});
    expect(await desk.settle(settlement)).toMatchObject({ kind: 'settled', order: { version: 4 } });
    const [tie, order, entry] =
      dynamodb.commandCalls(TransactWriteItemsCommand)[0]?.args[0].input.TransactItems ?? [];
    expect(tie?.Put).toMatchObject({
      Item: marshall({ pk: 'TRX#live#DKN7Q7Q7Q7', sk: 'TRX', orderId: 'SB-1', attempt: 2 }),
      ConditionExpression: 'attribute_not_exists(pk)',
    });
    expect(order?.Put).toMatchObject({
      Item: { pk: { S: 'ORDER#live#SB-1' }, version: { N: '4' } },
      ConditionExpression: '#version = :version',
      ExpressionAttributeValues: { ':version': { N: '3' } },
    });
    expect(entry?.Update).toMatchObject({
      Key: marshall({ pk: 'UNCLAIMED#live', sk: 'DKN7Q7Q7Q7' }),
      ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(closedAt)',
      ExpressionAttributeValues: marshall({
        ':closedAt': 7_000,
        ':closedAs': 'attached',
        ':closedFor': 'SB-1',
      }),
    });
  });

  it.each(['ConditionalCheckFailed', 'TransactionConflict'])('takes %s for a lost race', async (Code) => {
    dynamodb.on(TransactWriteItemsCommand).rejects(cancelled('None', Code, 'None'));
    expect(await desk.settle(settlement)).toEqual({ kind: 'conflict' });
  });

  it.each([[['ValidationError']], [['ConditionalCheckFailed', 'ThrottlingError']], [[]]])(
    'takes %j for no race: it is told',
    async (codes) => {
      dynamodb.on(TransactWriteItemsCommand).rejects(cancelled(...codes));
      await expect(desk.settle(settlement)).rejects.toThrow('cancelled');
    },
  );

  it('lists every page of what is open', async () => {
    const key = marshall({ pk: 'UNCLAIMED#live', sk: 'DKN1' });
    const item = (sk: string) =>
      marshall({ pk: 'UNCLAIMED#live', sk, reason: 'no_order', messageId: 'm', at: 1 });
    dynamodb
      .on(QueryCommand)
      .resolvesOnce({ Items: [item('DKN1')], LastEvaluatedKey: key })
      .resolvesOnce({ Items: [item('DKN2')] });
    expect((await desk.open()).map(({ trxId }) => trxId)).toEqual(['DKN1', 'DKN2']);
    const [first, second] = dynamodb.commandCalls(QueryCommand).map(({ args }) => args[0].input);
    expect(first?.FilterExpression).toBe('attribute_not_exists(closedAt)');
    expect(second?.ExclusiveStartKey).toEqual(key);
  });

  it('writes off once', async () => {
    dynamodb.on(UpdateItemCommand).resolvesOnce({}).rejectsOnce(failedCondition());
    expect(await desk.writeOff('DKN7Q7Q7Q7', 'settled')).toBe(true);
    expect(await desk.writeOff('DKN7Q7Q7Q7', 'settled')).toBe(false);
  });
});

function cancelled(...codes: string[]): TransactionCanceledException {
  const CancellationReasons = codes.map((Code) => ({ Code }));
  return new TransactionCanceledException({ message: 'cancelled', CancellationReasons, $metadata: {} });
}
