import type { ClientOptions } from './client-options.ts';
import type { Dialect } from './dialect.ts';
import type { BkashToken } from './port.ts';
import { callTimeoutMs } from './transport.ts';
import { type Verdict, verdictOf } from './verdict.ts';

/** A call with the shared token: the path without the generation's root. */
export type Ask = (path: string, token: BkashToken, body: object, abortAfterMs?: number) => Promise<Verdict>;

export function askingIn(
  { root, read }: Pick<Dialect, 'root' | 'read'>,
  { transport, credentials }: Pick<ClientOptions, 'transport' | 'credentials'>,
): Ask {
  return async (path, token, body, abortAfterMs = callTimeoutMs) => {
    // bKash's own plugins send the bare token, without `Bearer`.
    const headers = { authorization: token.value, 'x-app-key': credentials.appKey };
    return verdictOf(await transport.post(root + path, headers, body, abortAfterMs), read);
  };
}
