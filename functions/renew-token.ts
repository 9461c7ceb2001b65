import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { connectBkash } from '../shared/adapters/bkash/generation.ts';
import { tellingGate } from '../shared/adapters/bkash/telling-gate.ts';
import { sharedToken } from '../shared/adapters/bkash/token.ts';
import { dynamoClient } from '../shared/adapters/dynamodb/client.ts';
import { dynamoHealthGate } from '../shared/adapters/dynamodb/health-gate.ts';
import { dynamoTokenStore } from '../shared/adapters/dynamodb/token-store.ts';
import { tokenThroughGate } from '../shared/usecases/pass-gate.ts';
import { renewToken } from '../shared/usecases/renew-token.ts';
import { clock } from './edge/clock.ts';
import { readEnvironment } from './edge/environment.ts';
import { eventDoor } from './edge/event-door.ts';
import { telemetry } from './edge/log.ts';
import { createSecretReader } from './edge/secret.ts';

const { STAGE_CONFIG: settings, TABLE_NAME, SECRET_ID } = readEnvironment('renew-token');
const table = { client: dynamoClient(), name: TABLE_NAME, stage: settings.stage };
const store = dynamoTokenStore(table, settings.bkash.tokenOwner);
const gate = dynamoHealthGate(table, clock.now, telemetry);
const readSecret = createSecretReader({
  client: new SecretsManagerClient({}),
  secretId: SECRET_ID,
  telemetry,
});

/** A renewal that nobody answered is followed by a probe: the old token still says whether bKash is there. */
const closedAfterSilenceMs = 0;

/** On a schedule: renews the token that all functions share, while it is still usable. */
export const handler = eventDoor(async () => {
  const secret = await readSecret();
  const { bkash, tokenCalls } = connectBkash(settings, secret.bkash.tokenized);
  const calls = tellingGate(tokenCalls, gate, closedAfterSilenceMs, clock.now);
  const tokens = sharedToken({ store, calls, telemetry, now: clock.now });
  const passes = async () => Boolean(await tokenThroughGate({ settings, bkash, tokens, gate, clock }, {}));
  return { outcome: await renewToken(tokens, clock.now(), passes) };
});
