import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { problemSchema } from '../../shared/contract/problem.ts';
import {
  certificateUrl,
  type Fields,
  type Identity,
  identity,
  notification,
  now,
  signed,
  subscription,
  topicArn,
} from '../adapters/sns/signer.ts';
import { type How, webhookDoor, webhookStage } from './webhook-door.ts';

const door = webhookDoor();
let amazon: Identity;

beforeAll(async () => {
  amazon = await identity();
  await door.start();
}, 60_000);
afterAll(() => door.stop());
beforeEach(() => door.reset(amazon.pem));

describe('POST /webhooks/bkash', { timeout: 30_000 }, () => {
  it.each([
    ['as SNS sends it', { headers: { 'content-type': 'text/plain; charset=UTF-8' } }],
    ['as JSON', { headers: { 'content-type': 'application/json' } }],
    ['as something else', { headers: { 'content-type': 'application/octet-stream' } }],
    ['without a content type', {}],
    ['base64-encoded by the gateway', { isBase64Encoded: true }],
  ])('queues a genuine notification and answers 200, %s', async (_, how) => {
    const text = genuine();
    const body = 'isBase64Encoded' in how ? Buffer.from(text).toString('base64') : text;
    expect(await door.answerTo(body, how)).toMatchObject({ statusCode: 200 });
    expect(door.queued()).toMatchObject([
      {
        kind: 'webhook',
        receipt: { receivedAt: now },
        notice: { trxId: '4J420ANOXC', amountPoisha: 10_000 },
      },
    ]);
  });

  it('answers 400 to what is no SNS message, and looks no further', async () => {
    for (const body of ['', 'hello', '{}', '[]', '{"Type":"Notification"}'])
      expect(await problemOf(body)).toMatchObject({ status: 400, code: 'invalid_request' });
    expect(door.asked).toEqual([]);
    expect(door.queued()).toEqual([]);
  });

  it('answers 403 to a forged message and to a foreign topic; neither is queued', async () => {
    const ours = signed(notification(), amazon);
    const forged = { ...ours, Message: ours.Message?.replace('"100"', '"900"') };
    const foreign = signed(notification({ TopicArn: `${topicArn}2` }), amazon);
    for (const message of [forged, foreign])
      expect(await problemOf(JSON.stringify(message))).toMatchObject({ status: 403, code: 'forbidden' });
    expect(door.queued()).toEqual([]);
  });

  it('takes 64 kB and answers 413 to one byte more, unread', async () => {
    const unpadded = genuine();
    const padded = unpadded + ' '.repeat(64 * 1024 - unpadded.length);
    expect(await door.answerTo(padded)).toMatchObject({ statusCode: 200 });
    expect(await problemOf(`${padded} `)).toMatchObject({ status: 413 });
    expect(door.queued()).toHaveLength(1);
  });

  it('answers 5xx, never 4xx, when the message could not be queued', async () => {
    door.sqs.on(SendMessageCommand).rejects(new Error('down'));
    expect(await problemOf(genuine())).toMatchObject({ status: 500 });
  });

  it('answers 5xx, never 4xx, when what goes aside could not be kept', async () => {
    door.dynamodb.on(PutItemCommand).rejects(new Error('down'));
    expect(await problemOf(genuine({ Message: '{}' }))).toMatchObject({ status: 500 });
    door.network = () => Promise.reject(new TypeError('fetch failed'));
    expect(await problemOf(genuine({ SigningCertURL: unseenUrl() }))).toMatchObject({ status: 500 });
    expect(door.queued()).toEqual([]);
  });

  it('keeps what it cannot verify now in quarantine, and queues where it lies', async () => {
    door.network = () => Promise.reject(new TypeError('fetch failed'));
    const message = genuine({ SigningCertURL: unseenUrl() });
    expect(await door.answerTo(message)).toMatchObject({ statusCode: 200 });
    const [kept] = door.kept('QUARANTINE');
    expect(kept).toMatchObject({ reason: 'unverified', body: expect.stringContaining('8801700000001') });
    expect(door.queued()).toEqual([{ kind: 'held', fingerprint: kept?.sk, receivedAt: now }]);
  });

  it('queues no payer’s number, whatever it could verify', async () => {
    await door.answerTo(genuine());
    door.network = () => Promise.reject(new TypeError('fetch failed'));
    await door.answerTo(genuine({ SigningCertURL: unseenUrl() }));
    expect(door.queuedBodies()).toHaveLength(2);
    expect(door.queuedBodies().join()).not.toContain('1700000001');
  });

  it('answers 200 to an old message and keeps it in quarantine as stale', async () => {
    const Timestamp = new Date(now - 76 * 60_000).toISOString();
    expect(await door.answerTo(genuine({ Timestamp }))).toMatchObject({ statusCode: 200 });
    expect(door.kept('QUARANTINE')).toMatchObject([{ reason: 'stale' }]);
    expect(door.kept('JOURNAL')).toMatchObject([{ outcome: 'quarantined', reason: 'stale' }]);
    expect(door.queued()).toEqual([]);
  });

  it('answers 200 to a message without a readable time, and journals it under our own', async () => {
    expect(await door.answerTo(genuine({ Timestamp: 'soon' }))).toMatchObject({ statusCode: 200 });
    expect(door.kept('JOURNAL')).toMatchObject([{ pk: 'JOURNAL#live#2026-11-23T10', reason: 'stale' }]);
  });

  it('confirms the pinned subscription at the address of our making, whatever SubscribeURL says', async () => {
    const hostile = subscription({ SubscribeURL: 'http://169.254.169.254/latest/meta-data' });
    expect(await door.answerTo(JSON.stringify(signed(hostile, amazon)))).toMatchObject({ statusCode: 200 });
    const calls = door.asked.filter((url) => url !== certificateUrl);
    expect(calls.map((url) => new URL(url).origin)).toEqual(['https://sns.ap-southeast-1.amazonaws.com']);
    expect(new URL(calls[0] ?? '').searchParams.get('Action')).toBe('ConfirmSubscription');
    expect(door.queued()).toEqual([]);
  });

  it('answers 403 to every message where webhooks are off', async () => {
    await door.start({ ...webhookStage, webhooks: 'off' });
    expect(await problemOf(genuine())).toMatchObject({ status: 403 });
    expect(door.asked).toEqual([]);
    await door.start();
  });
});

function genuine(changes: Fields = {}): string {
  return JSON.stringify(signed(notification(changes), amazon));
}

/** Of Amazon's shape, and in nobody's cache: a certificate that was fetched once is kept. */
let unseen = 0;
function unseenUrl(): string {
  unseen += 1;
  return certificateUrl.replace('0123', `fff${unseen}`);
}

async function problemOf(body: string, how: How = {}) {
  const answer = await door.answerTo(body, how);
  const problem = problemSchema.parse(JSON.parse(answer.body ?? ''));
  expect(problem.status).toBe(answer.statusCode);
  return problem;
}
