import {
  SendMessageBatchCommand,
  type SendMessageBatchRequestEntry,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { type Delay, type Queue, UnsentError } from './port.ts';

/** Sends messages of one kind, as JSON, to one queue. */
export function sqsQueue<Message>(queueUrl: string, client: SQSClient): Queue<Message> {
  return {
    async send(message, options) {
      const command = new SendMessageCommand({ QueueUrl: queueUrl, ...bodyOf(message, options) });
      await client.send(command);
    },

    async sendAll(messages, options) {
      const unsent: Message[] = [];
      for (let start = 0; start < messages.length; start += maxBatch)
        unsent.push(...(await sendBatch(messages.slice(start, start + maxBatch), options)));
      if (unsent.length > 0) throw new UnsentError(unsent, messages.length);
    },
  };

  /** SQS takes and refuses entries one by one within an accepted request; what it refused is offered once more. */
  async function sendBatch(messages: readonly Message[], options?: Delay): Promise<Message[]> {
    const refused = await refusedOf(messages, options);
    return refused.length > 0 ? refusedOf(refused, options) : [];
  }

  async function refusedOf(messages: readonly Message[], options?: Delay): Promise<Message[]> {
    const entries = messages.map(
      (message, index): SendMessageBatchRequestEntry => ({ Id: String(index), ...bodyOf(message, options) }),
    );
    const answer = await client.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries: entries }));
    const taken = new Set(answer.Successful?.map((entry) => entry.Id));
    return messages.filter((_, index) => !taken.has(String(index)));
  }
}

/**
 * A client that gives up in time to say so: the SDK's own would wait for ever, and SNS waits 15 s for the webhook's
 * answer. Two tries of 3.5 s, so that certificate and queue fit the function's 10 s.
 */
export function sqsClient(): SQSClient {
  return new SQSClient({
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 1_000, requestTimeout: 2_500, throwOnRequestTimeout: true },
  });
}

/**
 * The same for a browser's request that has already waited for bKash: one try of two seconds at most fits into the 29 s
 * that are left of it. For messages that somebody else would send later anyway.
 */
export function hurriedSqsClient(): SQSClient {
  return new SQSClient({
    maxAttempts: 1,
    requestHandler: { connectionTimeout: 500, requestTimeout: 1_500, throwOnRequestTimeout: true },
  });
}

const maxBatch = 10;

function bodyOf(message: unknown, options?: Delay): { MessageBody: string; DelaySeconds?: number } {
  const MessageBody = JSON.stringify(message);
  return options?.delaySeconds === undefined
    ? { MessageBody }
    : { MessageBody, DelaySeconds: options.delaySeconds };
}
