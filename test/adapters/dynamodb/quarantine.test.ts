import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { dynamoQuarantine } from '../../../shared/adapters/dynamodb/quarantine.ts';
import { dynamodb, table } from './mocked-table.ts';

const quarantine = dynamoQuarantine(table);
const at = Date.parse('2026-11-23T12:00:00.900Z');
const message = { messageId: 'm-1', reason: 'stale', body: '{"Type":"Notification"}', at };

beforeEach(() => {
  dynamodb.reset();
});

describe('a message in quarantine', () => {
  it('is kept whole, with its reason, under its message id', async () => {
    dynamodb.on(PutItemCommand).resolves({});
    await quarantine.keep(message);
    expect(dynamodb.commandCalls(PutItemCommand)[0]?.args[0].input).toMatchObject({
      TableName: 'Orders',
      Item: {
        pk: { S: 'QUARANTINE#live' },
        sk: { S: 'm-1' },
        reason: { S: 'stale' },
        body: { S: message.body },
        at: { N: String(at) },
      },
    });
  });

  it('names a payer, so it goes after 90 days; its end is in whole seconds, as TTL wants it', async () => {
    dynamodb.on(PutItemCommand).resolves({});
    await quarantine.keep(message);
    const { ttl } = dynamodb.commandCalls(PutItemCommand)[0]?.args[0].input.Item ?? {};
    expect(ttl).toEqual({ N: String(Date.parse('2027-02-21T12:00:00Z') / 1_000) });
  });

  it('is not acknowledged when it could not be kept', async () => {
    dynamodb.on(PutItemCommand).rejects(new Error('throttled'));
    await expect(quarantine.keep(message)).rejects.toThrow('throttled');
  });
});
