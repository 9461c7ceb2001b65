import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { GetQueueAttributesCommand, type QueueAttributeName, SQSClient } from '@aws-sdk/client-sqs';
import type { DynamoDBStreamEvent } from 'aws-lambda';
import { vi } from 'vitest';
import { listen } from '../../../infra/local/listen.ts';
import { createClock } from '../../../infra/local/runner/clock.ts';
import type { FunctionPool } from '../../../infra/local/runner/function-pool.ts';
import { clientConfig, startGround } from '../../../infra/local/runner/ground.ts';
import { localSecret } from '../../../infra/local/runner/local-secret.ts';
import { claimPorts } from '../../../infra/local/runner/ports.ts';
import { startBkash } from '../../../infra/local/runner/programs.ts';
import { ensureQueue } from '../../../infra/local/runner/queue.ts';
import { startQueueMapping } from '../../../infra/local/runner/queue-mapping.ts';
import { openState } from '../../../infra/local/runner/state.ts';
import { startStreamMapping } from '../../../infra/local/runner/stream-mapping.ts';
import { ensureTable } from '../../../infra/local/runner/table.ts';
import { localTopicArn } from '../../../infra/stages.ts';
import { type FunctionName, functionNames } from '../../../shared/config/environment.ts';
import { productionWaits, type StageConfig } from '../../../shared/config/stage.ts';
import { localStage } from '../../fakes/stage.ts';
import { tableProperties } from '../empty-table.ts';
import { completionsSeen } from './completions.ts';
import { overhear } from './overheard.ts';
import { waitForOneProcess } from './patient-clients.ts';

export type Fleet = Awaited<ReturnType<typeof startFleet>>;
type Handler = (event: never, context: object) => Promise<unknown>;

const tableName = 'orders';
const context = { awsRequestId: 'request-1', callbackWaitsForEmptyEventLoop: false };

/**
 * The deployed handlers in this process, with production's waits, on a real DynamoDB, SQS and SES server and with the
 * simulator as a process of its own. Queues and stream are read by the runner's own pollers. The clock that all of
 * them share moves when a test says so, and goes on by itself in between.
 */
