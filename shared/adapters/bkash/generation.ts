import type { BkashCredentials } from '../../config/secret.ts';
import type { StageConfig } from '../../config/stage.ts';
import { clientV2 } from './client-v2.ts';
import type { Bkash } from './port.ts';
import type { TokenCalls } from './token-answer.ts';
import { httpTransport } from './transport.ts';

/**
 * The one place that knows which API generation a stage speaks. Throws when a stage other than `local` would send
 * credentials without TLS.
 */
export function connectBkash(
  { stage, bkash }: Pick<StageConfig, 'stage' | 'bkash'>,
  credentials: BkashCredentials,
): Bkash & TokenCalls {
  const plainHttp = stage === 'local';
  if (!plainHttp && !bkash.tokenizedOrigin.startsWith('https://')) {
    throw new Error(`STAGE_CONFIG: bkash.tokenizedOrigin must be https on stage ${stage}`);
  }
  return clients[bkash.generation]({
    transport: httpTransport(bkash.tokenizedOrigin),
    credentials,
    plainHttp,
  });
}

const clients = { v2: clientV2 } satisfies Record<StageConfig['bkash']['generation'], unknown>;
