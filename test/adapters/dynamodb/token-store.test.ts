import { GetItemCommand, PutItemCommand, type PutItemCommandInput } from '@aws-sdk/client-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import type { TokenRecord } from '../../../shared/adapters/bkash/token-record.ts';
import { dynamoTokenStore } from '../../../shared/adapters/dynamodb/token-store.ts';
import { dynamodb, failedCondition, table } from './mocked-table.ts';

const store = dynamoTokenStore({ ...table, stage: 'sandbox' });
const key = { pk: { S: 'TOKEN#sandbox' }, sk: { S: 'TOKEN' } };
const content = {
  token: { value: 'jwt', expiresAt: 5, grantedAt: 3, rejected: true as const },
  refreshToken: 'again',
  refreshUntil: 9,
  calls: [1, 2],
  lease: { owner: 'me', takenAt: 1, until: 3, call: 2, operation: 'grant' as const },
  failedAt: 4,
  lockedUntil: 8,
};
const record: TokenRecord = { version: 7, ...content };
const item = { ...key, version: { N: '7' }, writeId: { S: 'other' }, record: { S: JSON.stringify(content) } };

beforeEach(() => dynamodb.reset());

describe('the stored token', () => {
  it('is one item of its stage, read strongly', async () => {
    dynamodb
      .on(GetItemCommand, { TableName: 'Orders', Key: key, ConsistentRead: true })
      .resolves({ Item: item });
    expect(await store.read()).toEqual(record);
  });

  it('is the owner’s item in the owner’s table where credentials are shared', async () => {
    const owner = { stage: 'sandbox', tableName: 'OwnersTable' };
    const shared = dynamoTokenStore({ ...table, stage: 'rahima' }, owner);
    dynamodb.on(GetItemCommand, { TableName: 'OwnersTable', Key: key }).resolves({ Item: item });
    dynamodb.on(PutItemCommand).resolves({});
    const read = await shared.read();
    expect(read).toEqual(record);
    await shared.write(read);
    expect(sentPut()).toMatchObject({ TableName: 'OwnersTable', Item: key });
  });

  it('is an empty record before anything was stored', async () => {
    dynamodb.on(GetItemCommand).resolves({});
    expect(await store.read()).toEqual({ version: 0, calls: [] });
  });

  it('is written first only if nobody else has written it', async () => {
    dynamodb.on(PutItemCommand).resolves({});
    const written = await store.write({ version: 0, calls: [3] });
    expect(written).toEqual({ kind: 'written', record: { version: 1, calls: [3] } });
    expect(sentPut()).toMatchObject({
      TableName: 'Orders',
      ConditionExpression: 'attribute_not_exists(pk)',
      Item: { ...key, version: { N: '1' }, record: { S: '{"calls":[3]}' } },
    });
  });

  it('is written later only over the version that was read', async () => {
    dynamodb.on(PutItemCommand).resolves({});
    expect(await store.write(record)).toEqual({ kind: 'written', record: { ...record, version: 8 } });
    expect(sentPut()).toMatchObject({
      ConditionExpression: 'version = :previous',
      ExpressionAttributeValues: { ':previous': { N: '7' } },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
  });

  it('hands back what is there when someone else was first', async () => {
    dynamodb.on(PutItemCommand).rejects(failedCondition(item));
    expect(await store.write({ version: 6, calls: [] })).toEqual({ kind: 'conflict', record });
    dynamodb.on(PutItemCommand).rejects(failedCondition(undefined));
    expect(await store.write(record)).toEqual({ kind: 'conflict', record: { version: 0, calls: [] } });
  });

  it('knows its own write again when the client sent it twice', async () => {
    dynamodb.on(PutItemCommand).callsFake((input: PutItemCommandInput) => {
      throw failedCondition(input.Item);
    });
    expect(await store.write(record)).toEqual({ kind: 'written', record: { ...record, version: 8 } });
  });

  it('lets any other error of DynamoDB through', async () => {
    dynamodb.on(PutItemCommand).rejects(new Error('throttled'));
    await expect(store.write(record)).rejects.toThrow('throttled');
  });

  it.each([
    ['no record', { ...key, version: { N: '7' } }],
    ['no version', { ...key, record: item.record }],
    ['a record that is not JSON', { ...item, record: { S: '{' } }],
    ['a ledger that is not one', { ...item, record: { S: '{"calls":"none"}' } }],
  ])('stops with one clear line that tells no secret on an item with %s', async (_, malformed) => {
    dynamodb.on(GetItemCommand).resolves({ Item: malformed });
    await expect(store.read()).rejects.toThrow(/^The stored bKash token item is malformed\. [\w ,]+\.$/);
  });
});

function sentPut() {
  return dynamodb.commandCalls(PutItemCommand)[0]?.args[0].input;
}
