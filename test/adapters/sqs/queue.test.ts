import { SendMessageBatchCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { UnsentError } from '../../../shared/adapters/sqs/port.ts';
import { sqsQueue } from '../../../shared/adapters/sqs/queue.ts';

const queueUrl = 'https://sqs.ap-southeast-1.amazonaws.com/123456789012/settle';
const sqs = mockClient(SQSClient);
const queue = sqsQueue<{ orderId: string }>(queueUrl, new SQSClient());
const orders = (count: number) => Array.from({ length: count }, (_, index) => ({ orderId: `o${index}` }));

beforeEach(() => {
  sqs.reset();
});

describe('a queue', () => {
  it('takes one message as JSON, delayed when asked', async () => {
    sqs.on(SendMessageCommand).resolves({});
    await queue.send({ orderId: 'o1' });
    await queue.send({ orderId: 'o2' }, { delaySeconds: 35 });
    expect(sqs.commandCalls(SendMessageCommand).map((call) => call.args[0].input)).toEqual([
      { QueueUrl: queueUrl, MessageBody: '{"orderId":"o1"}' },
      { QueueUrl: queueUrl, MessageBody: '{"orderId":"o2"}', DelaySeconds: 35 },
    ]);
  });

  it('says so when SQS did not take the message', async () => {
    sqs.on(SendMessageCommand).rejects(new Error('down'));
    await expect(queue.send({ orderId: 'o1' })).rejects.toThrow('down');
  });

  it('takes many messages ten to a request, each once and in order', async () => {
    sqs.on(SendMessageBatchCommand).callsFake(takeAll);
    await queue.sendAll(orders(23), { delaySeconds: 5 });
    const requests = sqs
      .commandCalls(SendMessageBatchCommand)
      .map((call) => call.args[0].input.Entries ?? []);
    expect(requests.map((entries) => entries.length)).toEqual([10, 10, 3]);
    expect(requests.flat().map((entry) => JSON.parse(entry.MessageBody ?? ''))).toEqual(orders(23));
    expect(requests.flat().every((entry) => entry.DelaySeconds === 5)).toBe(true);
  });

  it('sends nothing for no messages', async () => {
    await queue.sendAll([]);
    expect(sqs.calls()).toHaveLength(0);
  });

  it('offers again what SQS refused within a batch', async () => {
    let offers = 0;
    sqs.on(SendMessageBatchCommand).callsFake((input) => {
      offers += 1;
      return offers === 1 ? { Successful: [{ Id: '0' }, { Id: '2' }] } : takeAll(input);
    });
    await queue.sendAll(orders(3));
    const [, again] = sqs.commandCalls(SendMessageBatchCommand);
    expect(again?.args[0].input.Entries?.map((entry) => entry.MessageBody)).toEqual(['{"orderId":"o1"}']);
  });

  it('names what SQS refused twice, after sending all the others', async () => {
    sqs.on(SendMessageBatchCommand).callsFake(({ Entries }: { Entries: Entry[] }) => ({
      Successful: Entries.filter((entry) => !entry.MessageBody.includes('"o3"')),
    }));
    const error = await queue.sendAll(orders(12)).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(UnsentError);
    expect((error as UnsentError).unsent).toEqual([{ orderId: 'o3' }]);
    expect((error as UnsentError).message).toBe('SQS did not take 1 of 12 messages');
  });
});

interface Entry {
  Id: string;
  MessageBody: string;
}

const takeAll = ({ Entries }: { Entries: Entry[] }) => ({ Successful: Entries.map(({ Id }) => ({ Id })) });
