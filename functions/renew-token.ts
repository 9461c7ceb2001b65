import { connectBkash } from '../shared/adapters/bkash/generation.ts';
import type { TokenRenewal, TokenSource } from '../shared/adapters/bkash/port.ts';
import type { BkashLine } from '../shared/usecases/bkash-line.ts';
import { tokenThroughGate } from '../shared/usecases/pass-gate.ts';
import { renewToken } from '../shared/usecases/renew-token.ts';
import { checkoutLine } from './edge/checkout-line.ts';
import { clock } from './edge/clock.ts';
import { readEnvironment } from './edge/environment.ts';
import { eventDoor } from './edge/event-door.ts';
import { secretReaderOf } from './edge/secret.ts';
import { tableOf } from './edge/table.ts';
import { tokenAndGate } from './edge/token-and-gate.ts';

const env = readEnvironment('renew-token');
const { STAGE_CONFIG: settings } = env;
const table = tableOf(env);
const readSecret = secretReaderOf(env);

/** A renewal that nobody answered is followed by a probe: the old token still says whether bKash is there. */
const closedAfterSilenceMs = 0;

type Line = BkashLine & { tokens: TokenSource & TokenRenewal };

/** On a schedule: renews the token that all functions share, while it is still usable; each product's own. */
export const handler = eventDoor(async () => {
  const secret = await readSecret();
  const { bkash, tokenCalls } = connectBkash(settings, secret.bkash.tokenized);
  const page = tokenAndGate(table, settings, 'tokenized', tokenCalls, closedAfterSilenceMs);
  const frame = checkoutLine(settings, secret, table, closedAfterSilenceMs);
  const [outcome, checkout] = await Promise.all([
    renewed({ ...page, bkash: bkash[settings.bkash.generation] }),
    frame && renewed(frame),
  ]);
  return { outcome, ...(checkout && { checkout }) };
});

function renewed(line: Line): Promise<string> {
  const passes = async () => Boolean(await tokenThroughGate({ clock }, line, {}));
  return renewToken(line.tokens, clock.now(), passes);
}
