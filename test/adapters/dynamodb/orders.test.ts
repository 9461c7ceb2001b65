import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { itemFromOrder } from '../../../shared/adapters/dynamodb/order-item.ts';
import { dynamoOrders } from '../../../shared/adapters/dynamodb/orders.ts';
import { productionWaits } from '../../../shared/config/stage.ts';
import { newOrder } from '../../../shared/domain/checkout.ts';
import { aCheckout } from '../../fakes/world.ts';

const mock = mockClient(DynamoDBClient);
const orders = dynamoOrders(
  { client: new DynamoDBClient({}), name: 'Orders', stage: 'live' },
  productionWaits,
);
const order = newOrder(aCheckout, 'live', 'k1', 1_000);

beforeEach(() => {
  mock.reset();
});

describe('orders in DynamoDB', () => {
  it('are created only where nothing is', async () => {
    mock.on(PutItemCommand).resolves({});
    expect(await orders.create(order)).toEqual({ kind: 'created', order: { ...order, version: 1 } });
    expect(mock.commandCalls(PutItemCommand)[0]?.args[0].input).toMatchObject({
      TableName: 'Orders',
      ConditionExpression: 'attribute_not_exists(pk)',
      Item: { pk: { S: 'ORDER#live#SB-1' }, sk: { S: 'ORDER' }, version: { N: '1' } },
    });
  });

  it('hand back the one that is there', async () => {
    const there = { ...order, version: 7, amountPoisha: 1 };
    mock.on(PutItemCommand).rejects(failedCondition(there));
    expect(await orders.create(order)).toEqual({ kind: 'exists', order: there });
  });

  it('are written on the version that was read, and on no other', async () => {
    mock.on(PutItemCommand).resolves({});
    expect(await orders.save({ ...order, version: 4 })).toEqual({
      kind: 'saved',
      order: { ...order, version: 5 },
    });
    expect(mock.commandCalls(PutItemCommand)[0]?.args[0].input).toMatchObject({
      ConditionExpression: '#version = :version',
      ExpressionAttributeValues: { ':version': { N: '4' } },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      Item: { version: { N: '5' } },
    });
  });

  it('give the loser of a race the winner’s state without another read', async () => {
    const winner = { ...order, version: 5, closed: { as: 'withdrawn' as const, at: 2_000 } };
    mock.on(PutItemCommand).rejects(failedCondition(winner));
    expect(await orders.save({ ...order, version: 4 })).toEqual({ kind: 'conflict', order: winner });
    expect(mock.commandCalls(GetItemCommand)).toHaveLength(0);
  });

  it('are read strongly', async () => {
    mock.on(GetItemCommand).resolves({ Item: itemFromOrder(order, productionWaits) });
    expect(await orders.find('SB-1')).toEqual(order);
    expect(mock.commandCalls(GetItemCommand)[0]?.args[0].input).toMatchObject({ ConsistentRead: true });
  });

  it('pass on every other trouble of the table', async () => {
    mock.on(PutItemCommand).rejects(new Error('throttled'));
    await expect(orders.save(order)).rejects.toThrow('throttled');
  });
});

function failedCondition(there: typeof order) {
  return new ConditionalCheckFailedException({
    message: 'The conditional request failed',
    $metadata: {},
    Item: itemFromOrder(there, productionWaits),
  });
}
