import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Deployed, Deployment } from './deployment.ts';
import { parsePatterns } from './event-filter.ts';
import type { QueueMapping } from './queue-mapping.ts';
import type { Schedule } from './schedules.ts';
import type { StreamMapping } from './stream-mapping.ts';

/** What calls functions besides HTTP, read from the template. */
export interface Triggers {
  queues: QueueMapping[];
  streams: StreamMapping[];
  schedules: Schedule[];
}

/** No more than the pool's own bound for one function: messages wait better in their queue than in ours. */
const maximumConcurrency = 16;
/** AWS's defaults: batch sizes, the retries of an asynchronous event, a queue's visibility time-out. */
const defaults = { queueBatch: 10, streamBatch: 100, asyncRetries: 2, visibilitySeconds: 30 };

export function triggersOf(
  deployment: Deployment,
  queueUrl: (arn: string) => string,
  sqs: SQSClient,
): Triggers {
  const mappings = deployment
    .all('AWS::Lambda::EventSourceMapping')
    .filter(({ properties }) => properties.Enabled !== false);
  const ofService = (service: string) =>
    mappings.filter(({ properties }) => String(properties.EventSourceArn).split(':')[2] === service);
  const strange = mappings.find(
    (one) => !ofService('sqs').includes(one) && !ofService('dynamodb').includes(one),
  );
  if (strange) throw new Error(`The local system cannot read from the source of ${strange.id}.`);
  return {
    queues: ofService('sqs').map((mapping) => queueMapping(mapping)),
    streams: ofService('dynamodb').map((mapping) => streamMapping(mapping)),
    schedules: [...deployment.all('AWS::Scheduler::Schedule').flatMap(schedule), ...rules()],
  };

  function queueMapping({ properties }: Deployed): QueueMapping {
    const queueArn = String(properties.EventSourceArn);
    const queue = deployment.all('AWS::SQS::Queue').find(({ arn }) => arn === queueArn);
    const scaling = properties.ScalingConfig as { MaximumConcurrency?: number } | undefined;
    return {
      ...common(properties),
      queueArn,
      queueUrl: queueUrl(queueArn),
      batchSize: Number(properties.BatchSize ?? defaults.queueBatch),
      batchWindowSeconds: Number(properties.MaximumBatchingWindowInSeconds ?? 0),
      visibilitySeconds: Number(queue?.properties.VisibilityTimeout ?? defaults.visibilitySeconds),
      maximumConcurrency: Math.min(scaling?.MaximumConcurrency ?? maximumConcurrency, maximumConcurrency),
    };
  }

  function streamMapping({ id, properties }: Deployed): StreamMapping {
    const retries = Number(properties.MaximumRetryAttempts ?? -1);
    const destination = (properties.DestinationConfig as { OnFailure?: { Destination?: string } } | undefined)
      ?.OnFailure?.Destination;
    return {
      ...common(properties),
      id,
      functionArn: String(properties.FunctionName),
      streamArn: String(properties.EventSourceArn),
      batchSize: Number(properties.BatchSize ?? defaults.streamBatch),
      startingPosition: properties.StartingPosition === 'LATEST' ? 'LATEST' : 'TRIM_HORIZON',
      bisects: properties.BisectBatchOnFunctionError === true,
      ...(retries >= 0 && { maximumRetries: retries }),
      ...(destination && {
        onGivenUp: async (notice) => {
          await sqs.send(
            new SendMessageCommand({ QueueUrl: queueUrl(destination), MessageBody: JSON.stringify(notice) }),
          );
        },
      }),
    };
  }

  function common(properties: Record<string, unknown>) {
    const responseTypes = (properties.FunctionResponseTypes ?? []) as string[];
    return {
      functionName: deployment.functionName(properties.FunctionName),
      reportsItemFailures: responseTypes.includes('ReportBatchItemFailures'),
      patterns: parsePatterns(properties.FilterCriteria as Parameters<typeof parsePatterns>[0]),
    };
  }

  function schedule({ id, arn, properties }: Deployed): Schedule[] {
    if (properties.State === 'DISABLED') return [];
    const target = properties.Target as { Arn: string; Input?: string };
    const timeZone = properties.ScheduleExpressionTimezone;
    const functionName = deployment.functionName(target.Arn);
    return [
      {
        id,
        arn,
        functionName,
        expression: String(properties.ScheduleExpression),
        source: 'aws.scheduler',
        retries: retriesOf(functionName),
        ...(typeof timeZone === 'string' && { timeZone }),
        ...(target.Input !== undefined && { input: target.Input }),
      },
    ];
  }

  function rules(): Schedule[] {
    const enabled = deployment
      .all('AWS::Events::Rule')
      .filter(
        ({ properties }) => properties.State !== 'DISABLED' && properties.ScheduleExpression !== undefined,
      );
    return enabled.flatMap(({ id, arn, properties }) =>
      ((properties.Targets ?? []) as Array<{ Id: string; Arn: string; Input?: string }>).map((target) => {
        const functionName = deployment.functionName(target.Arn);
        return {
          id: `${id}.${target.Id}`,
          arn,
          functionName,
          expression: String(properties.ScheduleExpression),
          source: 'aws.events' as const,
          retries: retriesOf(functionName),
          ...(target.Input !== undefined && { input: target.Input }),
        };
      }),
    );
  }

  function retriesOf(functionName: string): number {
    const config = deployment
      .all('AWS::Lambda::EventInvokeConfig')
      .find(({ properties }) => deployment.functionName(properties.FunctionName) === functionName);
    return Number(config?.properties.MaximumRetryAttempts ?? defaults.asyncRetries);
  }
}
