import type { Telemetry } from '../telemetry/port.ts';
import type { TokenAnswer, TokenCalls } from './token-answer.ts';
import { afterCall, type Lease, sendWithinMs, type TokenRecord, type TokenStore } from './token-record.ts';

/** Only a rejection can write while the lease is held, and a token is rejected once. */
const mostConflicts = 20;

export interface SharedTokenOptions {
  store: TokenStore;
  calls: TokenCalls;
  telemetry: Telemetry;
  now: () => number;
  /** Real time, unless a simulation passes its own. Once `over` is aborted nobody waits for it any more. */
  sleep?: (ms: number, over?: AbortSignal) => Promise<void>;
  /** Between 0 and 1, for the jitter; chance, unless a simulation has to be the same each time. */
  random?: () => number;
}

/**
 * Makes the one call of a lease that `record` holds, and stores what came of it. Gives the record as it is then.
 * Throws when the call could not be made at all (the secret cannot be read); the ledger is set right first.
 */
export async function callForToken(
  options: SharedTokenOptions,
  record: TokenRecord,
  lease: Lease,
  occasion: 'renewal' | 'on_demand',
): Promise<TokenRecord> {
  const { calls, telemetry, now } = options;
  const sentAt = now();
  const late = sentAt > lease.takenAt + sendWithinMs;
  let answer: TokenAnswer = { kind: 'not_sent' };
  try {
    if (!late) answer = await sent(calls, lease, record.refreshToken);
  } finally {
    const answeredAt = now();
    record = await storeOutcome(options, record, lease, answer, { sentAt, answeredAt });
    if (answer.kind !== 'not_sent') {
      telemetry.metric('TokenCall');
      if (occasion === 'on_demand') telemetry.metric('TokenCallOnDemand');
    }
    if (answer.kind !== 'granted') telemetry.metric('TokenRefused');
    telemetry.event(answer.kind === 'granted' ? 'TokenCall' : 'TokenRefused', {
      operation: lease.operation,
      reason: 'reason' in answer ? answer.reason : answer.kind,
      durationMs: answeredAt - sentAt,
    });
  }
  return record;
}

function sent(calls: TokenCalls, lease: Lease, refreshToken: string | undefined): Promise<TokenAnswer> {
  return lease.operation === 'refresh' && refreshToken !== undefined
    ? calls.refreshToken(refreshToken)
    : calls.grantToken();
}

async function storeOutcome(
  { store }: SharedTokenOptions,
  held: TokenRecord,
  lease: Lease,
  answer: TokenAnswer,
  times: { sentAt: number; answeredAt: number },
): Promise<TokenRecord> {
  let record = held;
  for (let conflicts = 0; conflicts < mostConflicts; conflicts += 1) {
    const next = afterCall(record, lease, answer, times);
    if (!next) return record;
    const written = await store.write(next);
    record = written.record;
    if (written.kind === 'written') return record;
  }
  return record;
}
