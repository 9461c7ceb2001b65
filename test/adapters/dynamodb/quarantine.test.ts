import {
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { dynamoHeldMessages } from '../../../shared/adapters/dynamodb/held-messages.ts';
import { dynamoQuarantine } from '../../../shared/adapters/dynamodb/quarantine.ts';
import { aReceipt } from '../../fakes/receipt.ts';
import { dynamodb, failedCondition, table } from './mocked-table.ts';

const quarantine = dynamoQuarantine(table);
const held = dynamoHeldMessages(table);
const receipt = aReceipt();
const message = { receipt, reason: 'stale' as const, body: '{"Type":"Notification"}' };
const Key = { pk: { S: 'QUARANTINE#live' }, sk: { S: receipt.fingerprint } };

beforeEach(() => {
  dynamodb.reset();
});

describe('a message in quarantine', () => {
  it('is kept whole, with its reason, under its fingerprint', async () => {
    dynamodb.on(PutItemCommand).resolves({});
    await quarantine.keep(message);
    expect(dynamodb.commandCalls(PutItemCommand)[0]?.args[0].input).toMatchObject({
      TableName: 'Orders',
      Item: {
        ...Key,
        messageId: { S: 'm-1' },
        reason: { S: 'stale' },
        body: { S: message.body },
        at: { N: String(receipt.receivedAt) },
      },
      ConditionExpression: 'attribute_not_exists(pk)',
    });
  });

  it('names a payer, so it goes after 90 days; its end is in whole seconds, as TTL wants it', async () => {
    dynamodb.on(PutItemCommand).resolves({});
    await quarantine.keep(message);
    const { ttl } = dynamodb.commandCalls(PutItemCommand)[0]?.args[0].input.Item ?? {};
    expect(ttl).toEqual({ N: String(Date.parse('2027-02-21T12:00:00Z') / 1_000) });
  });

  it('is left as it is when it comes again', async () => {
    dynamodb.on(PutItemCommand).rejects(failedCondition());
    await expect(quarantine.keep(message)).resolves.toBeUndefined();
  });

  it('is not acknowledged when it could not be kept', async () => {
    dynamodb.on(PutItemCommand).rejects(new Error('throttled'));
    await expect(quarantine.keep(message)).rejects.toThrow('throttled');
  });
});

describe('a message that waits there to be verified', () => {
  it('is found as it was kept a moment before', async () => {
    const Item = { ...Key, body: { S: message.body }, reason: { S: 'unverified' } };
    dynamodb.on(GetItemCommand, { TableName: 'Orders', Key, ConsistentRead: true }).resolves({ Item });
    expect(await held.find(receipt.fingerprint)).toBe(message.body);
  });

  it('is not found once it was let go', async () => {
    dynamodb.on(GetItemCommand).resolves({});
    expect(await held.find(receipt.fingerprint)).toBeUndefined();
    dynamodb.on(DeleteItemCommand).resolves({});
    await held.release(receipt.fingerprint);
    expect(dynamodb.commandCalls(DeleteItemCommand)[0]?.args[0].input).toEqual({ TableName: 'Orders', Key });
  });

  it('gets the reason it was judged by, and never comes back without its body', async () => {
    dynamodb.on(UpdateItemCommand).resolvesOnce({}).rejectsOnce(failedCondition());
    expect(await held.judged(receipt.fingerprint, 'signature')).toBe(true);
    expect(dynamodb.commandCalls(UpdateItemCommand)[0]?.args[0].input).toMatchObject({
      Key,
      UpdateExpression: 'SET reason = :reason',
      ConditionExpression: 'attribute_exists(pk)',
      ExpressionAttributeValues: { ':reason': { S: 'signature' } },
    });
    expect(await held.judged(receipt.fingerprint, 'signature')).toBe(false);
  });

  it('is not taken for judged when the table had other trouble', async () => {
    dynamodb.on(UpdateItemCommand).rejects(new Error('throttled'));
    await expect(held.judged(receipt.fingerprint, 'signature')).rejects.toThrow('throttled');
  });
});
