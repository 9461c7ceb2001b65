import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { vi } from 'vitest';

/**
 * One event loop does here what hundreds of instances do on AWS, so a request waits longer for its turn than the
 * functions' clients would wait for an answer. Everything else of them stays: retries, requests, the SDK.
 */
export function waitForOneProcess(): void {
  const patient = { maxAttempts: 3, requestHandler: { connectionTimeout: 30_000, requestTimeout: 30_000 } };
  vi.doMock('../../../shared/adapters/dynamodb/client.ts', () => ({
    dynamoClient: () => new DynamoDBClient(patient),
  }));
  vi.doMock('../../../shared/adapters/sqs/queue.ts', async (original) => ({
    ...(await original<object>()),
    sqsClient: () => new SQSClient(patient),
    hurriedSqsClient: () => new SQSClient(patient),
  }));
}
