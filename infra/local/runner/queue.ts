import {
  CreateQueueCommand,
  GetQueueUrlCommand,
  PurgeQueueCommand,
  QueueDoesNotExist,
  SetQueueAttributesCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';

/** Properties of `AWS::SQS::Queue` that are attributes of the queue; encryption and tags have nothing to act on. */
const attributeNames = [
  'DelaySeconds',
  'MaximumMessageSize',
  'MessageRetentionPeriod',
  'ReceiveMessageWaitTimeSeconds',
  'RedrivePolicy',
  'VisibilityTimeout',
] as const;

/** Creates the queue, or gives a kept one the template's attributes and leaves its messages alone, unless `fresh`. */
export async function ensureQueue(
  client: SQSClient,
  name: string,
  properties: Record<string, unknown>,
  fresh: boolean,
): Promise<void> {
  const attributes = attributesOf(properties);
  const url = await client.send(new GetQueueUrlCommand({ QueueName: name })).then(
    (answer) => answer.QueueUrl,
    (error: unknown) => {
      if (error instanceof QueueDoesNotExist) return undefined;
      throw error;
    },
  );
  if (url === undefined) {
    await client.send(new CreateQueueCommand({ QueueName: name, Attributes: attributes }));
    return;
  }
  if (fresh) await client.send(new PurgeQueueCommand({ QueueUrl: url }));
  if (Object.keys(attributes).length > 0) {
    await client.send(new SetQueueAttributesCommand({ QueueUrl: url, Attributes: attributes }));
  }
}

function attributesOf(properties: Record<string, unknown>): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const name of attributeNames) {
    const value = properties[name];
    if (value !== undefined)
      attributes[name] = typeof value === 'object' ? JSON.stringify(value) : String(value);
  }
  return attributes;
}
