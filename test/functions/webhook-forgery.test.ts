import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { communityAccepts } from '../adapters/sns/community.ts';
import {
  certificateUrl,
  type Fields,
  type Identity,
  identity,
  notification,
  now,
  signed,
  subscription,
} from '../adapters/sns/signer.ts';
import { forgeries } from './forgeries.ts';
import { webhookDoor } from './webhook-door.ts';

/**
 * Goal: no message that Amazon did not sign for our topic is accepted, and nothing but Amazon's own certificates is
 * ever fetched, while every genuine message passes. Method: the deployed handler itself, given a hundred named
 * forgeries, ten thousand random changes of genuine messages and a thousand genuine ones; DynamoDB, SQS and the
 * network are stand-ins that remember. Safe: nothing leaves the process. The seed is fixed, so a failure repeats.
 */
const seed = 20261123;
const door = webhookDoor();
let amazon: Identity;
let stranger: Identity;

beforeAll(async () => {
  [amazon, stranger] = await Promise.all([identity(), identity({ commonName: 'sns.example.com' })]);
  await door.start();
  // What a refusal logs is tested elsewhere; ten thousand of them would only be slow.
  for (const method of ['log', 'info', 'warn', 'error'] as const)
    vi.spyOn(console, method).mockImplementation(() => {});
}, 60_000);
afterAll(() => {
  door.stop();
  vi.restoreAllMocks();
});
beforeEach(() => door.reset(amazon.pem));

describe('a forged webhook', { timeout: 120_000 }, () => {
  it('comes in more than sixty shapes', () => {
    expect(Object.keys(forgeries).length).toBeGreaterThan(60);
  });

  it.each(Object.entries(forgeries))('is refused: %s', async (_, forge) => {
    const forged = forge({ amazon, stranger });
    const isText = typeof forged === 'string' || Buffer.isBuffer(forged);
    const body = Buffer.from(isText ? forged : JSON.stringify(forged));
    const { statusCode } = await door.answerTo(body.toString('base64'), { isBase64Encoded: true });
    expect([400, 403]).toContain(statusCode);
    expectUntouched();
  });

  it.each([
    ['a header that names our topic', { 'x-amz-sns-topic-arn': notification().TopicArn ?? '' }],
    ['a signature of another kind beside it', { 'x-signature': 'a'.repeat(64) }],
    ['a header that says the message is bare', { 'x-amz-sns-rawdelivery': 'true' }],
  ])('is refused whatever its headers say: %s', async (_, headers) => {
    const forged = JSON.stringify(signed(notification(), stranger));
    expect(await door.answerTo(forged, { headers })).toMatchObject({ statusCode: 403 });
    expectUntouched();
  });

  it.each([
    ['a stranger’s name', { commonName: 'sns.example.com' }, 'aaa1'],
    ['no RSA key', { keyType: 'ec' as const }, 'aaa2'],
    ['a short key', { keySize: 1024 }, 'aaa3'],
    ['its time over', { to: now - 1_000 }, 'aaa4'],
  ])('is refused by a certificate with %s, at an address not seen before', async (_, shape, unseen) => {
    const other = await identity(shape);
    door.network = () => new Response(other.pem);
    const SigningCertURL = certificateUrl.replace('0123', unseen);
    const forged = JSON.stringify(signed(notification({ SigningCertURL }), other));
    expect(await door.answerTo(forged)).toMatchObject({ statusCode: 403 });
    expectUntouched();
  });

  it('is refused in ten thousand random changes of genuine messages', async () => {
    const genuine = [
      notification({ Subject: 'Payment' }),
      notification({ Subject: 'Payment', SignatureVersion: '2' }),
      subscription(),
      subscription({ Type: 'UnsubscribeConfirmation', SignatureVersion: '2' }),
    ].map((fields) => signed(fields, amazon));
    let tried = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...genuine),
        fc.constantFrom(...deciding),
        edit,
        async (message, key, change) => {
          const original = message[key];
          fc.pre(original !== undefined);
          const text = String(original);
          const at = change.at % (text.length + 1);
          const forged = text.slice(0, at) + change.insert + text.slice(at + change.drop);
          fc.pre(forged !== text);
          tried += 1;
          const { statusCode } = await door.answerTo(JSON.stringify({ ...message, [key]: forged }));
          expect([400, 403]).toContain(statusCode);
        },
      ),
      { numRuns: 10_000, seed },
    );
    expect(tried).toBeGreaterThanOrEqual(10_000);
    expectUntouched();
  });
});

