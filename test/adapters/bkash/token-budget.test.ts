import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TokenAnswer } from '../../../shared/adapters/bkash/token-answer.ts';
import {
  afterCall,
  planCall,
  sendWithinMs,
  type TokenRecord,
  usableToken,
  withRejected,
} from '../../../shared/adapters/bkash/token-record.ts';
import { callTimeoutMs } from '../../../shared/adapters/bkash/transport.ts';

/**
 * Goal: bKash never hears three token calls within an hour, whatever happens to our functions. Method: days of a
 * fleet in which functions with clocks up to 2 s off ask at any time, are frozen before they send, die before or
 * after bKash heard them, hear any answer late, and have tokens rejected; bKash notes when it heard each call. Seeded.
 */
const seed = 17;
const hour = 3_600_000;

const answers = fc.constantFrom<TokenAnswer>(
  { kind: 'granted', token: 'a', lifeMs: hour, refreshToken: 'r' },
  { kind: 'granted', token: 'a', lifeMs: 300_000 },
  { kind: 'refused', reason: 'http_400' },
  { kind: 'refused', reason: 'http_503' },
  { kind: 'silent', reason: 'timeout' },
  { kind: 'locked_out' },
  { kind: 'not_sent' },
);
const steps = fc.array(
  fc.record({
    waitMs: fc.oneof(fc.nat(2_000), fc.nat(60_000), fc.nat(hour / 2)),
    /** This function's clock against bKash's. */
    skewMs: fc.integer({ min: -2_000, max: 2_000 }),
    frozenMs: fc.nat(sendWithinMs),
    /** bKash hears the call somewhere between its sending and its end. */
    heardAt: fc.double({ min: 0, max: 1, noNaN: true }),
    takesMs: fc.oneof(fc.nat(1_000), fc.nat(callTimeoutMs)),
    dies: fc.boolean(),
    rejects: fc.boolean(),
    answer: answers,
  }),
  { minLength: 20, maxLength: 120 },
);

describe('the budget of two token calls an hour', () => {
  it('is kept in 2,000 generated days of a fleet', () => {
    let calls = 0;
    fc.assert(
      fc.property(steps, (day) => {
        const heard = heardByBkash(day);
        calls += heard.length;
        for (let third = 2; third < heard.length; third += 1) {
          expect((heard[third] ?? 0) - (heard[third - 2] ?? 0)).toBeGreaterThanOrEqual(hour);
        }
      }),
      { seed, numRuns: 2_000 },
    );
    // As many as the budget lets through, or the days were too quiet to prove anything.
    expect(calls).toBeGreaterThan(4_000);
  });
});

function heardByBkash(day: typeof steps extends fc.Arbitrary<infer Day> ? Day : never): number[] {
  let record: TokenRecord = { version: 0, calls: [] };
  let now = 1_700_000_000_000;
  let underWay: { endsAt: number; end: () => void } | undefined;
  const heard: number[] = [];
  const store = (next: TokenRecord | undefined) => {
    if (next) record = { ...next, version: record.version + 1 };
  };
  for (const [
    index,
    { waitMs, skewMs, frozenMs, heardAt, takesMs, dies, rejects, answer },
  ] of day.entries()) {
    now += waitMs;
    if (underWay && underWay.endsAt <= now) {
      underWay.end();
      underWay = undefined;
    }
    const clock = now + skewMs;
    if (rejects && record.token) store(withRejected(record, record.token, clock));
    if (usableToken(record, clock)) continue;
    const plan = planCall(record, clock, `function-${index}`);
    if (plan.kind !== 'call') continue;
    store(plan.next);
    const sentAt = now + frozenMs;
    const endsAt = sentAt + takesMs;
    if (answer.kind !== 'not_sent') heard.push(sentAt + heardAt * takesMs);
    const times = { sentAt: sentAt + skewMs, answeredAt: endsAt + skewMs };
    underWay = dies ? undefined : { endsAt, end: () => store(afterCall(record, plan.lease, answer, times)) };
  }
  return heard.sort((one, other) => one - other);
}
