import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { dynamoPaymentClaimDesk } from '../../../shared/adapters/dynamodb/payment-claim-desk.ts';
import { dynamodb, table } from './mocked-table.ts';

beforeEach(() => {
  dynamodb.reset();
});

describe('the desk of claims', () => {
  it('reads every page of them, by the one key they lie under', async () => {
    const item = (sk: string) => marshall({ pk: 'CLAIM#live', sk, version: 1, claims: [], heardAt: [] });
    const key = marshall({ pk: 'CLAIM#live', sk: 'SB-1' });
    dynamodb
      .on(QueryCommand)
      .resolvesOnce({ Items: [item('SB-1')], LastEvaluatedKey: key })
      .resolvesOnce({ Items: [item('SB-2')] });
    const all = await dynamoPaymentClaimDesk(table).all();
    expect(all.map(({ orderId }) => orderId)).toEqual(['SB-1', 'SB-2']);
    const [first, second] = dynamodb.commandCalls(QueryCommand).map(({ args }) => args[0].input);
    expect(first?.ExpressionAttributeValues).toEqual({ ':pk': { S: 'CLAIM#live' } });
    expect(second?.ExclusiveStartKey).toEqual(key);
  });
});
