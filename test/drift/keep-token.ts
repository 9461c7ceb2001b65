import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { connectBkash } from '../../shared/adapters/bkash/generation.ts';
import type { BkashCredentials } from '../../shared/config/secret.ts';
import type { Generation } from '../../shared/domain/order.ts';

interface Kept {
  /** Whose it is: another app's token is of no use. */
  appKey: string;
  value: string;
  expiresAt: number;
}

/** A run with a person takes a while; what would end within it is not begun with. */
const leastLifeMs = 20 * 60_000;

/**
 * bKash allows two token calls an hour and locks out whoever asks more often, so a token is kept for its hour and
 * every run of that hour takes it. The file is its owner's alone, and what it holds opens a sandbox for an hour.
 *
 * @throws one line when bKash gave none: nothing is asked a second time.
 */
export async function keptToken(
  file: string,
  origin: string,
  credentials: BkashCredentials,
  generation: Generation,
): Promise<string> {
  const kept = readKept(file);
  if (kept?.appKey === credentials.appKey && kept.expiresAt - Date.now() > leastLifeMs) return kept.value;
  const settings = { stage: 'sandbox', bkash: { generation, tokenizedOrigin: origin } };
  const granted = await connectBkash(settings, credentials).tokenCalls.grantToken();
  if (granted.kind !== 'granted') {
    const why = 'reason' in granted ? `${granted.kind}, ${granted.reason}` : granted.kind;
    throw new Error(
      `bKash's sandbox gave no token (${why}). It allows two calls an hour: wait before the next.`,
    );
  }
  const { appKey } = credentials;
  const next: Kept = { appKey, value: granted.token, expiresAt: Date.now() + granted.lifeMs };
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(next), { mode: 0o600 });
  return next.value;
}

function readKept(file: string): Kept | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Kept;
  } catch {
    return undefined;
  }
}
