import { GetItemCommand, PutItemCommand, type PutItemCommandInput } from '@aws-sdk/client-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { itemFromOrder } from '../../../shared/adapters/dynamodb/order-item.ts';
import { dynamoOrders } from '../../../shared/adapters/dynamodb/orders.ts';
import { productionWaits } from '../../../shared/config/stage.ts';
import { newOrder } from '../../../shared/domain/checkout.ts';
import { aCheckout } from '../../fakes/world.ts';
import { dynamodb, failedCondition, table } from './mocked-table.ts';

const orders = dynamoOrders(table, productionWaits);
const order = newOrder(aCheckout, 'live', 'k1', 1_000);

beforeEach(() => {
  dynamodb.reset();
});

describe('orders in DynamoDB', () => {
  it('are created only where nothing is', async () => {
    dynamodb.on(PutItemCommand).resolves({});
    expect(await orders.create(order)).toEqual({ kind: 'created', order: { ...order, version: 1 } });
    expect(dynamodb.commandCalls(PutItemCommand)[0]?.args[0].input).toMatchObject({
      TableName: 'Orders',
      ConditionExpression: 'attribute_not_exists(pk)',
      Item: { pk: { S: 'ORDER#live#SB-1' }, sk: { S: 'ORDER' }, version: { N: '1' } },
    });
  });

  it('hand back the one that is there', async () => {
    const there = { ...order, version: 7, amountPoisha: 1 };
    dynamodb.on(PutItemCommand).rejects(failedCondition(itemFromOrder(there, productionWaits)));
    expect(await orders.create(order)).toEqual({ kind: 'exists', order: there });
  });

  it('are written on the version that was read, and on no other', async () => {
    dynamodb.on(PutItemCommand).resolves({});
    expect(await orders.save({ ...order, version: 4 })).toEqual({
      kind: 'saved',
      order: { ...order, version: 5 },
    });
    expect(dynamodb.commandCalls(PutItemCommand)[0]?.args[0].input).toMatchObject({
      ConditionExpression: '#version = :version',
      ExpressionAttributeValues: { ':version': { N: '4' } },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      Item: { version: { N: '5' } },
    });
  });

  it('give the loser of a race the winner’s state without another read', async () => {
    const winner = { ...order, version: 5, closed: { as: 'withdrawn' as const, at: 2_000 } };
    dynamodb.on(PutItemCommand).rejects(failedCondition(itemFromOrder(winner, productionWaits)));
    expect(await orders.save({ ...order, version: 4 })).toEqual({ kind: 'conflict', order: winner });
    expect(dynamodb.commandCalls(GetItemCommand)).toHaveLength(0);
  });

  it('know their own write again when the client sent it twice: a claim must not be lost to its own writer', async () => {
    dynamodb.on(PutItemCommand).callsFake(({ Item }: PutItemCommandInput) => {
      throw failedCondition(Item);
    });
    expect(await orders.create(order)).toEqual({ kind: 'created', order: { ...order, version: 1 } });
    expect(await orders.save({ ...order, version: 4 })).toEqual({
      kind: 'saved',
      order: { ...order, version: 5 },
    });
  });

  it('show nothing of how a write is known again', async () => {
    dynamodb.on(PutItemCommand).resolves({});
    await orders.create(order);
    dynamodb
      .on(GetItemCommand)
      .resolves({ Item: dynamodb.commandCalls(PutItemCommand)[0]?.args[0].input.Item });
    expect(await orders.find('SB-1')).toEqual({ ...order, version: 1 });
  });

  it('are read strongly', async () => {
    dynamodb.on(GetItemCommand).resolves({ Item: itemFromOrder(order, productionWaits) });
    expect(await orders.find('SB-1')).toEqual(order);
    expect(dynamodb.commandCalls(GetItemCommand)[0]?.args[0].input).toMatchObject({ ConsistentRead: true });
  });

  it('pass on every other trouble of the table', async () => {
    dynamodb.on(PutItemCommand).rejects(new Error('throttled'));
    await expect(orders.save(order)).rejects.toThrow('throttled');
  });
});
