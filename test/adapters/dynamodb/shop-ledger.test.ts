import { GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { dynamoAnnouncementLedger } from '../../../shared/adapters/dynamodb/announcement-ledger.ts';
import type { ShopNotice } from '../../../shared/adapters/dynamodb/notice-port.ts';
import { dynamoShopLedger } from '../../../shared/adapters/dynamodb/shop-ledger.ts';
import { dynamodb, table } from './mocked-table.ts';

const ledger = dynamoShopLedger(table);
const notice: ShopNotice = { orderId: 'SB-1', fact: 'order.paid', channel: 'shop' };
const Key = { pk: { S: 'ORDER#live#SB-1' }, sk: { S: 'SENT#order.paid#shop' } };

beforeEach(() => {
  dynamodb.reset();
  dynamodb.onAnyCommand().resolves({});
});

describe('what the shop was told', () => {
  it('is written after the try, and the first time it was taken stands', async () => {
    await ledger.tried(notice, 'taken', 1_000);
    expect(dynamodb.commandCalls(UpdateItemCommand)[0]?.args[0].input).toEqual({
      TableName: 'Orders',
      Key,
      UpdateExpression: 'SET takenAt = if_not_exists(takenAt, :now) ADD sends :one',
      ExpressionAttributeValues: { ':now': { N: '1000' }, ':one': { N: '1' } },
    });
  });

  it('is not taken by a try that failed, and not untaken by one either', async () => {
    await ledger.tried(notice, 'failed', 1_000);
    const { UpdateExpression } = dynamodb.commandCalls(UpdateItemCommand)[0]?.args[0].input ?? {};
    expect(UpdateExpression).toBe('SET failedAt = :now ADD sends :one');
  });

  it('is read strongly: a try of a moment ago counts', async () => {
    dynamodb
      .on(GetItemCommand, { TableName: 'Orders', Key, ConsistentRead: true })
      .resolves({ Item: { ...Key, takenAt: { N: '1' } } });
    expect(await ledger.hasTaken(notice)).toBe(true);
    dynamodb.on(GetItemCommand).resolves({ Item: { ...Key, failedAt: { N: '1' } } });
    expect(await ledger.hasTaken(notice)).toBe(false);
    dynamodb.on(GetItemCommand).resolves({});
    expect(await ledger.hasTaken(notice)).toBe(false);
  });

  it('is known to the daily sweep from the first try on: its messages are under way', async () => {
    dynamodb.on(GetItemCommand).resolves({ Item: { ...Key, failedAt: { N: '1' }, sends: { N: '1' } } });
    expect(await dynamoAnnouncementLedger(table).has(notice)).toBe(true);
  });
});
