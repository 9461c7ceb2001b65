import type { BkashCredentials } from '../../config/secret.ts';
import type { StageConfig } from '../../config/stage.ts';
import { clientOf } from './client.ts';
import { clientOptionsOf } from './client-options.ts';
import { dialectV1 } from './dialect-v1.ts';
import { dialectV2 } from './dialect-v2.ts';
import type { BkashGenerations } from './port.ts';
import type { TokenCalls } from './token-answer.ts';

export interface BkashConnection {
  /** Every generation's client: attempts of the earlier one stay open for a day after a switch. */
  bkash: BkashGenerations;
  /** The stage's own generation fetches the token; either takes it. */
  tokenCalls: TokenCalls;
}

/** The one place that knows bKash's API generations. Throws as `clientOptionsOf` does. */
export function connectBkash(
  settings: Pick<StageConfig, 'stage' | 'bkash'>,
  credentials: BkashCredentials,
): BkashConnection {
  const options = clientOptionsOf(settings, credentials);
  const clients = { v1: clientOf(dialectV1, options), v2: clientOf(dialectV2, options) };
  return { bkash: clients, tokenCalls: clients[settings.bkash.generation] };
}
