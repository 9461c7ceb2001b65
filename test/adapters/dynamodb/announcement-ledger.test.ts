import { DeleteItemCommand, GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { dynamoAnnouncementLedger } from '../../../shared/adapters/dynamodb/announcement-ledger.ts';
import type { Notice } from '../../../shared/adapters/dynamodb/notice-port.ts';
import { dynamodb, failedCondition, table } from './mocked-table.ts';

const ledger = dynamoAnnouncementLedger(table);
const notice: Notice = { orderId: 'SB-1', fact: 'order.paid', channel: 'email' };
const Key = { pk: { S: 'ORDER#live#SB-1' }, sk: { S: 'SENT#order.paid#email' } };

beforeEach(() => {
  dynamodb.reset();
});

describe('the entry of an announcement', () => {
  it('is claimed before the send, by the first message or again by the same one after its minute', async () => {
    dynamodb.on(UpdateItemCommand).resolves({});
    expect(await ledger.claim(notice, 'm-1', 1_000)).toBe('send');
    expect(dynamodb.commandCalls(UpdateItemCommand)[0]?.args[0].input).toMatchObject({
      TableName: 'Orders',
      Key,
      ConditionExpression: 'attribute_not_exists(pk) OR (messageId = :messageId AND busyUntil < :now)',
      ExpressionAttributeValues: {
        ':messageId': { S: 'm-1' },
        ':now': { N: '1000' },
        ':busyUntil': { N: '61000' },
      },
    });
  });

  it('counts its sends, so that a second one is seen', async () => {
    dynamodb.on(UpdateItemCommand).resolves({});
    await ledger.claim(notice, 'm-1', 1_000);
    expect(dynamodb.commandCalls(UpdateItemCommand)[0]?.args[0].input).toMatchObject({
      UpdateExpression: 'SET messageId = :messageId, busyUntil = :busyUntil ADD sends :one',
      ExpressionAttributeValues: { ':one': { N: '1' } },
    });
  });

  it('tells a message that another one has sent', async () => {
    dynamodb.on(UpdateItemCommand).rejects(failedCondition({ ...Key, messageId: { S: 'm-0' } }));
    expect(await ledger.claim(notice, 'm-1', 1_000)).toBe('sent');
  });

  it('tells a message that was brought twice to wait for itself', async () => {
    dynamodb.on(UpdateItemCommand).rejects(failedCondition({ ...Key, messageId: { S: 'm-1' } }));
    expect(await ledger.claim(notice, 'm-1', 1_000)).toBe('busy');
    expect(dynamodb.commandCalls(UpdateItemCommand)[0]?.args[0].input).toMatchObject({
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
  });

  it('is taken away by its own message when nothing left, so that another try may claim it', async () => {
    dynamodb.on(DeleteItemCommand).resolves({});
    await ledger.release(notice, 'm-1');
    expect(dynamodb.commandCalls(DeleteItemCommand)[0]?.args[0].input).toEqual({
      TableName: 'Orders',
      Key,
      ConditionExpression: 'messageId = :messageId AND sends = :one',
      ExpressionAttributeValues: { ':messageId': { S: 'm-1' }, ':one': { N: '1' } },
    });
    expect(dynamodb.commandCalls(UpdateItemCommand)).toHaveLength(0);
  });

  it('keeps an earlier send that nobody answered when a later one is refused', async () => {
    dynamodb.on(DeleteItemCommand).rejects(failedCondition());
    dynamodb.on(UpdateItemCommand).resolves({});
    await ledger.release(notice, 'm-1');
    expect(dynamodb.commandCalls(UpdateItemCommand)[0]?.args[0].input).toMatchObject({
      Key,
      UpdateExpression: 'SET busyUntil = :never ADD sends :lessOne',
      ConditionExpression: 'messageId = :messageId AND sends > :one AND busyUntil > :never',
      ExpressionAttributeValues: { ':lessOne': { N: '-1' }, ':never': { N: '0' } },
    });
  });

  it('stays when another message holds it', async () => {
    dynamodb.on(DeleteItemCommand).rejects(failedCondition());
    dynamodb.on(UpdateItemCommand).rejects(failedCondition());
    await expect(ledger.release(notice, 'm-2')).resolves.toBeUndefined();
  });

  it('is known to the sweep once it was claimed, and not before', async () => {
    dynamodb.on(GetItemCommand, { TableName: 'Orders', Key }).resolves({});
    expect(await ledger.has(notice)).toBe(false);
    dynamodb
      .on(GetItemCommand, { TableName: 'Orders', Key })
      .resolves({ Item: { ...Key, sends: { N: '1' } } });
    expect(await ledger.has(notice)).toBe(true);
  });

  it('sends nothing when the table is in trouble', async () => {
    dynamodb.on(UpdateItemCommand).rejects(new Error('throttled'));
    await expect(ledger.claim(notice, 'm-1', 1_000)).rejects.toThrow('throttled');
  });
});
