import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import {
  CreateSecretCommand,
  PutSecretValueCommand,
  ResourceExistsException,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { type LocalServer, listen } from '../listen.ts';

/** The value of a secret by its name or ARN, undefined where there is no such secret. */
export type SecretValues = (secretId: string) => string | undefined;

/** The one call of Secrets Manager that a function makes: GetSecretValue. */
export function startSecretsManager(secrets: SecretValues): Promise<LocalServer> {
  const server = createServer(async (request, response) => {
    const operation = String(request.headers['x-amz-target'] ?? '').split('.')[1];
    const secretId = String(JSON.parse((await text(request)) || '{}').SecretId);
    const value = secrets(secretId);
    const answer = (status: number, body: object) => {
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body));
    };
    if (operation !== 'GetSecretValue') {
      answer(400, {
        __type: 'InvalidRequestException',
        message: `${operation} is not part of the local system`,
      });
    } else if (value === undefined) {
      answer(400, {
        __type: 'ResourceNotFoundException',
        message: 'Secrets Manager can’t find the specified secret.',
      });
    } else {
      answer(200, {
        ARN: secretId,
        Name: secretId,
        SecretString: value,
        VersionId: '00000000-0000-4000-8000-000000000001',
        VersionStages: ['AWSCURRENT'],
      });
    }
  });
  return listen(server, 0, 'secrets');
}

/** Gives a server that the user brought the secret of this name. */
export async function ensureSecret(client: SecretsManagerClient, name: string, value: string): Promise<void> {
  try {
    await client.send(new CreateSecretCommand({ Name: name, SecretString: value }));
  } catch (error) {
    if (!(error instanceof ResourceExistsException)) throw error;
    await client.send(new PutSecretValueCommand({ SecretId: name, SecretString: value }));
  }
}
