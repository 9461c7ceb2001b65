import { isDeepStrictEqual } from 'node:util';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Telemetry } from '../../shared/adapters/telemetry/port.ts';
import { type Secret, secretSchema } from '../../shared/config/secret.ts';
import { telemetry as ownTelemetry } from './log.ts';

/** A rotated key is in use everywhere within this time; a warm function reads the secret twelve times an hour. */
const freshForMs = 5 * 60_000;

/** After a failed read the known secret serves on, and the next read waits this long. */
const retryAfterMs = 30_000;

/** The reader of the secret that a function's environment names. */
export function secretReaderOf({ SECRET_ID: secretId }: { SECRET_ID: string }): () => Promise<Secret> {
  return createSecretReader({ client: new SecretsManagerClient({}), secretId, telemetry: ownTelemetry });
}

/**
 * Gives a function that reads the stage's secret: cached for five minutes, concurrent callers share one read.
 * When Secrets Manager fails and a secret is known, that one serves on: its outage must not stop payments.
 * Errors name the secret and the field, never a value.
 */
export function createSecretReader(options: {
  client: Pick<SecretsManagerClient, 'send'>;
  secretId: string;
  telemetry: Telemetry;
  now?: () => number;
}): () => Promise<Secret> {
  const { client, secretId, telemetry, now = Date.now } = options;
  let known: Secret | undefined;
  let readAgainAtMs = 0;
  let reading: Promise<Secret> | undefined;

  async function read(): Promise<Secret> {
    try {
      const fresh = await readOnce(client, secretId);
      // The same secret stays the same object, so that callers can tell a rotation by identity.
      if (!isDeepStrictEqual(known, fresh)) known = fresh;
      readAgainAtMs = now() + freshForMs;
      return known ?? fresh;
    } catch (error) {
      if (!known) throw error;
      telemetry.event('SecretStale', { reason: 'read_failed' });
      readAgainAtMs = now() + retryAfterMs;
      return known;
    }
  }

  return async () => {
    if (known && now() < readAgainAtMs) return known;
    reading ??= read().finally(() => {
      reading = undefined;
    });
    return reading;
  };
}

async function readOnce(client: Pick<SecretsManagerClient, 'send'>, secretId: string): Promise<Secret> {
  const text = await fetchText(client, secretId);
  const result = secretSchema.safeParse(parseJson(text, secretId));
  if (!result.success) {
    const path = result.error.issues[0]?.path.join('.') || 'value';
    throw new Error(`The secret ${secretId} is missing or malformed at "${path}".`);
  }
  return result.data;
}

async function fetchText(client: Pick<SecretsManagerClient, 'send'>, secretId: string): Promise<string> {
  try {
    const answer = await client.send(new GetSecretValueCommand({ SecretId: secretId }));
    return answer.SecretString ?? '';
  } catch (error) {
    const name = error instanceof Error ? error.name : 'unknown';
    throw new Error(`The secret ${secretId} could not be read: ${name}.`, { cause: error });
  }
}

/** JSON.parse quotes what it cannot read, so its own error is not passed on, not even as the cause. */
function parseJson(text: string, secretId: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`The secret ${secretId} is not JSON.`);
  }
}
