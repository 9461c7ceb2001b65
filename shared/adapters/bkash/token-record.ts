import { isOutage } from '../../domain/outage.ts';
import { type BkashToken, hasLife } from './port.ts';
import type { TokenAnswer } from './token-answer.ts';
import { callTimeoutMs } from './transport.ts';

/** What the whole fleet shares about one set of credentials. Version 0 is a record that was never written. */
export interface TokenRecord {
  version: number;
  token?: BkashToken & { grantedAt?: number; rejected?: true };
  refreshToken?: string;
  /** When the refresh token is no longer tried (epoch ms). */
  refreshUntil?: number;
  /** For each token call of the last hour, the latest moment at which it can have reached bKash (epoch ms). */
  calls: number[];
  lease?: Lease;
  /** When a call last failed: the spare call of the hour is not spent on the same trouble. */
  failedAt?: number;
  /** bKash hears no token call, or none that we know how to make: until then none is sent. */
  lockedUntil?: number;
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

const callsPerHour = 2;
/** An hour, and what two clocks of our fleet may differ by (each is within 2 s). */
const budgetWindowMs = 3_600_000 + 4_000;
/** A process frozen between taking the lease and sending must not send later, unseen by the ledger. */
export const sendWithinMs = 2_000;
/** Time to store the outcome, and the fleet's clock difference. */
const leaseMarginMs = 4_000;
/** With two calls an hour a second one at once would most likely meet the same trouble, and cost the whole hour. */
const pauseAfterFailureMs = 30_000;
/** The schedule looks every five minutes, so its next look may call, if the budget allows it. */
const doubtedLockMs = 4 * 60_000;
/** A refresh token lives 28 days (`bkash-api.md` section 2.3); one day before that a grant is the safer call. */
const refreshLifeMs = 27 * 24 * 3_600_000;
/**
 * A token that is rejected in its first minute was good a moment ago: the rejection says more about bKash than about
 * the token. So two false ones in a row cost one call, and the other is there when a token really fails.
 */
const trustedAtFirstMs = 60_000;

export function usableToken({ token }: TokenRecord, now: number): BkashToken | undefined {
  if (!token || token.rejected || !hasLife(token, now)) return undefined;
  return { value: token.value, expiresAt: token.expiresAt };
}

/**
 * A token that bKash rejected and that cannot be replaced now. It is served while it lives: a rejection may have been
 * false, and if it was not, one more changes nothing (design rule 6).
 */
export function lastResort({ token }: TokenRecord, now: number): BkashToken | undefined {
  return token && hasLife(token, now) ? { value: token.value, expiresAt: token.expiresAt } : undefined;
}

export type Plan =
  | { kind: 'call'; next: TokenRecord; lease: Lease }
  /** Someone else is calling. */
  | { kind: 'busy' }
  /** Two calls lie in the last hour, the last one failed a moment ago, or bKash has locked us out. */
  | { kind: 'not_now' };

/**
 * May a token call be made now? If so, `next` holds the lease and the call's entry in the ledger: both are stored
 * by one conditional write before anything is sent, so a call that was made is a call that was counted.
 */
export function planCall(record: TokenRecord, now: number, owner: string): Plan {
  if (record.lease && record.lease.until > now) return { kind: 'busy' };
  const calls = record.calls.filter((at) => at > now - budgetWindowMs);
  const failedJustNow = record.failedAt !== undefined && record.failedAt > now - pauseAfterFailureMs;
  const isLockedOut = record.lockedUntil !== undefined && record.lockedUntil > now;
  if (calls.length >= callsPerHour || failedJustNow || isLockedOut) return { kind: 'not_now' };
  const call = now + sendWithinMs + callTimeoutMs;
  const mayRefresh = record.refreshToken !== undefined && (record.refreshUntil ?? 0) > now;
  const operation = mayRefresh ? 'refresh' : 'grant';
  const lease: Lease = { owner, takenAt: now, until: call + leaseMarginMs, call, operation };
  return { kind: 'call', lease, next: { ...record, calls: [...calls, call], lease } };
}

/**
 * The record after the lease's one call, or undefined when the lease is no longer ours and the answer is dropped.
 * A call that never opened a connection leaves the ledger; an answered one moves to the moment of its answer;
 * a silent one stays at its latest possible moment. A refresh that gave no token is not tried a second time:
 * the next call is a grant, which needs nothing but the credentials. A lock-out says nothing about either.
 */
export function afterCall(
  record: TokenRecord,
  lease: Lease,
  answer: TokenAnswer,
  times: { sentAt: number; answeredAt: number },
): TokenRecord | undefined {
  if (record.lease?.owner !== lease.owner) return undefined;
  const { version, token } = record;
  const others = withoutOne(record.calls, lease.call);
  const calls = [...others, times.answeredAt];
  const kept = { version, ...(token && { token }) };
  switch (answer.kind) {
    case 'granted':
      return {
        version,
        token: {
          value: answer.token,
          expiresAt: times.sentAt + answer.lifeMs,
          grantedAt: times.answeredAt,
        },
        ...(answer.refreshToken !== undefined && {
          refreshToken: answer.refreshToken,
          refreshUntil: times.sentAt + refreshLifeMs,
        }),
        calls,
      };
    case 'not_sent':
      return { ...kept, ...refreshOf(record), calls: others };
    case 'locked_out':
      return { ...kept, ...refreshOf(record), lockedUntil: lockedUntil(record, times.answeredAt), calls };
    case 'refused':
      return { ...kept, ...afterRefusal(record, lease, answer.reason, times.answeredAt), calls };
    case 'silent':
      return { ...kept, failedAt: times.answeredAt, calls: record.calls };
  }
}

/**
 * We never make a third call, so a lock-out is another's doing or a gateway's bad moment. One alone is not believed for
 * long, lest a stray 429 cost an hour of payments; the second in a row is, for calls during a true one could prolong it.
 */
function lockedUntil({ lockedUntil: before }: TokenRecord, now: number): number {
  return now + (before === undefined ? doubtedLockMs : budgetWindowMs);
}

function refreshOf({ refreshToken, refreshUntil }: TokenRecord) {
  return {
    ...(refreshToken !== undefined && { refreshToken }),
    ...(refreshUntil !== undefined && { refreshUntil }),
  };
}

/**
 * After bKash's no to a refresh a grant may follow at once; after trouble at bKash neither. Two grants refused in a
 * row may be a lock-out in words that nobody knows, and calls during one could prolong it: then an hour of silence,
 * counted from the last call, is sure to end it.
 */
function afterRefusal({ failedAt }: TokenRecord, { operation }: Lease, reason: string, now: number) {
  if (isOutage(reason)) return { failedAt: now };
  if (operation === 'refresh') return {};
  return { failedAt: now, ...(failedAt !== undefined && { lockedUntil: now + budgetWindowMs }) };
}

/**
 * The record with this token marked as rejected; undefined when another one is stored by now, or when it is too young
 * for a rejection to be believed.
 */
export function withRejected(record: TokenRecord, token: BkashToken, now: number): TokenRecord | undefined {
  if (record.token?.value !== token.value || record.token.rejected) return undefined;
  if (now - (record.token.grantedAt ?? 0) < trustedAtFirstMs) return undefined;
  return { ...record, token: { ...record.token, rejected: true } };
}

function withoutOne(calls: number[], call: number): number[] {
  const index = calls.indexOf(call);
  return index < 0 ? calls : calls.toSpliced(index, 1);
}
