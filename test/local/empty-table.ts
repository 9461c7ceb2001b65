import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { startDynamoDb } from '../../infra/local/runner/dynamodb-server.ts';
import { ensureTable, type TableProperties } from '../../infra/local/runner/table.ts';

/** The table of the design. `test/infra/template.test.ts` holds the template's own to it. */
export const tableProperties: TableProperties = {
  KeySchema: [
    { AttributeName: 'pk', KeyType: 'HASH' },
    { AttributeName: 'sk', KeyType: 'RANGE' },
  ],
  AttributeDefinitions: [
    { AttributeName: 'pk', AttributeType: 'S' },
    { AttributeName: 'sk', AttributeType: 'S' },
    { AttributeName: 'dueBucket', AttributeType: 'S' },
    { AttributeName: 'nextCheckAt', AttributeType: 'N' },
  ],
  GlobalSecondaryIndexes: [
    {
      IndexName: 'due',
      KeySchema: [
        { AttributeName: 'dueBucket', KeyType: 'HASH' },
        { AttributeName: 'nextCheckAt', KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'KEYS_ONLY' },
    },
  ],
  StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
};

/** A DynamoDB server of its own with the one table, its index and its stream, in a directory that goes with it. */
export async function emptyTable(name: string) {
  const directory = mkdtempSync(join(tmpdir(), 'dynamodb-'));
  const server = await startDynamoDb({ file: join(directory, 'table.db'), log: () => {} });
  const access = {
    endpoint: server.url,
    region: 'ap-southeast-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  };
  const client = new DynamoDBClient(access);
  const streamArn = (await ensureTable(client, name, tableProperties, false)) ?? '';
  return {
    client,
    /** How another client reaches the same server. */
    access,
    streamArn,
    async remove() {
      client.destroy();
      await server.close();
      rmSync(directory, { recursive: true });
    },
  };
}
