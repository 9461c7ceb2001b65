import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { createSecretReader } from '../../../functions/edge/secret.ts';
import { rememberedTelemetry } from '../../fakes/telemetry.ts';
import { aSecret } from './a-secret.ts';

const manager = mockClient(SecretsManagerClient);
const text = JSON.stringify(aSecret);
let nowMs = 0;

beforeEach(() => {
  manager.reset();
  nowMs = 1_000_000;
});

describe('the secret of a stage', () => {
  it('is read by its id and checked', async () => {
    manager.on(GetSecretValueCommand, { SecretId: 'sundarban/local' }).resolves({ SecretString: text });
    expect(await reader().read()).toEqual(aSecret);
  });

  it('is read once by a hundred callers at once', async () => {
    manager.on(GetSecretValueCommand).resolves({ SecretString: text });
    const { read } = reader();
    await Promise.all(Array.from({ length: 100 }, read));
    expect(reads()).toBe(1);
  });

  it('is read again after five minutes, so that a rotated key arrives', async () => {
    const rotated = { ...aSecret, storefrontKeys: ['sk_local_rotated_in'] };
    manager
      .on(GetSecretValueCommand)
      .resolvesOnce({ SecretString: text })
      .resolves({ SecretString: JSON.stringify(rotated) });
    const { read } = reader();
    await read();
    nowMs += 5 * 60_000 - 1;
    expect([(await read()).storefrontKeys.length, reads()]).toEqual([2, 1]);
    nowMs += 1;
    expect([await read(), reads()]).toEqual([rotated, 2]);
  });
});

describe('a secret that was not rotated', () => {
  it('is the same object after every read, so that nothing built from it is built again', async () => {
    manager.on(GetSecretValueCommand).resolves({ SecretString: text });
    const { read } = reader();
    const first = await read();
    nowMs += 5 * 60_000;
    expect(await read()).toBe(first);
    expect(reads()).toBe(2);
  });
});

describe('a secret that cannot be read', () => {
  it('serves on from memory where it is known, says so, and is asked for again half a minute later', async () => {
    manager.on(GetSecretValueCommand).resolvesOnce({ SecretString: text }).rejects(new Error('down'));
    const { read, telemetry } = reader();
    await read();
    nowMs += 5 * 60_000;
    expect(await read()).toEqual(aSecret);
    expect(telemetry.told).toEqual([{ name: 'SecretStale', reason: 'read_failed' }]);
    await read();
    expect(reads()).toBe(2);
    nowMs += 30_000;
    await read();
    expect(reads()).toBe(3);
  });

  it('fails the caller where it is not known, and the next caller asks again', async () => {
    const denied = Object.assign(new Error('arn:aws:… may not'), { name: 'AccessDeniedException' });
    manager.on(GetSecretValueCommand).rejectsOnce(denied).resolves({ SecretString: text });
    const { read } = reader();
    await expect(read()).rejects.toThrow(
      'The secret sundarban/local could not be read: AccessDeniedException.',
    );
    expect(await read()).toEqual(aSecret);
  });
});

describe('a malformed secret', () => {
  it.each([
    ['text that is not JSON', 'hidden-value', 'is not JSON'],
    ['nothing', undefined, 'is not JSON'],
    [
      'a field of the wrong type',
      JSON.stringify({ ...aSecret, storefrontKeys: ['hidden-value'] }),
      'malformed at "storefrontKeys.0"',
    ],
    [
      'an unknown field',
      JSON.stringify({ ...aSecret, bkash: { ...aSecret.bkash, extra: 'hidden-value' } }),
      'malformed at "bkash"',
    ],
  ])('with %s is refused by name and never quoted', async (_what, SecretString, line) => {
    manager.on(GetSecretValueCommand).resolves(SecretString === undefined ? {} : { SecretString });
    const error = await reader()
      .read()
      .catch((caught: Error) => caught);
    expect(error).toBeInstanceOf(Error);
    const { message, stack, cause } = error as Error;
    expect(message).toContain(line);
    expect(`${message}${stack}${JSON.stringify(cause)}`).not.toContain('hidden-value');
  });
});

function reader() {
  const telemetry = rememberedTelemetry();
  const client = new SecretsManagerClient({ region: 'ap-southeast-1' });
  return {
    telemetry,
    read: createSecretReader({ client, secretId: 'sundarban/local', telemetry, now: () => nowMs }),
  };
}

function reads(): number {
  return manager.commandCalls(GetSecretValueCommand).length;
}
