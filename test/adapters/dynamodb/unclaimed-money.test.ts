import { PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { dynamoUnclaimedMoney } from '../../../shared/adapters/dynamodb/unclaimed-money.ts';
import { dynamodb, failedCondition, table } from './mocked-table.ts';

const unclaimed = dynamoUnclaimedMoney(table, () => 7_000);
const entry = {
  trxId: 'DKN1A2B3C4',
  amountPoisha: 105_000,
  reason: 'no_order' as const,
  messageId: 'm-1',
  at: 5_000,
};

beforeEach(() => {
  dynamodb.reset();
});

describe('money that nobody claims', () => {
  it('is kept for good under its trxID, all of it under one key', async () => {
    dynamodb.on(PutItemCommand).resolves({});
    await unclaimed.keep(entry);
    expect(dynamodb.commandCalls(PutItemCommand)[0]?.args[0].input).toEqual({
      TableName: 'Orders',
      Item: {
        pk: { S: 'UNCLAIMED#live' },
        sk: { S: 'DKN1A2B3C4' },
        amountPoisha: { N: '105000' },
        reason: { S: 'no_order' },
        messageId: { S: 'm-1' },
        at: { N: '5000' },
      },
      ConditionExpression: 'attribute_not_exists(pk)',
    });
  });

  it('is left as it is when the same notice comes again', async () => {
    dynamodb.on(PutItemCommand).rejects(failedCondition());
    await expect(unclaimed.keep(entry)).resolves.toBeUndefined();
  });

  it('is closed once, when an attempt recorded it after all', async () => {
    dynamodb.on(UpdateItemCommand).resolves({});
    await unclaimed.close('DKN1A2B3C4');
    expect(dynamodb.commandCalls(UpdateItemCommand)[0]?.args[0].input).toMatchObject({
      Key: { pk: { S: 'UNCLAIMED#live' }, sk: { S: 'DKN1A2B3C4' } },
      UpdateExpression: 'SET closedAt = :now',
      ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(closedAt)',
      ExpressionAttributeValues: { ':now': { N: '7000' } },
    });
  });

  it('needs no closing where it was never kept: the usual case is no error', async () => {
    dynamodb.on(UpdateItemCommand).rejects(failedCondition());
    await expect(unclaimed.close('DKN1A2B3C4')).resolves.toBe('closed');
  });

  it('is never lost in silence: other trouble of the table is passed on', async () => {
    dynamodb.on(PutItemCommand).rejects(new Error('throttled'));
    dynamodb.on(UpdateItemCommand).rejects(new Error('throttled'));
    await expect(unclaimed.keep(entry)).rejects.toThrow('throttled');
    await expect(unclaimed.close('DKN1A2B3C4')).rejects.toThrow('throttled');
  });
});
