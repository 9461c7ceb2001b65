import type { BkashToken } from './port.ts';
import type { TokenAnswer } from './token-answer.ts';
import { callTimeoutMs } from './transport.ts';

/** What the whole fleet shares about one set of credentials. Version 0 is a record that was never written. */
export interface TokenRecord {
  version: number;
  token?: BkashToken & { rejected?: true };
  refreshToken?: string;
  /** For each token call of the last hour, the latest moment at which it can have reached bKash (epoch ms). */
  calls: number[];
  lease?: Lease;
  /** When a grant last gave no token: the spare call of the hour is not spent on the same trouble. */
  failedAt?: number;
}

/** Whoever holds it makes exactly one token call. It ends by itself, should its holder die. */
export interface Lease {
  owner: string;
  takenAt: number;
  until: number;
  /** This call's entry in `calls`. */
  call: number;
  operation: 'grant' | 'refresh';
}

export interface TokenStore {
  /** Strongly consistent. */
  read(): Promise<TokenRecord>;
  /** Stores `next` as the version after the one it carries, or hands back what is there instead. */
  write(next: TokenRecord): Promise<{ kind: 'written' | 'conflict'; record: TokenRecord }>;
}

/** A token with less life than this could expire between our check and bKash's. */
const leastLifeMs = 60_000;
const callsPerHour = 2;
/** An hour, and what two clocks of our fleet may differ by (each is within 2 s). */
const budgetWindowMs = 3_600_000 + 4_000;
/** A process frozen between taking the lease and sending must not send later, unseen by the ledger. */
export const sendWithinMs = 2_000;
/** Time to store the outcome, and the fleet's clock difference. */
const leaseMarginMs = 4_000;
/** With two calls an hour a second one at once would most likely meet the same trouble, and cost the whole hour. */
const pauseAfterFailureMs = 30_000;

export function usableToken({ token }: TokenRecord, now: number): BkashToken | undefined {
  if (!token || token.rejected || !hasLife(token, now)) return undefined;
  return { value: token.value, expiresAt: token.expiresAt };
}

export function hasLife(token: BkashToken, now: number): boolean {
  return token.expiresAt - now > leastLifeMs;
}

export type Plan =
  | { kind: 'call'; next: TokenRecord; lease: Lease }
  /** Someone else is calling. */
  | { kind: 'busy' }
  /** Two calls lie in the last hour, or the last one failed a moment ago. */
  | { kind: 'not_now' };

/**
 * May a token call be made now? If so, `next` holds the lease and the call's entry in the ledger: both are stored
 * by one conditional write before anything is sent, so a call that was made is a call that was counted.
 */
export function planCall(record: TokenRecord, now: number, owner: string): Plan {
  if (record.lease && record.lease.until > now) return { kind: 'busy' };
  const calls = record.calls.filter((at) => at > now - budgetWindowMs);
  const failedJustNow = record.failedAt !== undefined && record.failedAt > now - pauseAfterFailureMs;
  if (calls.length >= callsPerHour || failedJustNow) return { kind: 'not_now' };
  const call = now + sendWithinMs + callTimeoutMs;
  const operation = record.refreshToken === undefined ? 'grant' : 'refresh';
  const lease: Lease = { owner, takenAt: now, until: call + leaseMarginMs, call, operation };
  return { kind: 'call', lease, next: { ...record, calls: [...calls, call], lease } };
}

/**
 * The record after the lease's one call, or undefined when the lease is no longer ours and the answer is dropped.
 * A call that never opened a connection leaves the ledger; an answered one moves to the moment of its answer;
 * a silent one stays at its latest possible moment. A refresh that gave no token is not tried a second time:
 * the next call is a grant, which needs nothing but the credentials.
 */
export function afterCall(
  record: TokenRecord,
  lease: Lease,
  answer: TokenAnswer,
  times: { sentAt: number; answeredAt: number },
): TokenRecord | undefined {
  if (record.lease?.owner !== lease.owner) return undefined;
  const { version, token, refreshToken } = record;
  const others = withoutOne(record.calls, lease.call);
  // A refused refresh says nothing about grants; a grant may follow at once.
  const failed = lease.operation === 'grant' && { failedAt: times.answeredAt };
  switch (answer.kind) {
    case 'granted':
      return {
        version,
        token: { value: answer.token, expiresAt: times.sentAt + answer.lifeMs },
        ...(answer.refreshToken !== undefined && { refreshToken: answer.refreshToken }),
        calls: [...others, times.answeredAt],
      };
    case 'not_sent':
      return { version, ...(token && { token }), ...(refreshToken && { refreshToken }), calls: others };
    case 'refused':
      return { version, ...(token && { token }), ...failed, calls: [...others, times.answeredAt] };
    case 'silent':
      return { version, ...(token && { token }), ...failed, calls: record.calls };
  }
}

/** The record without a token that bKash rejected, or undefined when another one is stored by now. */
export function withRejected(record: TokenRecord, token: BkashToken): TokenRecord | undefined {
  if (record.token?.value !== token.value || record.token.rejected) return undefined;
  return { ...record, token: { ...record.token, rejected: true } };
}

function withoutOne(calls: number[], call: number): number[] {
  const index = calls.indexOf(call);
  return index < 0 ? calls : calls.toSpliced(index, 1);
}
