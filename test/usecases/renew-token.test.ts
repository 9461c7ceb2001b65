import { describe, expect, it } from 'vitest';
import type { BkashToken, TokenRenewal } from '../../shared/adapters/bkash/port.ts';
import { renewToken } from '../../shared/usecases/renew-token.ts';

const now = 1_700_000_000_000;
const minute = 60_000;

describe('the renewal of the shared token', () => {
  it.each([
    [60, 'not_due'],
    [11, 'not_due'],
    [10, 'renewed'],
    [5, 'renewed'],
    [2, 'renewed'],
  ])('with %i minutes of life left is %s', async (minutes, expected) => {
    const { tokens, renewed } = storing({ value: 'a', expiresAt: now + minutes * minute });
    expect(await renewToken(tokens, now, async () => true)).toBe(expected);
    expect(renewed).toEqual(expected === 'renewed' ? ['a'] : []);
  });

  it('spends no token call while bKash is down, and does not even ask when nothing is due', async () => {
    const { tokens, renewed } = storing({ value: 'a', expiresAt: now + 10 * minute });
    expect(await renewToken(tokens, now, async () => false)).toBe('gate_closed');
    expect(renewed).toEqual([]);
    const asked = () => Promise.reject(new Error('asked'));
    expect(await renewToken(tokens, now - minute, asked)).toBe('not_due');
  });

  it('leaves an idle shop without a token alone', async () => {
    const { tokens, renewed } = storing(undefined);
    expect(await renewToken(tokens, now, async () => true)).toBe('none_stored');
    expect(renewed).toEqual([]);
  });
});

function storing(token: BkashToken | undefined) {
  const renewed: string[] = [];
  const tokens: TokenRenewal = {
    stored: async () => token,
    renew: async ({ value }) => {
      renewed.push(value);
      return 'renewed';
    },
  };
  return { tokens, renewed };
}
