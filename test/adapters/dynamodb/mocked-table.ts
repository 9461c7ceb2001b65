import {
  type AttributeValue,
  ConditionalCheckFailedException,
  DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import type { Table } from '../../../shared/adapters/dynamodb/table.ts';

/** Answers for every DynamoDB client of the test file; `dynamodb.reset()` before each test. */
export const dynamodb = mockClient(DynamoDBClient);

export const table: Table = {
  client: new DynamoDBClient({ region: 'ap-southeast-1' }),
  name: 'Orders',
  stage: 'live',
};

/** How DynamoDB says that a condition failed, with the item that was there if the write asked for it. */
export function failedCondition(there?: Record<string, AttributeValue>): ConditionalCheckFailedException {
  const error = new ConditionalCheckFailedException({ message: 'failed', $metadata: {} });
  if (there) error.Item = there;
  return error;
}
