import {
  type AttributeValue,
  CreateTableCommand,
  type CreateTableCommandInput,
  DeleteItemCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  type DynamoDBClient,
  ResourceNotFoundException,
  ScanCommand,
  type TableDescription,
} from '@aws-sdk/client-dynamodb';

/** `AWS::DynamoDB::Table`, evaluated. Backups, encryption and protection have nothing to act on here. */
export interface TableProperties extends Omit<CreateTableCommandInput, 'TableName' | 'StreamSpecification'> {
  StreamSpecification?: { StreamViewType: 'NEW_AND_OLD_IMAGES' | 'NEW_IMAGE' | 'OLD_IMAGE' | 'KEYS_ONLY' };
  TimeToLiveSpecification?: { AttributeName: string; Enabled: boolean };
}

/**
 * Creates the table unless it exists; `fresh` drops a kept one first.
 *
 * @returns the stream's ARN, where the table has a stream
 * @throws one line when the kept table has other keys, indexes or stream than the template's
 */
export async function ensureTable(
  client: DynamoDBClient,
  name: string,
  properties: TableProperties,
  fresh: boolean,
): Promise<string | undefined> {
  if (fresh && (await describe(client, name))) await client.send(new DeleteTableCommand({ TableName: name }));
  const kept = fresh ? undefined : await describe(client, name);
  if (kept && shapeOfTable(kept) !== shapeOfTemplate(properties)) {
    throw new Error(`The kept table ${name} differs from the template's: start with --fresh to begin empty.`);
  }
  if (!kept) await client.send(new CreateTableCommand(createInput(name, properties)));
  return (kept ?? (await describe(client, name)))?.LatestStreamArn;
}

/**
 * Deletes what has expired by the local clock. DynamoDB promises to do so within days; here it happens every few
 * minutes and whenever the clock is moved.
 */
export async function sweepExpired(
  client: DynamoDBClient,
  name: string,
  { KeySchema, TimeToLiveSpecification }: TableProperties,
  nowMs: number,
): Promise<number> {
  if (!TimeToLiveSpecification?.Enabled) return 0;
  const keyNames = (KeySchema ?? []).map((key) => key.AttributeName as string);
  const condition = {
    TableName: name,
    ExpressionAttributeNames: { '#ttl': TimeToLiveSpecification.AttributeName },
    ExpressionAttributeValues: { ':now': { N: String(Math.floor(nowMs / 1000)) } },
  };
  let deleted = 0;
  let from: Record<string, AttributeValue> | undefined;
  do {
    const page = await client.send(
      new ScanCommand({
        ...condition,
        FilterExpression: '#ttl <= :now',
        ...(from && { ExclusiveStartKey: from }),
      }),
    );
    for (const item of page.Items ?? []) {
      const Key = Object.fromEntries(keyNames.map((key) => [key, item[key] as AttributeValue]));
      // Conditional: an item that was given a longer life since the scan stays.
      const removal = new DeleteItemCommand({ ...condition, Key, ConditionExpression: '#ttl <= :now' });
      deleted += await client.send(removal).then(
        () => 1,
        () => 0,
      );
    }
    from = page.LastEvaluatedKey;
  } while (from);
  return deleted;
}

function createInput(name: string, properties: TableProperties): CreateTableCommandInput {
  const { AttributeDefinitions, KeySchema, GlobalSecondaryIndexes, LocalSecondaryIndexes } = properties;
  return {
    TableName: name,
    AttributeDefinitions,
    KeySchema,
    // On demand whatever the template provisions: no local server throttles.
    BillingMode: 'PAY_PER_REQUEST',
    ...(GlobalSecondaryIndexes && {
      GlobalSecondaryIndexes: GlobalSecondaryIndexes.map(({ IndexName, KeySchema: keys, Projection }) => ({
        IndexName,
        KeySchema: keys,
        Projection,
      })),
    }),
    ...(LocalSecondaryIndexes && { LocalSecondaryIndexes }),
    ...(properties.StreamSpecification && {
      StreamSpecification: { StreamEnabled: true, ...properties.StreamSpecification },
    }),
  };
}

async function describe(client: DynamoDBClient, name: string): Promise<TableDescription | undefined> {
  try {
    return (await client.send(new DescribeTableCommand({ TableName: name }))).Table;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}

interface Keyed {
  KeySchema?: Array<{ AttributeName?: string | undefined; KeyType?: string | undefined }> | undefined;
}

function shapeOfTable(table: TableDescription): string {
  const indexes = [...(table.GlobalSecondaryIndexes ?? []), ...(table.LocalSecondaryIndexes ?? [])];
  return shape(table, indexes, table.StreamSpecification?.StreamViewType);
}

function shapeOfTemplate(table: TableProperties): string {
  const indexes = [...(table.GlobalSecondaryIndexes ?? []), ...(table.LocalSecondaryIndexes ?? [])];
  return shape(table, indexes, table.StreamSpecification?.StreamViewType);
}

function shape(
  table: Keyed,
  indexes: Array<Keyed & { IndexName?: string | undefined }>,
  stream: string | undefined,
) {
  const keys = ({ KeySchema }: Keyed) =>
    (KeySchema ?? []).map((key) => `${key.KeyType} ${key.AttributeName}`).join();
  const named = indexes.map((index) => `${index.IndexName}: ${keys(index)}`).sort();
  return JSON.stringify([keys(table), named, stream ?? 'no stream']);
}
