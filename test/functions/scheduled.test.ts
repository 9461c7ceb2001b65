import { GetItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { marshall } from '@aws-sdk/util-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { localStage } from '../fakes/stage.ts';
import { aSecret } from './edge/a-secret.ts';
import { table } from './payment-api.ts';

/** What the schedule does for each product of bKash's that a stage has, and for none that it has not. */
const secrets = mockClient(SecretsManagerClient);
const queue = mockClient(SQSClient);
const checkout = { username: 'frame', password: 'made-up', appKey: 'frame-key', appSecret: 'made-up' };

beforeEach(() => {
  vi.resetModules();
  table.reset();
  queue.reset();
  queue.onAnyCommand().resolves({});
  table.on(GetItemCommand).resolves({});
  table.on(QueryCommand).resolves({ Items: [] });
});

describe('renew-token', () => {
  it('looks after the token of each product', async () => {
    const renew = await started('renew-token', 'http://127.0.0.1:9');
    expect(await renew({})).toEqual({ outcome: 'none_stored', checkout: 'none_stored' });
    expect(itemsRead()).toEqual(['TOKEN', 'TOKEN#checkout']);
  });

  it('knows one only where the stage has no other', async () => {
    const renew = await started('renew-token', undefined);
    expect(await renew({})).toEqual({ outcome: 'none_stored' });
    expect(itemsRead()).toEqual(['TOKEN']);
  });
});

describe('reconcile-payments', () => {
  it('sends somebody to listen when the gate of either product is closed', async () => {
    const reconcile = await started('reconcile-payments', 'http://127.0.0.1:9');
    const gate = { kind: 'closed', pauseMs: 1_000, until: Date.now() + 1_000 };
    table
      .on(GetItemCommand, { Key: marshall({ pk: 'GATE#local', sk: 'BKASH#checkout' }) })
      .resolves({ Item: marshall({ gate, version: 1 }) });
    await reconcile({});
    const sent = queue.commandCalls(SendMessageCommand).map(({ args: [{ input }] }) => input.MessageBody);
    expect(sent).toEqual([JSON.stringify({ kind: 'probe' })]);
  });

  it('reads one gate only where the stage has no other product', async () => {
    const reconcile = await started('reconcile-payments', undefined);
    await reconcile({});
    expect(itemsRead().filter((key) => key.startsWith('BKASH'))).toEqual(['BKASH']);
  });
});

function itemsRead(): string[] {
  return table.commandCalls(GetItemCommand).map(({ args: [{ input }] }) => input.Key?.sk?.S ?? '');
}

async function started(name: string, checkoutOrigin: string | undefined) {
  const bkash = { ...localStage.bkash, ...(checkoutOrigin && { checkoutOrigin }) };
  vi.stubEnv('STAGE_CONFIG', JSON.stringify({ ...localStage, bkash }));
  vi.stubEnv('TABLE_NAME', 'Orders');
  vi.stubEnv('SECRET_ID', 'the-secret');
  vi.stubEnv('SETTLE_QUEUE_URL', 'http://127.0.0.1:9/settle');
  vi.stubEnv('AWS_REGION', 'ap-southeast-1');
  const secret = { ...aSecret, bkash: { ...aSecret.bkash, checkout } };
  secrets.on(GetSecretValueCommand).resolves({ SecretString: JSON.stringify(secret) });
  const { handler } = await import(`../../functions/${name}.ts`);
  return handler as (event: unknown) => Promise<unknown>;
}