export async function startFleet(onWebhook: (body: string) => Promise<number>) {
  const directory = mkdtempSync(join(tmpdir(), 'sundarban-race-'));
  const ends: Array<() => unknown> = [() => rmSync(directory, { recursive: true, force: true })];
  const state = openState(directory);
  ends.push(() => state.close());
  const clock = createClock(state);
  const secret = localSecret(state);
  const log = () => undefined;
  const ground = await startGround({
    localDir: directory,
    env: {},
    secrets: () => JSON.stringify(secret),
    log,
  });
  ends.push(ground.stop);
  const portBase = await claimPorts(0);
  const bkashUrl = `http://127.0.0.1:${portBase + 2}`;

  const handlers = new Map<string, Handler>();
  const completions = completionsSeen();
  const pool: Pick<FunctionPool, 'invoke'> = { invoke };
  /** A stream brings its records once at least: every fact is queued twice, as two messages. */
  const twice: typeof pool = {
    invoke: async (name, event) => (await Promise.all([invoke(name, event), invoke(name, event)]))[0],
  };
  const door = createServer(async (request, response) => {
    response.writeHead(await onWebhook(await text(request))).end();
  });
  ends.push((await listen(door, portBase + 1, 'the webhook')).close);

  const dynamodb = new DynamoDBClient(clientConfig(ground.dynamodb));
  const streams = new DynamoDBStreamsClient(clientConfig(ground.dynamodb));
  const sqs = new SQSClient(clientConfig(ground.sqs));
  const streamArn = (await ensureTable(dynamodb, tableName, tableProperties, false)) ?? '';
  for (const name of ['settle', 'notices', 'shop'])
    await ensureQueue(sqs, name, { VisibilityTimeout: 360 }, false);
  const queueUrl = (name: string) => `${ground.sqs}/000000000000/${name}`;

  const overheard = await overhear(bkashUrl);
  ends.push(overheard.close);
  const stage: StageConfig = {
    ...localStage,
    absentCustomer: 'on',
    bkash: { generation: 'v2', tokenizedOrigin: overheard.url },
    topicArn: localTopicArn,
    certificateOrigin: bkashUrl,
    returnOrigins: ['https://shop.example'],
    waits: productionWaits,
  };
  const environment = {
    ...ground.environment,
    STAGE_CONFIG: JSON.stringify(stage),
    PUBLIC_BASE_URL: `http://127.0.0.1:${portBase + 1}`,
    TABLE_NAME: tableName,
    SECRET_ID: 'the-secret',
    SETTLE_QUEUE_URL: queueUrl('settle'),
    NOTICE_QUEUE_URL: queueUrl('notices'),
    SHOP_QUEUE_URL: queueUrl('shop'),
    // Fifty thousand doors would write as many lines.
    POWERTOOLS_LOG_LEVEL: 'SILENT',
    POWERTOOLS_METRICS_DISABLED: 'true',
  };
  for (const [key, value] of Object.entries(environment)) vi.stubEnv(key, value);
  waitForOneProcess();
  for (const name of functionNames) {
    handlers.set(name, (await import(`../../../functions/${name}.ts`)).handler);
  }
  const realNow = Date.now.bind(Date);
  const moved = vi.spyOn(Date, 'now').mockImplementation(() => realNow() + clock.offsetMs);
  ends.push(() => moved.mockRestore(), vi.unstubAllEnvs);

  const bkash = await startBkash({
    portBase,
    localDir: directory,
    compileCache: join(directory, 'compile-cache'),
    addresses: { storefront: '', api: `http://127.0.0.1:${portBase + 1}`, bkash: bkashUrl },
    clock,
    bkashEnv: { BKASH_WEBHOOK_DELAY_MS: '0' },
    log,
  });
  ends.push(bkash.stop);

  const consumers = [consumer('settle', 'settle-payments'), consumer('notices', 'deliver'), stream()];
  ends.push(async () => {
    await Promise.all(consumers.map((one) => one.stop()));
    for (const client of [dynamodb, streams, sqs]) client.destroy();
  });

  return {
    ...pool,
    completionsOf: completions.of,
    calls: overheard.calls,
    /** Messages that wait in the two queues, are under way or delayed. */
    async waitingMessages(): Promise<number> {
      const counts = await Promise.all(['settle', 'notices'].map((name) => messagesIn(queueUrl(name))));
      return counts.reduce((sum, count) => sum + count, 0);
    },
    advance: (seconds: number) => clock.advance(seconds),
    whereThingsAre: { dynamodb: ground.dynamodb, sqs: ground.sqs, tableName },
    addresses: { bkash: bkashUrl, inbox: ground.ses, api: '', storefront: '' },
    async stop() {
      for (const end of ends.splice(0).reverse()) await end();
    },
  };

  async function messagesIn(QueueUrl: string): Promise<number> {
    const AttributeNames: QueueAttributeName[] = ['All'];
    const { Attributes = {} } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames }));
    return Object.entries(Attributes)
      .filter(([name]) => name.startsWith('ApproximateNumberOfMessages'))
      .reduce((sum, [, count]) => sum + Number(count), 0);
  }

  async function invoke(functionName: string, event: unknown) {
    const handler = handlers.get(functionName as FunctionName);
    if (!handler) throw new Error(`There is no function ${functionName}.`);
    if (functionName === 'announce') completions.see(event as DynamoDBStreamEvent);
    try {
      const payload = JSON.stringify(await handler(event as never, context)) ?? 'null';
      return { ok: true as const, requestId: '', payload };
    } catch (error) {
      return { ok: false as const, requestId: '', errorType: 'Error', errorMessage: String(error) };
    }
  }

  function consumer(queue: string, functionName: FunctionName) {
    const mapping = {
      functionName,
      queueUrl: queueUrl(queue),
      queueArn: `arn:aws:sqs:ap-southeast-1:000000000000:${queue}`,
      batchSize: 10,
      batchWindowSeconds: 0,
      reportsItemFailures: true,
      maximumConcurrency: 16,
      visibilitySeconds: 360,
      patterns: [],
    };
    return startQueueMapping(mapping, sqs, pool as FunctionPool, log);
  }

  function stream() {
    const mapping = {
      id: 'announce',
      functionName: 'announce',
      functionArn: 'announce',
      streamArn,
      batchSize: 100,
      startingPosition: 'TRIM_HORIZON' as const,
      bisects: true,
      reportsItemFailures: true,
      patterns: [{ dynamodb: { Keys: { sk: { S: ['ORDER'] } } } }],
    };
    return startStreamMapping(mapping, streams, twice as FunctionPool, state, log);
  }
}
