import type { BkashCredentials } from '../../config/secret.ts';
import type { StageConfig } from '../../config/stage.ts';
import { httpTransport, type Transport } from './transport.ts';

export interface ClientOptions {
  transport: Transport;
  credentials: BkashCredentials;
  /** Only the local simulator's page may lack TLS. */
  plainHttp: boolean;
}

/** Throws when a stage other than `local` would send credentials without TLS. */
export function clientOptionsOf(
  { stage, bkash }: Pick<StageConfig, 'stage' | 'bkash'>,
  credentials: BkashCredentials,
): ClientOptions {
  const plainHttp = stage === 'local';
  if (!plainHttp && !bkash.tokenizedOrigin.startsWith('https://')) {
    throw new Error(`STAGE_CONFIG: bkash.tokenizedOrigin must be https on stage ${stage}`);
  }
  return { transport: httpTransport(bkash.tokenizedOrigin), credentials, plainHttp };
}
