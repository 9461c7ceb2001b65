import { describe, expect, it } from 'vitest';
import type { TokenAnswer } from '../../../shared/adapters/bkash/token-answer.ts';
import {
  afterCall,
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
    expect(withRejected(record, { value: 'old', expiresAt: now })).toBeUndefined();
    const marked = withRejected(record, record.token);
    expect(marked?.token).toEqual({ ...record.token, rejected: true });
    expect(marked && withRejected(marked, record.token)).toBeUndefined();
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

  it('refreshes before it grants', () => {
    expect(planCall({ ...empty, refreshToken: 'r' }, now, 'me')).toMatchObject({
      lease: { operation: 'refresh' },
    });
  });
});

describe('the outcome of a token call', () => {
  it('stores the token, counted at the moment of the answer, its life from the moment of the send', () => {
    expect(outcome(granted)).toEqual({
      version: 1,
      token: { value: 'new', expiresAt: now + hour },
      refreshToken: 'again',
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
    const failed = outcome({ kind: 'refused', reason: 'http_401' }, { ...empty, refreshToken: 'r' }) ?? empty;
    expect(planCall(failed, now + 2 * second, 'you')).toMatchObject({ lease: { operation: 'grant' } });
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

function outcome(answer: TokenAnswer, record: TokenRecord = empty): TokenRecord | undefined {
  const plan = planCall(record, now, 'me');
  if (plan.kind !== 'call') throw new Error('the call is allowed');
  const stored = { ...plan.next, version: 1 };
  return afterCall(stored, plan.lease, answer, { sentAt: now, answeredAt: now + second });
}
