import { describe, expect, it } from 'vitest';
import type { TokenAnswer } from '../../../shared/adapters/bkash/token-answer.ts';
import {
  afterCall,
  lastResort,
  planCall,
  type TokenRecord,
  usableToken,
  withRejected,
} from '../../../shared/adapters/bkash/token-record.ts';

const now = 1_700_000_000_000;
const second = 1_000;
const hour = 3_600_000;
const empty: TokenRecord = { version: 0, calls: [] };
const granted: TokenAnswer = { kind: 'granted', token: 'new', lifeMs: hour, refreshToken: 'again' };

describe('a stored token', () => {
  it.each([
    ['with an hour to live', { expiresAt: now + hour }, true],
    ['with 61 s to live', { expiresAt: now + 61 * second }, true],
    ['with 60 s to live', { expiresAt: now + 60 * second }, false],
    ['that bKash rejected', { expiresAt: now + hour, rejected: true as const }, false],
  ])('%s: usable is %s', (_, token, usable) => {
    const record = { ...empty, token: { value: 'a', ...token } };
    expect(usableToken(record, now) !== undefined).toBe(usable);
  });

  it('is marked as rejected only if it is the one that was rejected', () => {
    const record = { ...empty, token: { value: 'a', expiresAt: now + hour } };
    expect(withRejected(record, { value: 'old', expiresAt: now }, now)).toBeUndefined();
    const marked = withRejected(record, record.token, now);
    expect(marked?.token).toEqual({ ...record.token, rejected: true });
    expect(marked && withRejected(marked, record.token, now)).toBeUndefined();
  });

  it('is not believed to be bad in its first minute', () => {
    const record = { ...empty, token: { value: 'a', expiresAt: now + hour, grantedAt: now } };
    expect(withRejected(record, record.token, now + 59 * second)).toBeUndefined();
    expect(withRejected(record, record.token, now + 60 * second)?.token?.rejected).toBe(true);
  });

  it('is served as the last resort while it lives, rejected or not', () => {
    const token = { value: 'a', expiresAt: now + hour, rejected: true as const };
    expect(lastResort({ ...empty, token }, now)).toEqual({ value: 'a', expiresAt: now + hour });
    expect(lastResort({ ...empty, token }, now + hour - 60 * second)).toBeUndefined();
  });
});

describe('the budget of token calls', () => {
  it('counts the call at its latest possible moment, with the lease, before it is sent', () => {
    const plan = planCall(empty, now, 'me');
    expect(plan).toMatchObject({ kind: 'call', lease: { owner: 'me', operation: 'grant' } });
    expect(plan.kind === 'call' && plan.next.calls).toEqual([now + 32 * second]);
  });

  it('lets nobody else call while the lease lasts, and everybody after it ended', () => {
    const plan = planCall(empty, now, 'me');
    const held = plan.kind === 'call' ? plan.next : empty;
    expect(planCall(held, now + 35 * second, 'you').kind).toBe('busy');
    expect(planCall(held, now + 37 * second, 'you').kind).toBe('call');
  });

  it('refuses a third call within a rolling hour, and allows it just after', () => {
    const spent = { ...empty, calls: [now, now + 1800 * second] };
    expect(planCall(spent, now + hour, 'me').kind).toBe('not_now');
    expect(planCall(spent, now + hour + 4 * second, 'me').kind).toBe('call');
  });

  it('forgets calls that are over an hour old', () => {
    const plan = planCall({ ...empty, calls: [now - 2 * hour] }, now, 'me');
    expect(plan.kind === 'call' && plan.next.calls).toEqual([now + 32 * second]);
  });

  it('refreshes before it grants, as long as the refresh token lives', () => {
    const operationAt = (at: number) => {
      const plan = planCall({ ...empty, refreshToken: 'r', refreshUntil: now + hour }, at, 'me');
      return plan.kind === 'call' && plan.lease.operation;
    };
    expect(operationAt(now + hour - 1)).toBe('refresh');
    expect(operationAt(now + hour)).toBe('grant');
  });
});

