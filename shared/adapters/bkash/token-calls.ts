import type { ClientOptions } from './client-options.ts';
import { type TokenCalls, tokenAnswerOf } from './token-answer.ts';
import { callTimeoutMs } from './transport.ts';

/** Grant and Refresh, which every product has under paths of its own. */
export function tokenCallsOf(
  { root, paths }: { root: string; paths: Record<'grant' | 'refresh', string> },
  { transport, credentials }: Pick<ClientOptions, 'transport' | 'credentials'>,
): TokenCalls {
  const { username, password, appKey, appSecret } = credentials;
  const app = { app_key: appKey, app_secret: appSecret };
  const signIn = async (path: string, body: object) =>
    tokenAnswerOf(
      await transport.post(root + path, { username, password }, { ...app, ...body }, callTimeoutMs),
    );
  return {
    grantToken: () => signIn(paths.grant, {}),
    refreshToken: (refreshToken) => signIn(paths.refresh, { refresh_token: refreshToken }),
  };
}
