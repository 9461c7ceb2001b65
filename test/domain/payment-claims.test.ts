import { describe, expect, it } from 'vitest';
import { orderDueAt } from '../../shared/domain/due.ts';
import type { Attempt } from '../../shared/domain/order.ts';
import {
  type ClaimDecision,
  claimClosed,
  claimHeard,
  isRecorded,
  mostAnHour,
  noClaims,
  openClaims,
  type PaymentClaims,
  undecidedDue,
} from '../../shared/domain/payment-claims.ts';
import { liveStage } from '../fakes/stage.ts';
import { now, orders } from './payment-life-orders.ts';

const minuteMs = 60_000;
const trxId = 'DKN1A2B3C4';
const another = (n: number) => `DKN1A2B3${n + 10}`;

describe('what customers say they paid', () => {
  it('is kept once for each TrxID, however often it is said', () => {
    const once = heard(claimHeard(noClaims('SB-1'), trxId, now));
    const twice = claimHeard(once, trxId, now + 2 * minuteMs);
    expect(heard(twice).claims).toEqual([{ trxId, at: now }]);
    expect(twice).toMatchObject({ isNew: false });
  });

  it('asks nobody again when a form is sent twice', () => {
    const once = heard(claimHeard(noClaims('SB-1'), trxId, now));
    expect(claimHeard(once, trxId, now + minuteMs - 1)).toEqual({ kind: 'repeated' });
    expect(claimHeard(once, trxId, now + minuteMs)).toMatchObject({ kind: 'heard' });
  });

  it('is heard five times an hour, whatever is said', () => {
    let claims = noClaims('SB-1');
    for (let n = 0; n < mostAnHour; n += 1)
      claims = heard(claimHeard(claims, another(n), now + n * minuteMs));
    const untilMs = now + 60 * minuteMs;
    for (const said of [another(0), another(9)]) {
      expect(claimHeard(claims, said, untilMs - 1)).toEqual({ kind: 'too_many', until: untilMs });
      expect(claimHeard(claims, said, untilMs)).toMatchObject({ kind: 'heard' });
    }
  });

  it('is bounded for good: after twenty TrxIDs a new one is a guess, and a known one is still heard', () => {
    let claims = noClaims('SB-1');
    for (let n = 0; n < 20; n += 1) claims = heard(claimHeard(claims, another(n), now + n * 61 * minuteMs));
    const later = now + 30 * 61 * minuteMs;
    expect(claimHeard(claims, another(20), later)).toMatchObject({ kind: 'too_many' });
    expect(claimHeard(claims, another(3), later)).toMatchObject({ kind: 'heard' });
    expect(claims.heardAt.length).toBeLessThanOrEqual(mostAnHour);
  });

  it('is open until an attempt of that order has yielded it, or a person has settled it', () => {
    const claims = {
      ...noClaims('SB-1'),
      claims: [
        { trxId, at: now },
        { trxId: another(1), at: now, closedAt: now },
      ],
    };
    expect(openClaims(orderOf('unknown'), claims)).toEqual([{ trxId, at: now }]);
    expect(openClaims(orderOf('completed'), claims)).toEqual([]);
    expect(isRecorded(orderOf('completed'), another(1))).toBe(false);
  });
});

describe('a claim that nobody has to look at any more', () => {
  const said = {
    ...noClaims('SB-1'),
    claims: [another(0), another(1)].map((one) => ({ trxId: one, at: now })),
  };

  it('is closed by itself, with the operator’s words where there are any', () => {
    const [first, second] = said.claims;
    const closedAt = now + minuteMs;
    expect(claimClosed(said, another(1), closedAt).claims).toEqual([first, { ...second, closedAt }]);
    expect(claimClosed(said, another(1), closedAt, 'mistyped').claims).toEqual([
      first,
      { ...second, closedAt, closedBecause: 'mistyped' },
    ]);
  });

  it('stays as it was closed first, and is not made up', () => {
    const closed = claimClosed(said, another(1), now, 'mistyped');
    expect(claimClosed(closed, another(1), now + minuteMs, 'paid by hand')).toBe(closed);
    expect(claimClosed(said, another(2), now)).toBe(said);
  });
});

describe('what a claim makes due', () => {
  const asked = ['authorised', 'executing', 'unknown', 'doubtful'];

  it.each(Object.keys(orders))('of an order whose attempt is %s', (name) => {
    const later = withLaterLook(name);
    const after = undecidedDue(later, now);
    if (asked.includes(later.attempts[0]?.state ?? '')) {
      expect(orderDueAt(after, liveStage.waits)).toBe(now);
      expect(after.attempts).toMatchObject([{ state: later.attempts[0]?.state, nextLookAt: now }]);
    } else {
      expect(after).toBe(later);
    }
  });

  it('is never later than it was', () => {
    const due = orderOf('unknown');
    expect(undecidedDue(due, now + minuteMs)).toBe(due);
  });
});

function heard(decision: ClaimDecision): PaymentClaims {
  if (decision.kind !== 'heard') throw new Error(`It was ${decision.kind}.`);
  return decision.claims;
}

function orderOf(name: string) {
  const order = orders[name]?.();
  if (!order) throw new Error(`There is no order for ${name}.`);
  return order;
}

/** An attempt that somebody would come back to in ten minutes, if anybody would at all. */
function withLaterLook(name: string) {
  const order = orderOf(name);
  const later = (attempt: Attempt): Attempt => {
    if ('nextLookAt' in attempt) return { ...attempt, nextLookAt: now + 10 * minuteMs };
    return attempt.state === 'created' ? { ...attempt, absentLookAt: now + 10 * minuteMs } : attempt;
  };
  return { ...order, attempts: order.attempts.map(later) };
}
