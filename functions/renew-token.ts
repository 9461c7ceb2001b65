import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { connectBkash } from '../shared/adapters/bkash/generation.ts';
import { sharedToken } from '../shared/adapters/bkash/token.ts';
import { dynamoClient } from '../shared/adapters/dynamodb/client.ts';
import { dynamoTokenStore } from '../shared/adapters/dynamodb/token-store.ts';
import { renewToken } from '../shared/usecases/renew-token.ts';
import { clock } from './edge/clock.ts';
import { readEnvironment } from './edge/environment.ts';
import { eventDoor } from './edge/event-door.ts';
import { telemetry } from './edge/log.ts';
import { createSecretReader } from './edge/secret.ts';

const { STAGE_CONFIG: config, TABLE_NAME, SECRET_ID } = readEnvironment('renew-token');
const store = dynamoTokenStore({ client: dynamoClient(), name: TABLE_NAME, stage: config.stage });
const readSecret = createSecretReader({
  client: new SecretsManagerClient({}),
  secretId: SECRET_ID,
  telemetry,
});

/** On a schedule: renews the token that all functions share, while it is still usable. */
export const handler = eventDoor(async () => {
  const { bkash } = await readSecret();
  const { tokenCalls } = connectBkash(config, bkash.tokenized);
  const tokens = sharedToken({ store, calls: tokenCalls, telemetry, now: clock.now });
  return { outcome: await renewToken(tokens, clock.now()) };
});
