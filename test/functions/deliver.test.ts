import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { MessageRejected, SESClient, SendEmailCommand } from '@aws-sdk/client-ses';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { itemFromOrder } from '../../shared/adapters/dynamodb/order-item.ts';
import { verifyOrderToken } from '../../shared/adapters/signing/hmac.ts';
import { localWaits } from '../../shared/config/stage.ts';
import { orderFor } from '../adapters/ses/orders.ts';
import { localStage } from '../fakes/stage.ts';
import { aSecret } from './edge/a-secret.ts';

/** The deployed handler itself, from SQS's event to the commands of DynamoDB and SES; only the network is a stand-in. */
const dynamo = mockClient(DynamoDBClient);
const ses = mockClient(SESClient);
const secrets = mockClient(SecretsManagerClient);
const notice = JSON.stringify({ orderId: 'SB-1001', fact: 'order.paid', channel: 'email' });
let handler: (event: SQSEvent) => Promise<SQSBatchResponse>;
let logged: string[];

beforeAll(async () => {
  vi.stubEnv('STAGE_CONFIG', JSON.stringify(localStage));
  vi.stubEnv('TABLE_NAME', 'orders');
  vi.stubEnv('PUBLIC_BASE_URL', 'https://pay.example');
  vi.stubEnv('SECRET_ID', 'secret');
  vi.stubEnv('POWERTOOLS_DEV', 'false');
  ({ handler } = await import('../../functions/deliver.ts'));
});
afterAll(() => vi.unstubAllEnvs());

beforeEach(() => {
  logged = [];
  // Powertools writes to a console of its own over these two.
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, 'write').mockImplementation((chunk) => logged.push(String(chunk)) > 0);
  dynamo.reset();
  ses.reset();
  dynamo.on(GetItemCommand).resolves({ Item: itemFromOrder(orderFor('order.paid').order, localWaits) });
  dynamo.on(UpdateItemCommand).resolves({});
  dynamo.on(DeleteItemCommand).resolves({});
  ses.on(SendEmailCommand).resolves({ MessageId: 'm-1' });
  secrets.reset();
  secrets.on(GetSecretValueCommand).resolves({ SecretString: JSON.stringify(aSecret) });
});
afterEach(() => vi.restoreAllMocks());

describe('the function deliver', () => {
  it('reads the order strongly, writes the ledger once, and sends one email that leads back to the shop', async () => {
    expect(await handler(batch(notice))).toEqual({ batchItemFailures: [] });
    expect(dynamo.commandCalls(GetItemCommand).map(({ args: [{ input }] }) => input)).toMatchObject([
      { Key: { pk: { S: 'ORDER#local#SB-1001' }, sk: { S: 'ORDER' } }, ConsistentRead: true },
    ]);
    expect(dynamo.commandCalls(UpdateItemCommand)).toHaveLength(1);
    expect(dynamo.calls()).toHaveLength(2);
    expect(emails()).toMatchObject([{ Destination: { ToAddresses: ['rahela@example.com'] } }]);
    expect(emails()[0]?.Message?.Body?.Text?.Data).toContain(
      'https://shop.example/orders?id=SB-1001&from=mail&orderId=SB-1001&status=paid',
    );
  });

  it('reads no secret to send a receipt', async () => {
    await handler(batch(notice));
    expect(secrets.calls()).toHaveLength(0);
  });

  it('sends whoever waited for bKash his payment link, which nothing else ever held', async () => {
    const { order } = orderFor('order.payment_link');
    const waiting = { ...order, expiresAt: Date.now() + 60_000 };
    dynamo.on(GetItemCommand).resolves({ Item: itemFromOrder(waiting, localWaits) });
    const told = JSON.stringify({ orderId: 'SB-1001', fact: 'order.payment_link', channel: 'email' });
    expect(await handler(batch(told))).toEqual({ batchItemFailures: [] });
    const text = emails()[0]?.Message?.Body?.Text?.Data;
    const [, token = ''] = /https:\/\/pay\.example\/pay\/SB-1001\?token=(\S+)/.exec(text ?? '') ?? [];
    const keys = aSecret.signingKeys;
    const claim = { token, environment: 'local', orderId: 'SB-1001', keys, nowMs: Date.now() };
    expect(verifyOrderToken(claim)).toBe(true);
    expect(logged.join('\n')).toContain('NoticeSent');
    expect(logged.join('\n')).not.toContain(token);
    expect(JSON.stringify(dynamo.commandCalls(UpdateItemCommand).map(({ args }) => args))).not.toContain(
      token,
    );
  });

  it('lets a message that is not ours fail alone', async () => {
    const answer = await handler(batch('rahela@example.com 01712345678', notice));
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'message-0' }] });
    expect(emails()).toHaveLength(1);
  });

  it('sends nothing for a fact that another message has told', async () => {
    const told = { messageId: { S: 'another' }, sends: { N: '1' } };
    dynamo
      .on(UpdateItemCommand)
      .rejects(new ConditionalCheckFailedException({ $metadata: {}, message: 'told', Item: told }));
    expect(await handler(batch(notice))).toEqual({ batchItemFailures: [] });
    expect(emails()).toHaveLength(0);
  });

  it('has a refused email brought again, its claim given back', async () => {
    ses.on(SendEmailCommand).rejects(new MessageRejected({ $metadata: {}, message: 'rahela@example.com' }));
    expect(await handler(batch(notice))).toEqual({ batchItemFailures: [{ itemIdentifier: 'message-0' }] });
    expect(dynamo.commandCalls(DeleteItemCommand)).toHaveLength(1);
  });

  it('runs a batch at once, not one behind the other', async () => {
    let [sending, most] = [0, 0];
    ses.on(SendEmailCommand).callsFake(async () => {
      most = Math.max(most, ++sending);
      await new Promise((resolve) => setTimeout(resolve, 20));
      sending -= 1;
      return {};
    });
    await handler(batch(...Array.from({ length: 10 }, () => notice)));
    expect(most).toBe(10);
  });

  it('logs what it did and nothing of the customer', async () => {
    await handler(batch(notice, '{"email":"rahela@example.com"}'));
    ses.on(SendEmailCommand).rejects(new MessageRejected({ $metadata: {}, message: 'rahela@example.com' }));
    await handler(batch(notice));
    for (const event of ['NoticeSent', 'HandlerFailed', 'NoticeFailed'])
      expect(logged.join('\n')).toContain(event);
    expect(logged.join('\n')).not.toMatch(/rahela|khatun|0171|@example|shop\.example/i);
  });
});

function emails() {
  return ses.commandCalls(SendEmailCommand).map(({ args: [{ input }] }) => input);
}

function batch(...bodies: string[]): SQSEvent {
  const Records = bodies.map((body, index) => ({ messageId: `message-${index}`, body }));
  return { Records } as SQSEvent;
}
