import {
  type AttributeValue,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  type PutItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWriteRecorder, type WriteRecorder } from '../../bench/write-recorder.ts';
import { emptyTable } from '../empty-table.ts';

/**
 * Goal: the units that the bench reports are the ones DynamoDB bills, rule by rule of its developer guide ("Write
 * operations and index updates"). Method: single writes through the recorder to the local DynamoDB server, which does
 * the counting.
 */
let server: Awaited<ReturnType<typeof emptyTable>>;
let recorder: WriteRecorder;
let client: DynamoDBClient;

beforeAll(async () => {
  server = await emptyTable('orders');
  recorder = await startWriteRecorder(server.access.endpoint);
  client = new DynamoDBClient({ ...server.access, endpoint: recorder.url });
});
afterAll(async () => {
  client.destroy();
  await recorder.close();
  await server.remove();
});

describe('the write recorder', () => {
  const due = (at: string) => ({ dueBucket: { S: 'bucket' }, nextCheckAt: { N: at } });

  it('counts one unit for a small item outside the index, and one more as it enters', async () => {
    expect(await unitsOf('enters', {})).toBe(1);
    expect(await unitsOf('enters', due('1'))).toBe(2);
  });

  it('counts two index units for an entry that moves, none for one that stays, one for one that leaves', async () => {
    await unitsOf('moves', due('1'));
    expect(await unitsOf('moves', due('2'))).toBe(3);
    expect(await unitsOf('moves', { ...due('2'), note: { S: 'changed' } })).toBe(1);
    expect(await unitsOf('moves', {})).toBe(2);
  });

  it('counts by the kilobyte of the larger image, the old one too', async () => {
    expect(await unitsOf('large', { note: { S: 'x'.repeat(2_500) } })).toBe(3);
    expect(await unitsOf('large', {})).toBe(3);
  });

  it('counts a write whose condition failed, and gives its caller the failure', async () => {
    await unitsOf('held', {});
    const condition = { ConditionExpression: 'attribute_not_exists(pk)' };
    await expect(put('held', {}, condition)).rejects.toThrow('conditional request failed');
    expect(recorder.writes.splice(0)).toMatchObject([{ operation: 'PutItem', units: 1 }]);
  });

  it('passes reads on and counts none', async () => {
    await unitsOf('read', { note: { S: 'here' } });
    const { Item } = await client.send(new GetItemCommand({ TableName: 'orders', Key: keyOf('read') }));
    expect(Item?.note?.S).toBe('here');
    expect(recorder.writes).toEqual([]);
  });
});

async function unitsOf(name: string, fields: Record<string, AttributeValue>): Promise<number> {
  await put(name, fields);
  return recorder.writes.splice(0).reduce((sum, { units }) => sum + units, 0);
}

function put(name: string, fields: Record<string, AttributeValue>, more: Partial<PutItemCommandInput> = {}) {
  return client.send(
    new PutItemCommand({ TableName: 'orders', Item: { ...keyOf(name), ...fields }, ...more }),
  );
}

function keyOf(name: string) {
  return { pk: { S: name }, sk: { S: 'ORDER' } };
}
