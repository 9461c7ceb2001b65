import { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/**
 * A client that gives up in time to say so: the SDK's own would wait for ever, and a function that is killed for it
 * fails its whole batch, the finished items too. DynamoDB answers within milliseconds; three tries of 3 s are ample.
 */
export function dynamoClient(): DynamoDBClient {
  return new DynamoDBClient({
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 1_000, requestTimeout: 3_000, throwOnRequestTimeout: true },
  });
}
