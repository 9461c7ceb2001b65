import type { BkashCredentials } from '../../config/secret.ts';
import type { StageConfig } from '../../config/stage.ts';
import { clientOf } from './client.ts';
import { dialectV1 } from './dialect-v1.ts';
import { dialectV2 } from './dialect-v2.ts';
import type { BkashGenerations } from './port.ts';
import type { TokenCalls } from './token-answer.ts';
import { httpTransport } from './transport.ts';

export interface BkashConnection {
  /** Every generation's client: attempts of the earlier one stay open for a day after a switch. */
  bkash: BkashGenerations;
  /** The stage's own generation fetches the token; either takes it. */
  tokenCalls: TokenCalls;
}

/**
 * The one place that knows bKash's API generations. Throws when a stage other than `local` would send credentials
 * without TLS.
 */
export function connectBkash(
  { stage, bkash }: Pick<StageConfig, 'stage' | 'bkash'>,
  credentials: BkashCredentials,
): BkashConnection {
  const plainHttp = stage === 'local';
  if (!plainHttp && !bkash.tokenizedOrigin.startsWith('https://')) {
    throw new Error(`STAGE_CONFIG: bkash.tokenizedOrigin must be https on stage ${stage}`);
  }
  const options = { transport: httpTransport(bkash.tokenizedOrigin), credentials, plainHttp };
  const clients = { v1: clientOf(dialectV1, options), v2: clientOf(dialectV2, options) };
  return { bkash: clients, tokenCalls: clients[bkash.generation] };
}
