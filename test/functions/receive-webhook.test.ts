import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Door } from '../../functions/edge/http.ts';
import { parseSettleMessage } from '../../shared/adapters/sqs/settle-message.ts';
import type { StageConfig } from '../../shared/config/stage.ts';
import { problemSchema } from '../../shared/contract/problem.ts';
import {
  certificateUrl,
  type Identity,
  identity,
  notification,
  now,
  signed,
  subscription,
  topicArn,
} from '../adapters/sns/signer.ts';
import { liveStage } from '../fakes/stage.ts';
import { httpEvent } from './edge/http-event.ts';

/** The deployed handler itself, from API Gateway's event to SQS's command; only SQS and the network are stand-ins. */
const sqs = mockClient(SQSClient);
const asked: string[] = [];
let network: (url: string) => Response | Promise<Response>;
let amazon: Identity;
let handler: Door;

beforeAll(async () => {
  amazon = await identity();
  vi.useFakeTimers({ now, toFake: ['Date'] });
  vi.stubGlobal('fetch', async (url: string) => {
    asked.push(url);
    return network(url);
  });
  handler = await startedWith(stage);
}, 60_000);
afterAll(() => {
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
  vi.useRealTimers();
});
beforeEach(() => {
  sqs.reset();
  sqs.on(SendMessageCommand).resolves({});
  asked.length = 0;
  network = (url) => new Response(url === certificateUrl ? amazon.pem : '<ok/>');
});

describe('POST /webhooks/bkash', { timeout: 30_000 }, () => {
  it.each([
    ['as SNS sends it', { headers: { 'content-type': 'text/plain; charset=UTF-8' } }],
    ['as JSON', { headers: { 'content-type': 'application/json' } }],
    ['as something else', { headers: { 'content-type': 'application/octet-stream' } }],
    ['without a content type', {}],
    ['base64-encoded by the gateway', { isBase64Encoded: true }],
  ])('queues a genuine notification and answers 200, %s', async (_, how) => {
    const text = JSON.stringify(signed(notification(), amazon));
    const body = 'isBase64Encoded' in how ? Buffer.from(text).toString('base64') : text;
    expect(await answerTo(body, how)).toMatchObject({ statusCode: 200 });
    expect(queued()).toMatchObject([{ kind: 'webhook', verified: true, stale: false, receivedAt: now }]);
  });

  it('answers 400 to what is no SNS message, and looks no further', async () => {
    for (const body of ['', 'hello', '{}', '[]', '{"Type":"Notification"}'])
      expect(await problemOf(body)).toMatchObject({ status: 400, code: 'invalid_request' });
    expect(asked).toEqual([]);
    expect(queued()).toEqual([]);
  });

  it('answers 403 to a forged message and to a foreign topic; neither is queued', async () => {
    const genuine = signed(notification(), amazon);
    const forged = { ...genuine, Message: genuine.Message?.replace('"100"', '"900"') };
    const foreign = signed(notification({ TopicArn: `${topicArn}2` }), amazon);
    for (const message of [forged, foreign])
      expect(await problemOf(JSON.stringify(message))).toMatchObject({ status: 403, code: 'forbidden' });
    expect(queued()).toEqual([]);
  });

  it('takes 64 kB and answers 413 to one byte more, unread', async () => {
    const unpadded = JSON.stringify(signed(notification(), amazon));
    const padded = unpadded + ' '.repeat(64 * 1024 - unpadded.length);
    expect(await answerTo(padded)).toMatchObject({ statusCode: 200 });
    expect(await problemOf(`${padded} `)).toMatchObject({ status: 413 });
    expect(queued()).toHaveLength(1);
  });

  it('answers 5xx, never 4xx, when the message could not be queued', async () => {
    sqs.on(SendMessageCommand).rejects(new Error('down'));
    expect(await problemOf(JSON.stringify(signed(notification(), amazon)))).toMatchObject({ status: 500 });
  });

  it('queues unverified what it cannot verify now', async () => {
    const unseen = certificateUrl.replace('0123', 'ffff');
    network = () => Promise.reject(new TypeError('fetch failed'));
    const message = signed(notification({ SigningCertURL: unseen }), amazon);
    expect(await answerTo(JSON.stringify(message))).toMatchObject({ statusCode: 200 });
    expect(queued()).toMatchObject([{ verified: false, envelope: { SigningCertURL: unseen } }]);
  });

  it('answers 200 to an old message and queues it as stale', async () => {
    const old = notification({ Timestamp: new Date(now - 76 * 60_000).toISOString() });
    expect(await answerTo(JSON.stringify(signed(old, amazon)))).toMatchObject({ statusCode: 200 });
    expect(queued()).toMatchObject([{ verified: true, stale: true }]);
  });

  it('confirms the pinned subscription at the address of our making, whatever SubscribeURL says', async () => {
    const hostile = subscription({ SubscribeURL: 'http://169.254.169.254/latest/meta-data' });
    expect(await answerTo(JSON.stringify(signed(hostile, amazon)))).toMatchObject({ statusCode: 200 });
    const calls = asked.filter((url) => url !== certificateUrl);
    expect(calls.map((url) => new URL(url).origin)).toEqual(['https://sns.ap-southeast-1.amazonaws.com']);
    expect(new URL(calls[0] ?? '').searchParams.get('Action')).toBe('ConfirmSubscription');
    expect(queued()).toEqual([]);
  });

  it('answers 403 to every message where webhooks are off', async () => {
    const closed = await startedWith({ ...stage, webhooks: 'off' });
    expect(await problemOf(JSON.stringify(signed(notification(), amazon)), closed)).toMatchObject({
      status: 403,
    });
    expect(asked).toEqual([]);
  });
});

const stage: StageConfig = { ...liveStage, topicArn };

/** The function reads its environment while its module loads, so each configuration is a fresh load. */
async function startedWith(config: StageConfig): Promise<Door> {
  vi.stubEnv('STAGE_CONFIG', JSON.stringify(config));
  vi.stubEnv('SETTLE_QUEUE_URL', 'https://sqs.ap-southeast-1.amazonaws.com/123456789012/settle');
  vi.stubEnv('AWS_REGION', 'ap-southeast-1');
  vi.resetModules();
  return (await import('../../functions/receive-webhook.ts')).handler;
}

function answerTo(
  body: string,
  how: { headers?: Record<string, string>; isBase64Encoded?: boolean } = {},
  door = handler,
) {
  return door(httpEvent({ method: 'POST', path: '/webhooks/bkash', body, ...how }));
}

async function problemOf(body: string, door = handler) {
  const answer = await answerTo(body, {}, door);
  const problem = problemSchema.parse(JSON.parse(answer.body ?? ''));
  expect(problem.status).toBe(answer.statusCode);
  return problem;
}

function queued() {
  return sqs
    .commandCalls(SendMessageCommand)
    .map((call) => parseSettleMessage(call.args[0].input.MessageBody ?? ''));
}
