import { rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterAll, describe, expect, it } from 'vitest';
import { listen } from '../../../infra/local/listen.ts';
import { findBinary, startDynamoDb } from '../../../infra/local/runner/dynamodb-server.ts';
import { clientConfig, startGround } from '../../../infra/local/runner/ground.ts';
import { startSecretsManager } from '../../../infra/local/runner/secrets-server.ts';
import { startServerThread } from '../../../infra/local/runner/server-thread.ts';
import { runFixture, temporaryDirectory } from './fixture/running.ts';

const directory = temporaryDirectory();
afterAll(() => rmSync(directory, { recursive: true, force: true }));

describe('the AWS services below the functions', () => {
  it('are the user’s where a loopback endpoint is set: the runner makes its table there', async () => {
    const own = await startDynamoDb({ file: join(directory, 'own.sqlite'), log: () => undefined });
    const app = await runFixture({ env: { AWS_ENDPOINT_URL_DYNAMODB: own.url } });
    try {
      expect(app.ground.dynamodb).toBe(own.url);
      const client = new DynamoDBClient(clientConfig(own.url));
      const { Table } = await client.send(new DescribeTableCommand({ TableName: app.tableNames[0] }));
      expect(Table?.LatestStreamArn).toBeDefined();
    } finally {
      await app.stop();
      await own.close();
    }
  });

  it('get the template’s secret where the user brought Secrets Manager', async () => {
    const asked: Array<[operation: unknown, body: { Name?: string; SecretString?: string }]> = [];
    const own = createServer(async (request, response) => {
      asked.push([request.headers['x-amz-target'], JSON.parse(await text(request))]);
      response.end('{}');
    });
    const server = await listen(own, 0, 'a secrets server');
    const app = await runFixture({ env: { AWS_ENDPOINT_URL_SECRETS_MANAGER: server.url } });
    await app.stop();
    await server.close();
    expect(asked).toEqual([
      ['secretsmanager.CreateSecret', expect.objectContaining({ SecretString: 'the secret' })],
    ]);
  });

  it('never leave the machine: an endpoint elsewhere is passed over, and that is said', async () => {
    const logged: string[] = [];
    const ground = await startGround({
      localDir: directory,
      env: { AWS_ENDPOINT_URL: 'https://dynamodb.ap-southeast-1.amazonaws.com' },
      secrets: () => undefined,
      log: (line) => logged.push(line),
    });
    await ground.stop();
    expect(ground.dynamodb).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(logged).toContain(
      'AWS_ENDPOINT_URL is not a loopback address: the local system uses its own server instead.',
    );
  });

  it('listen on loopback only, the one that would rather listen everywhere included', async () => {
    const app = await runFixture();
    const urls = [app.url, app.ground.dynamodb, app.ground.sqs, app.ground.ses, app.ground.secretsManager];
    try {
      for (const url of urls) {
        // A server on all interfaces answers at this address too.
        const elsewhere = url.replace('127.0.0.1', '127.0.0.2');
        await expect(fetch(elsewhere), elsewhere).rejects.toThrow();
      }
    } finally {
      await app.stop();
    }
  });

  it('keep an idle connection for minutes, so that no send begins on one that is just being closed', async () => {
    const kept = { dataDir: join(directory, 'ses'), region: 'ap-southeast-1', log: () => undefined };
    const ses = await startServerThread('ses', kept);
    const secrets = await startSecretsManager(() => undefined);
    for (const { url } of [ses, secrets]) {
      const answer = await fetch(url, { method: 'POST', body: '{}' });
      expect(answer.headers.get('keep-alive')).toBe('timeout=600');
    }
    await secrets.close();
    await ses.close();
  });

  it('end without the DynamoDB binary in one line that says what to do', () => {
    const require = createRequire(import.meta.url);
    expect(() => findBinary((name) => require.resolve(`${name}-missing`))).toThrow(
      /^The DynamoDB server \(@dynoxide\/linux-x64\) is not installed: run npm ci on Linux x64, or set AWS_ENDPOINT_URL_DYNAMODB/,
    );
  });

  it('give a secret to an SDK, and for an unknown one the error that AWS gives', async () => {
    const server = await startSecretsManager((id) => (id === 'known' ? '{"a":1}' : undefined));
    const client = new SecretsManagerClient(clientConfig(server.url));
    const known = await client.send(new GetSecretValueCommand({ SecretId: 'known' }));
    expect(known.SecretString).toBe('{"a":1}');
    await expect(client.send(new GetSecretValueCommand({ SecretId: 'other' }))).rejects.toThrow(
      expect.objectContaining({ name: 'ResourceNotFoundException' }),
    );
    await server.close();
  });
});
