import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { LocalServer } from '../listen.ts';
import type { Clock } from './clock.ts';
import { type Deployed, type Deployment, deploymentOf } from './deployment.ts';
import { eventBus } from './event-bus.ts';
import { createFunctionPool, type FunctionPool } from './function-pool.ts';
import { clientConfig, type Ground } from './ground.ts';
import { startHttpApi } from './http-api.ts';
import { eventOf, type SentMail } from './mailbox-simulator.ts';
import { accountId, localNames } from './names.ts';
import { ensureQueue } from './queue.ts';
import { type Consumer, startQueueMapping } from './queue-mapping.ts';
import { refuseWhatCannotRun } from './resource-types.ts';
import { startSchedules } from './schedules.ts';
import { ensureSecret } from './secrets-server.ts';
import type { RunnerState } from './state.ts';
import { startStreamMapping } from './stream-mapping.ts';
import { ensureTable, sweepExpired, type TableProperties } from './table.ts';
import type { Template } from './template.ts';
import { triggersOf } from './triggers.ts';

export interface RunOptions {
  template: Template;
  /** 0: any free port. */
  apiPort: number;
  /** Directory where compiled code is kept. */
  compileCache: string;
  ground: Ground;
  clock: Clock;
  state: RunnerState;
  /** Begin with empty tables and queues, also on servers that the user brought. */
  fresh?: boolean;
  /** What the runner itself has to say; one line each. */
  log: (line: string) => void;
  /** What functions wrote, line by line. */
  onFunctionLine: (functionName: string, line: string) => void;
}

export interface RunningTemplate {
  /** Absent where the template has no HTTP API. */
  apiUrl: string | undefined;
  functionNames: string[];
  tableNames: string[];
  invoke: FunctionPool['invoke'];
  killFunction: FunctionPool['kill'];
  stop(): Promise<void>;
}

/** How long a stop waits for invocations that run: enough for a write and an answer, not for a slow bKash. */
const graceMs = 2_000;
/** DynamoDB deletes expired items within days; a few minutes here, and at once when the clock is moved. */
const sweepEveryMs = 300_000;

/** Runs everything a synthesized template describes, on the given servers. */
export async function runTemplate(options: RunOptions): Promise<RunningTemplate> {
  const { template, ground, clock, state, log } = options;
  refuseWhatCannotRun(template);
  const sqs = new SQSClient(clientConfig(ground.sqs));
  const dynamodb = new DynamoDBClient(clientConfig(ground.dynamodb));
  const streams = new DynamoDBStreamsClient(clientConfig(ground.dynamodb));
  const clients = [sqs, dynamodb, streams];
  const names = localNames(template, { apiUrl: `http://localhost:${options.apiPort}`, sqsUrl: ground.sqs });
  const deployment = deploymentOf(template, names, ground.environment);

  await Promise.all([createQueues(deployment, sqs, options.fresh ?? false), createTables(), createSecrets()]);
  const functions = deployment.functions();
  const queueUrl = (arn: string) => `${ground.sqs}/${accountId}/${arn.split(':').at(-1)}`;
  const triggers = triggersOf(deployment, queueUrl, sqs);
  const events = eventBus(deployment, queueUrl, sqs);
  ground.onMail((mail) => void tellOf(mail));
  const pool = createFunctionPool(functions, {
    clockOffset: clock.shared,
    compileCache: options.compileCache,
    onLine: options.onFunctionLine,
    onFailure: (name, { requestId, errorType, errorMessage }) =>
      log(`${name} failed: ${errorType}: ${errorMessage} (request ${requestId})`),
  });
  const api = await startApi();
  const consumers: Consumer[] = [
    ...triggers.queues.map((mapping) => startQueueMapping(mapping, sqs, pool, log)),
    ...triggers.streams.map((mapping) => startStreamMapping(mapping, streams, pool, state, log)),
  ];
  const schedules = startSchedules(triggers.schedules, pool, clock, state);
  const sweeper = setInterval(() => void sweep(), sweepEveryMs);
  clock.onMove(sweep);
  let stopped = false;

  return {
    apiUrl: api?.url,
    functionNames: functions.map((fn) => fn.name),
    tableNames: deployment.all('AWS::DynamoDB::Table').map((table) => table.name),
    invoke: pool.invoke,
    killFunction: pool.kill,
    async stop() {
      stopped = true;
      clearInterval(sweeper);
      schedules.stop();
      const consumed = Promise.all(consumers.map((consumer) => consumer.stop()));
      await pool.stop(graceMs);
      await consumed;
      await api?.close();
      for (const client of clients) client.destroy();
    },
  };

  /** What SES tells of an email after it took it. */
  async function tellOf(mail: SentMail): Promise<void> {
    const event = eventOf(mail);
    if (event)
      await events.publish(event).catch((error: Error) => log(`An event was lost: ${error.message}`));
  }

  function startApi(): Promise<LocalServer> | undefined {
    const described = deployment.api();
    return described && startHttpApi(options.apiPort, described, pool, clock.now);
  }

  /** The embedded server answers from memory; one that the user brought has to be told. */
  async function createSecrets(): Promise<void> {
    if (!ground.isForeign('secretsManager')) return;
    const client = new SecretsManagerClient(clientConfig(ground.secretsManager));
    for (const { name } of deployment.all('AWS::SecretsManager::Secret')) {
      await ensureSecret(client, name, ground.secrets(name) ?? '');
    }
    client.destroy();
  }

  async function createTables(): Promise<void> {
    for (const { id, name, properties } of deployment.all('AWS::DynamoDB::Table')) {
      const streamArn = await ensureTable(
        dynamodb,
        name,
        properties as unknown as TableProperties,
        options.fresh ?? false,
      );
      if (streamArn) names.setStreamArn(id, streamArn);
    }
  }

  async function sweep(): Promise<void> {
    if (stopped) return;
    for (const { name, properties } of deployment.all('AWS::DynamoDB::Table')) {
      await sweepExpired(dynamodb, name, properties as unknown as TableProperties, clock.now()).catch(
        (error: Error) =>
          log(`Deleting what expired in ${name} failed (${error.name}); the next sweep tries again.`),
      );
    }
  }
}

/** Dead-letter queues first: a redrive policy names a queue that exists. */
async function createQueues(deployment: Deployment, sqs: SQSClient, fresh: boolean): Promise<void> {
  const queues = deployment.all('AWS::SQS::Queue');
  const redrives = (queue: Deployed) => queue.properties.RedrivePolicy !== undefined;
  const ordered = [...queues.filter((queue) => !redrives(queue)), ...queues.filter(redrives)];
  for (const { name, properties } of ordered) await ensureQueue(sqs, name, properties, fresh);
}
