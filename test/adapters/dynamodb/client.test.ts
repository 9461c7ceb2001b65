import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { dynamoClient } from '../../../shared/adapters/dynamodb/client.ts';

describe('the client of DynamoDB', () => {
  afterEach(() => vi.unstubAllEnvs());

  it('gives up on a server that never answers, while its function still has time to say so', {
    timeout: 20_000,
  }, async () => {
    let asked = 0;
    const silent = createServer(() => {
      asked += 1;
    });
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', `http://127.0.0.1:${(silent.address() as AddressInfo).port}`);
    vi.stubEnv('AWS_REGION', 'ap-southeast-1');
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'local');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local');
    const client = dynamoClient();
    const started = performance.now();
    await expect(
      client.send(new GetItemCommand({ TableName: 'orders', Key: { pk: { S: 'x' }, sk: { S: 'y' } } })),
    ).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(asked).toBe(3);
    expect(performance.now() - started).toBeLessThan(15_000);
    client.destroy();
    silent.closeAllConnections();
    silent.close();
  });
});
