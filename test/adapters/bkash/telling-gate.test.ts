import { describe, expect, it } from 'vitest';
import { tellingGate } from '../../../shared/adapters/bkash/telling-gate.ts';
import type { TokenAnswer } from '../../../shared/adapters/bkash/token-answer.ts';
import { FakeTable } from '../../fakes/table.ts';

describe('a token call', () => {
  it.each<[string, TokenAnswer, 'closes' | 'answers']>([
    ['nobody answered', { kind: 'silent', reason: 'timeout' }, 'closes'],
    ['could not be sent', { kind: 'not_sent' }, 'closes'],
    ['met a 503', { kind: 'refused', reason: 'http_503' }, 'closes'],
    ['was refused', { kind: 'refused', reason: 'http_401' }, 'answers'],
    ['met a lock-out', { kind: 'locked_out' }, 'answers'],
    ['was granted', { kind: 'granted', token: 'a', lifeMs: 1 }, 'answers'],
  ])('that %s tells the gate too', async (_, answer, told) => {
    const { gate, closedFor, counts } = aGate();
    const calls = { grantToken: async () => answer, refreshToken: async () => answer };
    const telling = tellingGate(calls, gate, 300_000, () => 0);
    expect(await telling.grantToken()).toBe(answer);
    expect(await telling.refreshToken('r')).toBe(answer);
    expect(counts()).toEqual(told === 'closes' ? { failures: 2, answers: 0 } : { failures: 0, answers: 2 });
    expect(closedFor()).toBe(told === 'closes' ? 300_000 : undefined);
  });

  it.each([
    ['is told of', 'within the time that bKash has, and some', 35_000, 1],
    ['is no news', 'while its function was frozen', 35_001, 0],
  ])('whose silence %s: it ended %s', async (_, __, passedMs, failures) => {
    const { gate, counts } = aGate();
    let now = 0;
    const silence = async (): Promise<TokenAnswer> => {
      await Promise.resolve();
      now = passedMs;
      return { kind: 'silent', reason: 'timeout' };
    };
    const calls = { grantToken: silence, refreshToken: silence };
    await tellingGate(calls, gate, 300_000, () => now).grantToken();
    expect(counts().failures).toBe(failures);
  });

  it('keeps its token when the gate cannot be written', async () => {
    const { gate } = aGate();
    gate.answered = () => Promise.reject(new Error('no table'));
    const granted: TokenAnswer = { kind: 'granted', token: 'a', lifeMs: 1 };
    const calls = { grantToken: async () => granted, refreshToken: async () => granted };
    expect(await tellingGate(calls, gate, 0, () => 0).grantToken()).toBe(granted);
  });
});

function aGate() {
  const table = new FakeTable();
  return {
    gate: table.gate,
    counts: () => ({ failures: table.gateFailures, answers: table.gateAnswers }),
    closedFor: () => table.gateClosedForMs,
  };
}
