import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { vi } from 'vitest';
import type { Door } from '../../functions/edge/http.ts';
import { parseSettleMessage } from '../../shared/adapters/sqs/settle-message.ts';
import type { StageConfig } from '../../shared/config/stage.ts';
import { certificateUrl, now, topicArn } from '../adapters/sns/signer.ts';
import { liveStage } from '../fakes/stage.ts';
import { httpEvent } from './edge/http-event.ts';

export const webhookStage: StageConfig = { ...liveStage, topicArn };

/** How a request may come, beside its body. */
export interface How {
  headers?: Record<string, string>;
  isBase64Encoded?: boolean;
}

/**
 * The deployed handler itself, from API Gateway's event to AWS's commands; only SQS, DynamoDB and the network are
 * stand-ins. `asked` remembers every address that was fetched.
 */
export function webhookDoor() {
  const sqs = mockClient(SQSClient);
  const dynamodb = mockClient(DynamoDBClient);
  const asked: string[] = [];
  const door = {
    sqs,
    dynamodb,
    asked,
    network: (_url: string): Response | Promise<Response> => new Response('', { status: 404 }),
    handler: (() => Promise.reject(new Error('not started'))) as Door,

    async start(config = webhookStage): Promise<void> {
      vi.useFakeTimers({ now, toFake: ['Date'] });
      vi.stubGlobal('fetch', async (url: string) => {
        asked.push(url);
        return door.network(url);
      });
      door.handler = await startedWith(config);
    },

    stop(): void {
      vi.unstubAllGlobals();
      vi.unstubAllEnvs();
      vi.useRealTimers();
    },

    /** Everything works, and Amazon serves this certificate. */
    reset(pem: string): void {
      sqs.reset();
      sqs.on(SendMessageCommand).resolves({});
      dynamodb.reset();
      dynamodb.on(PutItemCommand).resolves({});
      asked.length = 0;
      door.network = (url) => new Response(url === certificateUrl ? pem : '<ok/>');
    },

    answerTo: (body: string, how: How = {}) =>
      door.handler(httpEvent({ method: 'POST', path: '/webhooks/bkash', body, ...how })),

    queuedBodies: () =>
      sqs.commandCalls(SendMessageCommand).map((call) => call.args[0].input.MessageBody ?? ''),
    queued: () => door.queuedBodies().map(parseSettleMessage),
    /** What was written to the table, by kind of item. */
    kept: (kind: 'QUARANTINE' | 'JOURNAL') =>
      dynamodb
        .commandCalls(PutItemCommand)
        .map((call) => unmarshall(call.args[0].input.Item ?? {}))
        .filter(({ pk }) => pk.startsWith(`${kind}#`)),
  };
  return door;
}

/** The function reads its environment while its module loads, so each configuration is a fresh load. */
async function startedWith(config: StageConfig): Promise<Door> {
  vi.stubEnv('STAGE_CONFIG', JSON.stringify(config));
  vi.stubEnv('SETTLE_QUEUE_URL', 'https://sqs.ap-southeast-1.amazonaws.com/123456789012/settle');
  vi.stubEnv('TABLE_NAME', 'Orders');
  vi.stubEnv('AWS_REGION', 'ap-southeast-1');
  vi.resetModules();
  return (await import('../../functions/receive-webhook.ts')).handler;
}
