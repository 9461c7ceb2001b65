import type { BkashCredentials } from '../../config/secret.ts';
import type { StageConfig } from '../../config/stage.ts';
import { httpTransport, type PathTransport, type Transport } from './transport.ts';

export interface ClientOptions {
  transport: Transport;
  credentials: BkashCredentials;
  /** Only the local simulator's page may lack TLS. */
  plainHttp: boolean;
}

export type PathClientOptions = ClientOptions & { transport: PathTransport };

/** Throws when a stage other than `local` would send credentials without TLS. */
export function clientOptionsOf(
  { stage, bkash }: Pick<StageConfig, 'stage' | 'bkash'>,
  credentials: BkashCredentials,
  host: 'tokenizedOrigin' | 'checkoutOrigin' = 'tokenizedOrigin',
): PathClientOptions {
  const origin = bkash[host];
  if (origin === undefined) throw new Error(`STAGE_CONFIG: stage ${stage} has no bkash.${host}`);
  const plainHttp = stage === 'local';
  if (!plainHttp && !origin.startsWith('https://')) {
    throw new Error(`STAGE_CONFIG: bkash.${host} must be https on stage ${stage}`);
  }
  return { transport: httpTransport(origin), credentials, plainHttp };
}
