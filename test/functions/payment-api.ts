import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { mockClient } from 'aws-sdk-client-mock';
import { vi } from 'vitest';
import type { Door } from '../../functions/edge/http.ts';
import type { FunctionName } from '../../shared/config/environment.ts';
import { localStage } from '../fakes/stage.ts';
import { aSecret } from './edge/a-secret.ts';

/** The deployed handlers with AWS mocked: what reaches the table is what they wrote. bKash is not reachable. */
export const table = mockClient(DynamoDBClient);
const secrets = mockClient(SecretsManagerClient);

export const storefrontKey = { authorization: `Bearer ${aSecret.storefrontKeys[0]}` };

export async function started(name: FunctionName): Promise<Door> {
  vi.stubEnv(
    'STAGE_CONFIG',
    JSON.stringify({
      ...localStage,
      bkash: { ...localStage.bkash, tokenizedOrigin: 'http://127.0.0.1:9' },
    }),
  );
  vi.stubEnv('PUBLIC_BASE_URL', 'https://pay.example');
  vi.stubEnv('TABLE_NAME', 'Orders');
  vi.stubEnv('SECRET_ID', 'the-secret');
  vi.stubEnv('SETTLE_QUEUE_URL', 'https://sqs.ap-southeast-1.amazonaws.com/000000000000/settle');
  vi.stubEnv('AWS_REGION', 'ap-southeast-1');
  secrets.on(GetSecretValueCommand).resolves({ SecretString: JSON.stringify(aSecret) });
  const { handler } = await import(`../../functions/${name}.ts`);
  return handler;
}

export function problem(answer: { body?: string | undefined }) {
  return JSON.parse(answer.body ?? '{}');
}
