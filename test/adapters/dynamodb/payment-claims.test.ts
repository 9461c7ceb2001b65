import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { dynamoPaymentClaims } from '../../../shared/adapters/dynamodb/payment-claims.ts';
import { noClaims } from '../../../shared/domain/payment-claims.ts';
import { dynamodb, failedCondition, table } from './mocked-table.ts';

const store = dynamoPaymentClaims(table);
const said = { claims: [{ trxId: 'DKN1A2B3C4', at: 5_000 }], heardAt: [5_000] };
const key = { pk: 'CLAIM#live', sk: 'SB-1' };

beforeEach(() => {
  dynamodb.reset();
});

describe('what a customer says he paid', () => {
  it('is kept for good, one item an order, all of them under one key', async () => {
    dynamodb.on(PutItemCommand).resolves({});
    const first = { ...noClaims('SB-1'), ...said };
    expect(await store.save(first)).toEqual({ kind: 'saved', claims: { ...first, version: 1 } });
    expect(dynamodb.commandCalls(PutItemCommand)[0]?.args[0].input).toMatchObject({
      TableName: 'Orders',
      Item: marshall({ ...key, ...said, version: 1 }),
      ConditionExpression: 'attribute_not_exists(pk)',
    });
  });

  it('is written on the version that was read only, so that no two limits are counted', async () => {
    dynamodb.on(PutItemCommand).resolves({});
    await store.save({ orderId: 'SB-1', version: 3, ...said });
    expect(dynamodb.commandCalls(PutItemCommand)[0]?.args[0].input).toMatchObject({
      ConditionExpression: '#version = :version',
      ExpressionAttributeValues: { ':version': { N: '3' } },
    });
  });

  it('tells the loser of a race what is there', async () => {
    const there = marshall({ ...key, ...said, version: 4 });
    dynamodb.on(PutItemCommand).rejects(failedCondition(there));
    const lost = await store.save({ orderId: 'SB-1', version: 3, ...said });
    expect(lost).toEqual({ kind: 'conflict', claims: { orderId: 'SB-1', version: 4, ...said } });
  });

  it('is read as it stands, since the page after the form shows it', async () => {
    dynamodb.on(GetItemCommand).resolves({ Item: marshall({ ...key, ...said, version: 1 }) });
    expect(await store.find('SB-1')).toEqual({ orderId: 'SB-1', version: 1, ...said });
    expect(dynamodb.commandCalls(GetItemCommand)[0]?.args[0].input).toMatchObject({
      Key: marshall(key),
      ConsistentRead: true,
    });
  });

  it('is nothing where nobody has said anything', async () => {
    dynamodb.on(GetItemCommand).resolves({});
    expect(await store.find('SB-1')).toEqual(noClaims('SB-1'));
  });
});
