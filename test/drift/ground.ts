import type { BkashCredentials } from '../../shared/config/secret.ts';
import type { Generation } from '../../shared/domain/order.ts';

/** A bKash to be held against what we believe of it: the real sandbox, or the simulator. */
export interface Ground {
  /** As a test's title names it. */
  name: string;
  /** Without a path. */
  origin: string;
  /** `local` lets bKash's page be plain HTTP, as the simulator's is. */
  stage: 'local' | 'sandbox';
  credentials: BkashCredentials;
  generations: readonly Generation[];
  /** A token that bKash gave less than its life ago: at most one token call a run. */
  token(): Promise<string>;
  /** What the customer does on bKash's page; absent where nobody is there to do it. */
  customer?: Customer;
}

export interface Customer {
  /** Wallet, OTP and PIN; resolves when bKash has taken them. */
  approves(payment: { paymentId: string; bkashUrl: string }): Promise<void>;
  /** Leaves by the page's Close. */
  closes(payment: { paymentId: string; bkashUrl: string }): Promise<void>;
}

/** An answer as it came, read as JSON whatever it calls itself. */
export interface Answer {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: a foreign answer that the test's expectations judge.
  body: any;
}

/** bKash's own limit for a call (`bkash-api.md` section 5.2). */
const callTimeoutMs = 30_000;

/** One POST with the merchant's two headers. */
export async function post(
  { origin, credentials }: Pick<Ground, 'origin' | 'credentials'>,
  path: string,
  token: string,
  body: object,
): Promise<Answer> {
  const response = await fetch(`${origin}${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json',
      authorization: token,
      'x-app-key': credentials.appKey,
    },
    body: JSON.stringify(body),
    redirect: 'error',
    signal: AbortSignal.timeout(callTimeoutMs),
  });
  return { status: response.status, body: await response.json() };
}
