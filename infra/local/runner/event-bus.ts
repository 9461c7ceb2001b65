import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Deployment } from './deployment.ts';
import { type Pattern, parsePatterns, passesFilters } from './event-filter.ts';

export interface EventBus {
  /** Hands an event to the queue of every rule it matches. */
  publish(event: object): Promise<void>;
}

interface Target {
  Arn: string;
  InputTransformer?: { InputPathsMap?: Record<string, string>; InputTemplate: string };
}

/** The rules of the template that wait for events, each with queues as its targets. */
export function eventBus(
  deployment: Deployment,
  queueUrl: (arn: string) => string,
  sqs: SQSClient,
): EventBus {
  const rules = deployment
    .all('AWS::Events::Rule')
    .filter(({ properties }) => properties.EventPattern !== undefined && properties.State !== 'DISABLED')
    .map(({ id, properties }) => ({
      patterns: parsePatterns({ Filters: [{ Pattern: JSON.stringify(properties.EventPattern) }] }),
      targets: ((properties.Targets ?? []) as Target[]).map((target) => queueTarget(id, target)),
    }));
  return {
    async publish(event) {
      const targets = rules.filter(({ patterns }) => passesFilters(event, patterns as Pattern[]));
      for (const target of targets.flatMap((rule) => rule.targets)) {
        const MessageBody = bodyFor(event, target);
        await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl(target.Arn), MessageBody }));
      }
    },
  };
}

function queueTarget(id: string, target: Target): Target {
  if (target.Arn.split(':')[2] === 'sqs') return target;
  throw new Error(`The local system leads events to queues only; a target of ${id} is none.`);
}

/** `<name>` in the template stands for what the path finds in the event, as JSON. */
function bodyFor(event: object, { InputTransformer: transformer }: Target): string {
  if (!transformer) return JSON.stringify(event);
  return transformer.InputTemplate.replace(/<([^<>]+)>/g, (_, name: string) => {
    const path = transformer.InputPathsMap?.[name] ?? '$';
    return JSON.stringify(valueAt(event, path.split('.').slice(1))) ?? '';
  });
}

function valueAt(value: unknown, path: string[]): unknown {
  return path.reduce<unknown>(
    (inner, field) => (inner as Record<string, unknown> | undefined)?.[field],
    value,
  );
}
