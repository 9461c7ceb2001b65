import { GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { dynamoReadMarks } from '../../../shared/adapters/dynamodb/read-marks.ts';
import { dynamodb, table } from './mocked-table.ts';

const marks = dynamoReadMarks(table);
const Key = { pk: { S: 'ORDER#live#SB-1' }, sk: { S: 'READ' } };

beforeEach(() => {
  dynamodb.reset();
});

describe('what a customer has read', () => {
  it('is nothing where nothing was ever marked', async () => {
    dynamodb.on(GetItemCommand).resolves({});
    expect(await marks.find('SB-1')).toEqual({});
  });

  it('is read strongly, and the item’s own attributes are no marks', async () => {
    const Item = { ...Key, 'read:order.paid': { N: '5' }, 'read:order.refunded.pk': { N: '6' } };
    dynamodb.on(GetItemCommand, { TableName: 'Orders', Key, ConsistentRead: true }).resolves({ Item });
    expect(await marks.find('SB-1')).toEqual({ 'order.paid': 5, 'order.refunded.pk': 6 });
  });

  it('is marked once: the first time stands and is answered', async () => {
    dynamodb.on(UpdateItemCommand).resolves({ Attributes: { 'read:order.paid': { N: '5' } } });
    expect(await marks.mark('SB-1', 'order.paid', 9)).toBe(5);
    expect(dynamodb.commandCalls(UpdateItemCommand)[0]?.args[0].input).toMatchObject({
      Key,
      UpdateExpression: 'SET #mark = if_not_exists(#mark, :now)',
      ExpressionAttributeNames: { '#mark': 'read:order.paid' },
      ExpressionAttributeValues: { ':now': { N: '9' } },
    });
  });
});
