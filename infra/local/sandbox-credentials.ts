import type { BkashCredentials } from '../../shared/config/secret.ts';

/** Which variable holds which of the four values that bKash mails at onboarding. */
const variables = {
  username: 'BKASH_SANDBOX_USERNAME',
  password: 'BKASH_SANDBOX_PASSWORD',
  appKey: 'BKASH_SANDBOX_APP_KEY',
  appSecret: 'BKASH_SANDBOX_APP_SECRET',
} as const;

/** @throws one line that names what is missing. */
export function sandboxCredentials(env: Record<string, string | undefined>): BkashCredentials {
  const missing = Object.values(variables).filter((name) => !env[name]);
  if (missing.length > 0) {
    throw new Error(
      `bKash's real sandbox needs credentials: set ${missing.join(', ')} (docs/real-sandbox.md).`,
    );
  }
  const given = (name: keyof typeof variables) => env[variables[name]] ?? '';
  return {
    username: given('username'),
    password: given('password'),
    appKey: given('appKey'),
    appSecret: given('appSecret'),
  };
}
