import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as passes } from 'node:timers/promises';
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  type SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe } from 'vitest';
import { ensureQueue } from '../../../infra/local/runner/queue.ts';
import { startServerThread } from '../../../infra/local/runner/server-thread.ts';
import { sqsQueue } from '../../../shared/adapters/sqs/queue.ts';
import { type OpenQueue, queueContract } from '../../contracts/queue.ts';
import type { Delivery, QueueRules } from '../../in-memory/queue.ts';

/**
 * Goal: the queue in memory keeps messages as SQS does. Method: the description of `test/contracts/queue.ts` on the
 * SQS server of the local system, each test on a queue of its own, in real seconds.
 */
const region = 'ap-southeast-1';
const account = '000000000000';
let directory: string;
let server: Awaited<ReturnType<typeof startServerThread>>;
let client: SQSClient;
let queues = 0;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'sqs-'));
  server = await startServerThread('sqs', { dataDir: directory, region, log: () => undefined });
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  client = new SQSClient({ endpoint: server.url, region, credentials });
});
afterAll(async () => {
  client.destroy();
  await server.close();
  rmSync(directory, { recursive: true });
});

describe('on SQS', () => {
  queueContract(open);
});

async function open({ visibilityMs, maxReceives }: QueueRules): Promise<OpenQueue> {
  queues += 1;
  const [name, deadName] = [`contract-${queues}`, `contract-${queues}-dead`];
  await ensureQueue(client, deadName, {}, false);
  const deadLetterTargetArn = `arn:aws:sqs:${region}:${account}:${deadName}`;
  const RedrivePolicy = { deadLetterTargetArn, maxReceiveCount: maxReceives };
  await ensureQueue(client, name, { VisibilityTimeout: visibilityMs / 1000, RedrivePolicy }, false);
  const [url, deadUrl] = [`${server.url}/${account}/${name}`, `${server.url}/${account}/${deadName}`];
  const { sender, loseNextAnswer } = forgetfulClient();
  return {
    port: sqsQueue<object>(url, sender),
    receive: (most) => receive(url, most),
    remove: async ({ receipt }) => {
      await client.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: receipt }));
    },
    hide: async ({ receipt }, forMs) => {
      await client.send(
        new ChangeMessageVisibilityCommand({
          QueueUrl: url,
          ReceiptHandle: receipt,
          VisibilityTimeout: forMs / 1000,
        }),
      );
    },
    deadLetters: async () => (await receive(deadUrl, 10)).map(({ body }) => body),
    passes,
    loseNextAnswer,
  };
}

async function receive(QueueUrl: string, most: number): Promise<Delivery[]> {
  const { Messages = [] } = await client.send(
    new ReceiveMessageCommand({
      QueueUrl,
      MaxNumberOfMessages: most,
      MessageSystemAttributeNames: ['ApproximateReceiveCount'],
    }),
  );
  return Messages.map(({ MessageId = '', Body = '', ReceiptHandle = '', Attributes }) => ({
    messageId: MessageId,
    body: Body,
    receives: Number(Attributes?.ApproximateReceiveCount),
    receipt: ReceiptHandle,
  }));
}

/** The SDK sends again what got no answer: the queue then holds it twice. */
function forgetfulClient() {
  let isLosing = false;
  const send = async (command: SendMessageCommand) => {
    if (isLosing) {
      isLosing = false;
      await client.send(command);
    }
    return client.send(command);
  };
  const sender = { send: send as SQSClient['send'] };
  const loseNextAnswer = () => {
    isLosing = true;
  };
  return { sender: sender as SQSClient, loseNextAnswer };
}
