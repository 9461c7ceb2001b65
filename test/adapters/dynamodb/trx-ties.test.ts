import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { dynamoTrxTies } from '../../../shared/adapters/dynamodb/trx-ties.ts';
import { dynamodb, failedCondition, table } from './mocked-table.ts';

const ties = dynamoTrxTies(table);
const owner = { orderId: 'SB-1', attempt: 2 };

beforeEach(() => {
  dynamodb.reset();
});

describe('the tie of a trxID', () => {
  it('is put only where there is none, or where it is this attempt’s already', async () => {
    dynamodb.on(PutItemCommand).resolves({});
    expect(await ties.tie('DKN1A2B3C4', owner)).toBe('tied');
    expect(dynamodb.commandCalls(PutItemCommand)[0]?.args[0].input).toMatchObject({
      TableName: 'Orders',
      Item: {
        pk: { S: 'TRX#live#DKN1A2B3C4' },
        sk: { S: 'TRX' },
        orderId: { S: 'SB-1' },
        attempt: { N: '2' },
      },
      ConditionExpression: 'attribute_not_exists(pk) OR (orderId = :orderId AND attempt = :attempt)',
      ExpressionAttributeValues: { ':orderId': { S: 'SB-1' }, ':attempt': { N: '2' } },
    });
  });

  it('has no end: money of any age stays counted', async () => {
    dynamodb.on(PutItemCommand).resolves({});
    await ties.tie('DKN1A2B3C4', owner);
    expect(dynamodb.commandCalls(PutItemCommand)[0]?.args[0].input.Item).not.toHaveProperty('ttl');
  });

  it('says so when another attempt holds it', async () => {
    dynamodb.on(PutItemCommand).rejects(failedCondition());
    expect(await ties.tie('DKN1A2B3C4', owner)).toBe('held_by_another');
  });

  it('takes no other trouble of the table for an answer', async () => {
    dynamodb.on(PutItemCommand).rejects(new Error('throttled'));
    await expect(ties.tie('DKN1A2B3C4', owner)).rejects.toThrow('throttled');
  });

  it('names its owner as of this moment, and nothing of the keys', async () => {
    const Key = { pk: { S: 'TRX#live#DKN1A2B3C4' }, sk: { S: 'TRX' } };
    dynamodb.on(GetItemCommand, { TableName: 'Orders', Key, ConsistentRead: true }).resolves({
      Item: { ...Key, orderId: { S: 'SB-1' }, attempt: { N: '2' } },
    });
    expect(await ties.ownerOf('DKN1A2B3C4')).toEqual(owner);
  });

  it('names nobody for a trxID that was never seen', async () => {
    dynamodb.on(GetItemCommand).resolves({});
    expect(await ties.ownerOf('NEVERSEEN1')).toBeUndefined();
  });
});
