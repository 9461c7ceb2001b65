import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SESClient, SendEmailCommand } from '@aws-sdk/client-ses';
import { SendMessageBatchCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import type { SQSEvent } from 'aws-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { expect, vi } from 'vitest';
import { itemFromOrder } from '../../shared/adapters/dynamodb/order-item.ts';
import { powertoolsTelemetry } from '../../shared/adapters/telemetry/powertools.ts';
import type { Order } from '../../shared/domain/order.ts';
import { aSecret } from '../functions/edge/a-secret.ts';
import { canaries, credentials, foundIn } from './canaries.ts';
import { type Answer, dynamodb, openGateway, type Request, sqs } from './gateway.ts';
import { amazon } from './genuine-webhook.ts';
import { macOf, tokenOf } from './order-links.ts';
import { newWorld, stage, wired } from './wired-world.ts';

/**
 * One run with a mark in every field, whose every line, queued message and refusal is kept. Whatever fails in it
 * quotes the marks, as exceptions do.
 */
export const ses = mockClient(SESClient);
const secrets = mockClient(SecretsManagerClient);
export const authorization = `Bearer ${aSecret.storefrontKeys[0]}`;
export const everyMark = [...Object.values(canaries), ...credentials];
export const quoting = `ValidationException: ${everyMark.join(' ')} token-1`;
export const refusals: string[] = [];
export let envelope: Awaited<ReturnType<typeof amazon>>['envelope'];
export let settle: (event: SQSEvent) => Promise<unknown>;
export let deliver: (event: SQSEvent) => Promise<unknown>;
const lines: string[] = [];
let open: (request: Request) => Promise<Answer>;
export let tellShop: (event: SQSEvent) => Promise<unknown>;
export let recordBounce: (event: SQSEvent) => Promise<unknown>;
export let announce: (event: unknown) => Promise<unknown>;

/** Once for a test file. */
export async function startFunctions(): Promise<void> {
  vi.stubEnv('POWERTOOLS_DEV', 'false');
  vi.stubEnv('NOTICE_QUEUE_URL', 'http://127.0.0.1:9/notice');
  vi.stubEnv('SHOP_QUEUE_URL', 'http://127.0.0.1:9/shop');
  const made = await amazon();
  ({ envelope } = made);
  vi.stubGlobal('fetch', made.fetch);
  open = await openGateway();
  settle = (await import('../../functions/settle-payments.ts')).handler;
  deliver = (await import('../../functions/deliver.ts')).handler;
  tellShop = (await import('../../functions/tell-shop.ts')).handler;
  recordBounce = (await import('../../functions/record-bounce.ts')).handler;
  announce = (await import('../../functions/announce.ts')).handler as typeof announce;
}

/** Before each test: an order whose every field is marked. */
export async function startRun(): Promise<void> {
  lines.splice(0);
  refusals.splice(0);
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, 'write').mockImplementation((chunk) => lines.push(String(chunk)) > 0);
  sqs.reset();
  sqs.onAnyCommand().resolves({});
  dynamodb.reset();
  dynamodb.onAnyCommand().resolves({});
  ses.reset();
  secrets.on(GetSecretValueCommand).resolves({ SecretString: JSON.stringify(aSecret) });
  wired.world = newWorld();
  wired.world.now = Date.now();
  const telemetry = powertoolsTelemetry({ functionName: 'test', stage: () => stage.stage });
  Object.assign(wired.world, { telemetry });
  await ask({ method: 'POST', path: '/checkouts', headers: { authorization }, body: JSON.stringify(order) });
  expect(wired.world.order.customer).toEqual(order.customer);
}

export const order = {
  orderId: 'SB-1',
  amount: '1050.00',
  currency: 'BDT',
  customer: { name: canaries.name, email: canaries.email, phone: canaries.phone },
  returnUrl: `https://shop.example/orders?of=${canaries.returnQuery}`,
};

/** `evidence`: what was told instead, so that the silence means something. */
export function expectSilence(...evidence: string[]): void {
  const told = [...lines, ...queued(), ...refusals].join('\n');
  for (const one of evidence) expect(told).toContain(one);
  expect(foundIn(told, [...everyMark, tokenOf(), macOf(), 'token-1'])).toEqual([]);
}

export async function ask(request: Request): Promise<void> {
  const { status, body } = await open(request);
  if (status >= 400) refusals.push(body);
}

/** What the caller hears, refused or not. */
export async function answered(request: Request): Promise<string> {
  return (await open(request)).body;
}

export function hook(fields: Record<string, string>): Promise<void> {
  return ask({ method: 'POST', path: '/webhooks/bkash', body: JSON.stringify(fields) });
}

export async function announced(paid: Order): Promise<void> {
  const NewImage = itemFromOrder({ ...paid, environment: stage.stage }, stage.waits);
  await announce({ Records: [{ dynamodb: { SequenceNumber: '1', NewImage } }] });
}

export async function delivered(paid: Order, error?: Error): Promise<void> {
  dynamodb
    .on(GetItemCommand)
    .resolves({ Item: itemFromOrder({ ...paid, environment: stage.stage }, stage.waits) });
  if (error) ses.on(SendEmailCommand).rejects(error);
  else ses.on(SendEmailCommand).resolves({ MessageId: 'm-1' });
  await deliver(batch(JSON.stringify({ orderId: 'SB-1', fact: 'order.paid', channel: 'email' })));
}

/** The shop's server is told that this order was paid, and answers so or fails so. */
export async function shopTold(paid: Order, answer: () => Promise<Response>): Promise<unknown> {
  const Item = itemFromOrder({ ...paid, environment: stage.stage }, stage.waits);
  dynamodb.on(GetItemCommand).callsFake(({ Key }) => (Key.sk.S === 'ORDER' ? { Item } : {}));
  vi.stubGlobal('fetch', answer);
  return tellShop(batch(JSON.stringify({ orderId: 'SB-1', fact: 'order.paid', channel: 'shop' })));
}

export function queued(): string[] {
  const one = sqs.commandCalls(SendMessageCommand).map(({ args: [{ input }] }) => input);
  const many = sqs
    .commandCalls(SendMessageBatchCommand)
    .flatMap(({ args: [{ input }] }) => input.Entries ?? []);
  return [...one, ...many].map(({ MessageBody = '' }) => MessageBody);
}

export function batch(body: string): SQSEvent {
  return { Records: [{ messageId: 'm-1', body }] } as SQSEvent;
}