describe('the outcome of a token call', () => {
  it('stores the token, counted at the moment of the answer, its life from the moment of the send', () => {
    expect(outcome(granted)).toEqual({
      version: 1,
      token: { value: 'new', expiresAt: now + hour, grantedAt: now + 1 * second },
      refreshToken: 'again',
      refreshUntil: now + 27 * 24 * hour,
      calls: [now + 1 * second],
    });
  });

  it('takes a call back only if no connection was ever opened', () => {
    expect(outcome({ kind: 'not_sent' })).toEqual({ version: 1, calls: [] });
    expect(outcome({ kind: 'refused', reason: 'http_500' })?.calls).toEqual([now + 1 * second]);
    expect(outcome({ kind: 'silent', reason: 'timeout' })?.calls).toEqual([now + 32 * second]);
  });

  it.each<TokenAnswer>([
    { kind: 'refused', reason: 'http_500' },
    { kind: 'silent', reason: 'timeout' },
  ])('keeps the spare call for half a minute after a grant that was $kind', (answer) => {
    const failed = outcome(answer) ?? empty;
    expect(planCall(failed, now + 30 * second, 'you').kind).toBe('not_now');
    expect(planCall(failed, now + 32 * second, 'you').kind).toBe('call');
  });

  it('grants at once after a refresh that gave no token', () => {
    const failed = outcome({ kind: 'refused', reason: 'http_401' }, refreshable) ?? empty;
    expect(planCall(failed, now + 2 * second, 'you')).toMatchObject({ lease: { operation: 'grant' } });
  });

  it.each<TokenAnswer>([
    { kind: 'refused', reason: 'http_503' },
    { kind: 'silent', reason: 'timeout' },
  ])('keeps the spare call for half a minute after a refresh into an outage: $reason', (answer) => {
    const failed = outcome(answer, refreshable) ?? empty;
    expect(planCall(failed, now + 30 * second, 'you').kind).toBe('not_now');
  });

  it('believes one lock-out for four minutes only, and then tries the same refresh token', () => {
    const locked = outcome({ kind: 'locked_out' }, refreshable) ?? empty;
    expect(planCall(locked, now + 239 * second, 'you').kind).toBe('not_now');
    expect(planCall(locked, now + 245 * second, 'you')).toMatchObject({ lease: { operation: 'refresh' } });
  });

  it('makes no call for an hour after two lock-outs in a row', () => {
    const once = outcome({ kind: 'locked_out' }, refreshable) ?? empty;
    const twice = outcome({ kind: 'locked_out' }, { ...once, calls: [] }, now + 300 * second) ?? empty;
    const later = { ...twice, calls: [] };
    expect(planCall(later, now + 300 * second + hour, 'you').kind).toBe('not_now');
    expect(planCall(later, now + 305 * second + hour, 'you').kind).toBe('call');
  });

  it('forgets a lock-out once bKash gives a token', () => {
    const locked = outcome({ kind: 'locked_out' }, refreshable) ?? empty;
    const after = outcome(granted, { ...locked, calls: [] }, now + 300 * second);
    expect(after?.token?.value).toBe('new');
    expect(after?.lockedUntil).toBeUndefined();
  });

  it('takes two refused grants in a row for a lock-out in words that nobody knows', () => {
    const refused: TokenAnswer = { kind: 'refused', reason: 'http_400' };
    const once = outcome(refused) ?? empty;
    expect(once.lockedUntil).toBeUndefined();
    const twice = outcome(refused, { ...once, calls: [] }, now + 40 * second) ?? empty;
    expect(planCall({ ...twice, calls: [] }, now + hour + 40 * second, 'you').kind).toBe('not_now');
    expect(planCall(twice, now + hour + 45 * second, 'you').kind).toBe('call');
    const outage = outcome(
      { kind: 'refused', reason: 'http_500' },
      { ...once, calls: [] },
      now + 40 * second,
    );
    expect(outage?.lockedUntil).toBeUndefined();
  });

  it('leaves a token that is still usable in place when its renewal fails', () => {
    const usable = { ...empty, token: { value: 'old', expiresAt: now + 600 * second }, refreshToken: 'r' };
    for (const kind of ['refused', 'silent'] as const) {
      expect(outcome({ kind, reason: 'x' }, usable)?.token).toEqual(usable.token);
    }
    expect(outcome({ kind: 'not_sent' }, usable)).toMatchObject({ token: usable.token, refreshToken: 'r' });
  });

  it('is dropped when the lease has gone to another', () => {
    const plan = planCall(empty, now, 'me');
    const theirs = planCall(empty, now + 40 * second, 'you');
    if (plan.kind !== 'call' || theirs.kind !== 'call') throw new Error('both may call');
    const times = { sentAt: now, answeredAt: now + 41 * second };
    expect(afterCall(theirs.next, plan.lease, granted, times)).toBeUndefined();
  });
});

const refreshable: TokenRecord = { ...empty, refreshToken: 'r', refreshUntil: now + 48 * hour };

function outcome(answer: TokenAnswer, record: TokenRecord = empty, at = now): TokenRecord | undefined {
  const plan = planCall(record, at, 'me');
  if (plan.kind !== 'call') throw new Error('the call is allowed');
  const stored = { ...plan.next, version: 1 };
  return afterCall(stored, plan.lease, answer, { sentAt: at, answeredAt: at + second });
}