describe('a genuine webhook', { timeout: 120_000 }, () => {
  it('passes, a thousand of both versions, and none of them vanishes', async () => {
    const messages = fc.sample(genuineNotification, { numRuns: 1_000, seed });
    let settled = 0;
    for (const fields of messages) {
      const message = signed(fields, amazon);
      expect(await communityAccepts(message, amazon.pem)).toBe(true);
      expect(await door.answerTo(JSON.stringify(message))).toMatchObject({ statusCode: 200 });
      settled += 1;
      expect(door.queued().length + door.kept('QUARANTINE').length).toBe(1);
      door.reset(amazon.pem);
    }
    expect(settled).toBe(1_000);
    expect(new Set(messages.map(({ SignatureVersion }) => SignatureVersion))).toEqual(new Set(['1', '2']));
  });
});

/** Every field that decides whether a message is believed, or what it says. */
const deciding = [
  'Message',
  'MessageId',
  'Timestamp',
  'TopicArn',
  'Type',
  'Subject',
  'Token',
  'SubscribeURL',
  'Signature',
  'SignatureVersion',
  'SigningCertURL',
];

/** Small edits of the genuine text find more than wholly foreign texts do; both are tried. */
const edit = fc.oneof(
  fc.record({ at: fc.nat(), insert: fc.string({ minLength: 1, maxLength: 3 }), drop: fc.constant(0) }),
  fc.record({ at: fc.nat(), insert: fc.string({ maxLength: 2 }), drop: fc.integer({ min: 1, max: 5 }) }),
  fc.record({ at: fc.constant(0), insert: fc.string({ unit: 'grapheme' }), drop: fc.constant(100_000) }),
  fc.record({
    at: fc.constant(0),
    insert: fc.webUrl({ withQueryParameters: true }),
    drop: fc.constant(100_000),
  }),
  fc.record({
    at: fc.nat(),
    insert: fc.constantFrom('\n', '\0', '=', '-', '_', '@', ':', '%2e', '/'),
    drop: fc.constant(0),
  }),
);

/** bKash's own words, and anything else that its topic might carry one day. */
const genuineNotification: fc.Arbitrary<Fields> = fc
  .record({
    MessageId: fc.uuid(),
    SignatureVersion: fc.constantFrom('1', '2'),
    Subject: fc.option(fc.constantFrom('Payment', 'টাকা', 'a b'), { nil: undefined }),
    ageMs: fc.integer({ min: -10 * 60_000, max: 75 * 60_000 }),
    Message: fc.oneof(
      fc.constant(String(notification().Message)),
      fc.json(),
      fc.string({ unit: 'grapheme', minLength: 1 }),
    ),
  })
  .map(({ Subject, ageMs, ...rest }) =>
    notification({
      ...rest,
      Timestamp: new Date(now - ageMs).toISOString(),
      ...(Subject !== undefined && { Subject }),
    }),
  );

/** Nothing was queued, kept or confirmed, and no address was asked but of Amazon's certificates. */
function expectUntouched(): void {
  expect(door.sqs.calls()).toHaveLength(0);
  expect(door.dynamodb.calls()).toHaveLength(0);
  const amazons =
    /^https:\/\/sns\.ap-southeast-1\.amazonaws\.com\/SimpleNotificationService-[0-9a-f]{32}\.pem$/;
  expect(door.asked.filter((url) => !amazons.test(url))).toEqual([]);
}
