import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { startDynamoDb } from '../../../infra/local/runner/dynamodb-server.ts';

/** A DynamoDB server of its own with the one table, in a directory that goes with it. */
export async function emptyTable(name: string) {
  const directory = mkdtempSync(join(tmpdir(), 'dynamodb-'));
  const server = await startDynamoDb({ file: join(directory, 'table.db'), log: () => {} });
  const client = new DynamoDBClient({
    endpoint: server.url,
    region: 'ap-southeast-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  await client.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      AttributeDefinitions: [
        { AttributeName: 'pk', AttributeType: 'S' },
        { AttributeName: 'sk', AttributeType: 'S' },
      ],
    }),
  );
  return {
    client,
    async remove() {
      client.destroy();
      await server.close();
      rmSync(directory, { recursive: true });
    },
  };
}
